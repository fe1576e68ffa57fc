"""Media so far were told by the import their post came with, or by a later one that told more.

Which of the two is not known any more; the first is nearly always right.
"""

from __future__ import annotations

from django.db import migrations
from django.db.models import OuterRef, Subquery


def forwards(apps, schema_editor):
    """Give every medium without an import that of its post."""
    posts = apps.get_model("library", "Post").objects.filter(pk=OuterRef("post_id"))
    media = apps.get_model("library", "Media").objects.filter(source=None)
    media.update(source_id=Subquery(posts.values("source_id")[:1]))


class Migration(migrations.Migration):
    dependencies = [("library", "0005_who_told_what")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
