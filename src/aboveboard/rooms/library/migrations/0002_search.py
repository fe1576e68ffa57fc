"""The search indexes of posts and messages.

SQLite: an FTS5 table without a copy of the text, whose rowid is the time and the id of the row:
``(seconds since 1970 << 30) | id``. The newest hits then come first without sorting, however
common a word is. Triggers follow every change. An import sets the one for new rows aside and adds
a whole batch in one go (:mod:`aboveboard.rooms.library.search_index`), which costs half.

PostgreSQL: a stored column, as in the record.

A migration that makes SQLite rebuild one of the tables drops its triggers with the old table; it
must make them again.
"""

from __future__ import annotations

from django.db import migrations

_TABLES = ("library_post", "library_message")
_KEY = "((CAST(strftime('%s', {row}.written_at) AS INTEGER) << 30) | {row}.id)"


def _statements(table):
    old, new = _KEY.format(row="old"), _KEY.format(row="new")
    out = (
        f"INSERT INTO {table}_search({table}_search, rowid, text) VALUES('delete', {old}, old.text);"
    )
    into = f"INSERT INTO {table}_search(rowid, text) VALUES({new}, new.text);"
    return (
        f"CREATE VIRTUAL TABLE {table}_search USING fts5("
        "text, content='', tokenize=\"unicode61 remove_diacritics 2\")",
        f"INSERT INTO {table}_search(rowid, text) "
        f"SELECT {_KEY.format(row=table)}, text FROM {table} ORDER BY 1",
        f"CREATE TRIGGER {table}_search_in AFTER INSERT ON {table} BEGIN {into} END",
        f"CREATE TRIGGER {table}_search_out AFTER DELETE ON {table} BEGIN {out} END",
        f"CREATE TRIGGER {table}_search_change AFTER UPDATE OF text, written_at ON {table} "
        f"BEGIN {out} {into} END",
    )


# Latin letters with accents, and the plain ones for them: what a person may leave out when typing.
_ACCENTS = "àáâãäåçèéêëìíîïñòóôõöùúûüýÿāăąćčďēęěğīńňőŕřśşšţťūůűźżž"
_PLAIN = "aaaaaaceeeeiiiinooooouuuuyyaaaccdeeeginnorrsssttuuuzzz"
# PostgreSQL keeps addresses and numbers with signs in one piece; SQLite parts them, so part them.
_SIGNS = "[-.,:;/@_''’&+=#~]+"
# A tsvector holds at most a megabyte; the longest message a network lets through is far shorter.
_COLUMN = f"""
ALTER TABLE {{table}} ADD COLUMN search tsvector GENERATED ALWAYS AS (
    to_tsvector('simple', regexp_replace(
        translate(lower(left(text, 100000)), '{_ACCENTS}', '{_PLAIN}'), '{_SIGNS}', ' ', 'g'
    ))
) STORED
"""


def forwards(apps, schema_editor):
    """Make the indexes of this database, and fill them."""
    for table in _TABLES:
        if schema_editor.connection.vendor == "sqlite":
            for statement in _statements(table):
                schema_editor.execute(statement, params=None)
        elif schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(_COLUMN.format(table=table), params=None)
            schema_editor.execute(f"CREATE INDEX {table}_search ON {table} USING gin(search)")


def backwards(apps, schema_editor):
    """Take the indexes away."""
    for table in _TABLES:
        if schema_editor.connection.vendor == "sqlite":
            for name in ("in", "out", "change"):
                schema_editor.execute(f"DROP TRIGGER {table}_search_{name}")
            schema_editor.execute(f"DROP TABLE {table}_search")
        elif schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"ALTER TABLE {table} DROP COLUMN search")


class Migration(migrations.Migration):
    dependencies = [("library", "0001_first")]
    operations = [migrations.RunPython(forwards, backwards)]
