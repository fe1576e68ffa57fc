"""The search index of moments. SQLite: an FTS5 table kept by triggers. PostgreSQL: a stored column.

A migration that makes SQLite rebuild ``record_moment`` drops the triggers with the old table; it
must run ``_TRIGGERS`` of this file again.
"""

from __future__ import annotations

from django.db import migrations

_TABLE = """
CREATE VIRTUAL TABLE record_moment_search USING fts5(
    text, note, content='record_moment', content_rowid='id',
    tokenize="unicode61 remove_diacritics 2", prefix='2 3'
)
"""
_OLD = "INSERT INTO record_moment_search(record_moment_search, rowid, text, note) VALUES('delete', old.id, old.text, old.note);"
_NEW = "INSERT INTO record_moment_search(rowid, text, note) VALUES(new.id, new.text, new.note);"
_TRIGGERS = [
    f"CREATE TRIGGER record_moment_search_in AFTER INSERT ON record_moment BEGIN {_NEW} END",
    f"CREATE TRIGGER record_moment_search_out AFTER DELETE ON record_moment BEGIN {_OLD} END",
    "CREATE TRIGGER record_moment_search_change AFTER UPDATE OF text, note ON record_moment "
    f"BEGIN {_OLD} {_NEW} END",
]
_FILL = "INSERT INTO record_moment_search(record_moment_search) VALUES('rebuild')"

# Latin letters with accents, and the plain ones for them: what a person may leave out when typing.
_ACCENTS = "àáâãäåçèéêëìíîïñòóôõöùúûüýÿāăąćčďēęěğīńňőŕřśşšţťūůűźżž"
_PLAIN = "aaaaaaceeeeiiiinooooouuuuyyaaaccdeeeginnorrsssttuuuzzz"
# PostgreSQL keeps addresses and numbers with signs in one piece; SQLite parts them, so part them.
_SIGNS = "[-.,:;/@_''’&+=#~]+"
_COLUMN = f"""
ALTER TABLE record_moment ADD COLUMN search tsvector GENERATED ALWAYS AS (
    to_tsvector('simple', regexp_replace(
        translate(lower(text || ' ' || note), '{_ACCENTS}', '{_PLAIN}'), '{_SIGNS}', ' ', 'g'
    ))
) STORED
"""


def forwards(apps, schema_editor):
    """Make the index of this database, and fill it."""
    if schema_editor.connection.vendor == "sqlite":
        for statement in (_TABLE, *_TRIGGERS, _FILL):
            schema_editor.execute(statement)
    elif schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(_COLUMN)
        schema_editor.execute("CREATE INDEX record_moment_search ON record_moment USING gin(search)")


def backwards(apps, schema_editor):
    """Take the index away."""
    if schema_editor.connection.vendor == "sqlite":
        for name in ("in", "out", "change"):
            schema_editor.execute(f"DROP TRIGGER record_moment_search_{name}")
        schema_editor.execute("DROP TABLE record_moment_search")
    elif schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE record_moment DROP COLUMN search")


class Migration(migrations.Migration):
    dependencies = [("record", "0001_first")]
    operations = [migrations.RunPython(forwards, backwards)]
