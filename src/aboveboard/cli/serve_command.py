"""Start here, in one process: pages, background work, publishing."""

from __future__ import annotations

import json
import signal
import sys
import threading
import webbrowser
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from types import FrameType

    from aboveboard.rooms.workspaces.models import Member


@click.command("serve")
@click.option(
    "--port", type=click.IntRange(0, 65535), help="Port (default: 8765, or a free one)."
)
@click.option("--no-browser", is_flag=True, help="Do not open a browser.")
def command(port: int | None, *, no_browser: bool) -> None:
    """Start Aboveboard here and open it.

    \b
    Examples:
      aboveboard serve
      aboveboard serve --port 9000 --no-browser
    """
    run(port=port, is_opening=not no_browser)


def run(*, port: int | None, is_opening: bool, is_demo: bool = False) -> None:
    """Serve until stopped; ``is_demo`` opens the demo's workspace."""
    from aboveboard.cli.ready import own_member, ready

    ready(is_migrating=False)
    from django.conf import settings

    from aboveboard.project.server import AlreadyRunning, free_port, only_one

    environment = settings.ENVIRONMENT
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        # The lock first: the tables are never changed under a process that serves them.
        with only_one(settings.DATA_DIR) as mark:
            ready()
            member = _demo_member() if is_demo else own_member()
            number = free_port(environment.host, environment.port if port is None else port)
            address = environment.base_url or f"http://{_shown(environment.host)}:{number}"
            mark.write_text(json.dumps({"address": address}), encoding="utf-8")
            _serve(number, address, member, is_opening=is_opening)
    except AlreadyRunning as other:
        click.echo("Aboveboard runs already on this data.")
        click.echo(sign_in_link(other.address, _demo_member() if is_demo else own_member()))


def _shown(host: str) -> str:
    return "127.0.0.1" if host in {"0.0.0.0", "::"} else host  # noqa: S104  (a comparison)


def _demo_member() -> Member:
    from django.utils import timezone

    from aboveboard.rooms.demo.fill import fill_demo
    from aboveboard.rooms.workspaces.found import owner

    return fill_demo(owner(), now=timezone.now())


def sign_in_link(address: str, member: Member) -> str:
    """Return a new link that signs ``member`` in once and leads to the workspace."""
    from django.utils import timezone

    from aboveboard.rooms.workspaces.sign_in import make_link

    token = make_link(member.user, now=timezone.now())
    return f"{address}/sign-in/{token}/?workspace={member.workspace_id}"


def _serve(port: int, address: str, member: Member, *, is_opening: bool) -> None:
    from django.conf import settings

    from aboveboard.project.server import make_server
    from aboveboard.rooms.publishing.publisher import Publisher
    from aboveboard.rooms.publishing.tools import make_tools
    from aboveboard.work.worker import start_worker

    server = make_server(settings.ENVIRONMENT, port)
    worker = start_worker()
    publisher = Publisher(make_tools())
    publisher.start()

    def stop(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    link = sign_in_link(address, member)
    click.echo(f"Aboveboard is at {address}")
    click.echo(f"Sign in once with:\n  {link}")
    click.echo(f"Your data: {settings.DATA_DIR}   Stop: Ctrl C")
    sys.stdout.flush()
    if is_opening:
        threading.Thread(target=webbrowser.open, args=[link], daemon=True).start()
    try:
        server.run()  # type: ignore[attr-defined]  # waitress has no types
    except KeyboardInterrupt:
        pass
    finally:
        server.close()  # type: ignore[attr-defined]  # waitress has no types
        publisher.stop()
        worker.stop()
