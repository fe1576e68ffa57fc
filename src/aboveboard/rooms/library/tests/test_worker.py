from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from typing import TYPE_CHECKING

import pytest

from aboveboard.archives.generator.linkedin import write_linkedin_archive

if TYPE_CHECKING:
    from pathlib import Path

_START = """
import os, sys, time
from pathlib import Path
import django
django.setup()
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import timezone
from aboveboard.rooms.library.begin_upload import begin_upload
from aboveboard.rooms.library.models import Comment, Connection, Import, Message, Post, SkippedRow
from aboveboard.rooms.library.receive import receive_whole
from aboveboard.rooms.library.start_import import start_import
from aboveboard.rooms.workspaces.found import owner, own_seat
from aboveboard.work.worker import start_worker
"""
_BEGIN = (
    _START
    + """
call_command("migrate", verbosity=0)
seat = own_seat(owner(), now=timezone.now())
content = Path(sys.argv[1]).read_bytes()
source = begin_upload(file_name="a.zip", size=len(content), by=seat, now=timezone.now())
receive_whole(source, SimpleUploadedFile("a.zip", content))
start_import(source, by=seat, now=timezone.now())
start_worker(poll_seconds=0.05)
while True:
    source.refresh_from_db()
    if source.rows_done:
        print(source.rows_done, flush=True)
    time.sleep(0.005)
"""
)
_GO_ON = (
    _START
    + """
worker = start_worker(poll_seconds=0.05)
source = Import.objects.get()
deadline = time.monotonic() + 100
while source.state != "done" and time.monotonic() < deadline:
    time.sleep(0.05)
    source.refresh_from_db()
while os.path.exists(sys.argv[2]) and time.monotonic() < deadline:
    time.sleep(0.05)
assert worker.stop()
there = sum(model.objects.count() for model in (Comment, Connection, Message, Post))
print(source.state, source.rows_done, source.taken, source.known, source.skipped, there,
      SkippedRow.objects.count(), os.path.exists(sys.argv[2]))
"""
)


def run(script: str, folder: Path, *args: str) -> subprocess.Popen[str]:
    environment = {
        **os.environ,
        "ABOVEBOARD_DATA_DIR": str(folder),
        "ABOVEBOARD_LOG_LEVEL": "ERROR",
        "DJANGO_SETTINGS_MODULE": "aboveboard.project.settings",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script), *args],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.mark.skipif(os.name == "nt", reason="there a dead process is told by its lease")
def test_an_import_whose_process_is_killed_goes_on_at_once_after_a_restart(
    tmp_path: Path,
) -> None:
    archive, data = tmp_path / "a.zip", tmp_path / "data"
    data.mkdir()
    made = write_linkedin_archive(archive, seed=9, posts=10, comments=10, messages=60_000)
    with run(_BEGIN, data, str(archive)) as first:
        assert first.stdout is not None
        done = int(first.stdout.readline())
        first.send_signal(signal.SIGKILL)
    rows = made.posts + made.comments + made.messages + made.connections
    assert 0 < done < rows
    began = time.monotonic()
    with run(_GO_ON, data, str(archive), str(data / "uploads" / "1.part")) as second:
        assert second.stdout is not None
        told = second.stdout.read().split()
    assert told[0] == "done", told
    rows_done, taken, known, skipped, there, kept = map(int, told[1:7])
    assert rows_done == taken + known + skipped >= rows
    assert (there, kept, known) == (taken, skipped, 0)
    assert told[7] == "False"
    assert time.monotonic() - began < 110
