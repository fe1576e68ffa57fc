"""Every address of the product, out of its URL patterns: which is a page, and which is not."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.urls import URLPattern, URLResolver, get_resolver

from aboveboard.channels.networks import NETWORKS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_W: Final = "w/<int:workspace_id>/"

PAGES: Final[Mapping[str, tuple[str, ...]]] = {
    "sign-in/": ("sign-in/",),
    _W: ("w/{workspace}/",),
    _W + "go/": ("w/{workspace}/go/", "w/{workspace}/go/?q=winkel"),
    _W + "settings/": ("w/{workspace}/settings/",),
    _W + "record/": (
        "w/{workspace}/record/",
        "w/{workspace}/record/?kind=setback&q=xyzzy",
    ),
    _W + "record/moments/<int:moment_id>/": ("w/{workspace}/record/moments/{moment}/",),
    _W + "record/csv/in/": ("w/{workspace}/record/csv/in/",),
    _W + "record/csv/rejected/": ("w/{workspace}/record/csv/rejected/",),
    _W + "record/targets/": ("w/{workspace}/record/targets/",),
    _W + "record/targets/<int:target_id>/": ("w/{workspace}/record/targets/{target}/",),
    _W + "record/perceptions/": ("w/{workspace}/record/perceptions/",),
    _W + "boundaries/": (
        "w/{workspace}/boundaries/",
        "w/{workspace}/boundaries/?about=person",
        "w/{workspace}/boundaries/?about=topic",
        "w/{workspace}/boundaries/?about=numbers",
        "w/{workspace}/boundaries/?about=target",
        "w/{workspace}/boundaries/?about=connections",
    ),
    _W + "boundaries/<int:boundary_id>/": ("w/{workspace}/boundaries/{boundary}/",),
    _W + "boundaries/people/": (
        "w/{workspace}/boundaries/people/",
        "w/{workspace}/boundaries/people/?q=studio",
    ),
    _W + "boundaries/people/<int:consent_id>/": ("w/{workspace}/boundaries/people/{consent}/",),
    _W + "boundaries/list/": ("w/{workspace}/boundaries/list/",),
    _W + "library/": (
        "w/{workspace}/library/",
        "w/{workspace}/library/?kind=win&q=xyzzy",
    ),
    _W + "library/posts/<int:post_id>/": ("w/{workspace}/library/posts/{post}/",),
    _W + "library/messages/": ("w/{workspace}/library/messages/",),
    _W + "library/imports/<int:import_id>/": ("w/{workspace}/library/imports/{import_}/",),
    _W + "read/": ("w/{workspace}/read/", "w/{workspace}/read/?example=1"),
    _W + "read/rules/": ("w/{workspace}/read/rules/",),
    _W + "read/rules/<str:rule>/": ("w/{workspace}/read/rules/personal_data.iban/",),
    _W + "read/dismissals/": ("w/{workspace}/read/dismissals/",),
    _W + "read/archive/": ("w/{workspace}/read/archive/",),
    _W + "calendar/": (
        "w/{workspace}/calendar/",
        "w/{workspace}/calendar/?view=week",
        "w/{workspace}/calendar/?view=list",
        "w/{workspace}/calendar/?view=list&state=needs",
        "w/{workspace}/calendar/?view=day&day=1999-01-01",
    ),
    _W + "calendar/slots/": ("w/{workspace}/calendar/slots/",),
    _W + "calendar/feed/": ("w/{workspace}/calendar/feed/",),
    _W + "calendar/publications/<int:publication_id>/move/": (
        "w/{workspace}/calendar/publications/{planned}/move/",
        "w/{workspace}/calendar/publications/{public}/move/",
    ),
    _W + "calendar/write/": (
        "w/{workspace}/calendar/write/",
        "w/{workspace}/calendar/write/?day=2027-03-28&time=02:30",
    ),
    _W + "calendar/publications/<int:publication_id>/": (
        "w/{workspace}/calendar/publications/{public}/",
        "w/{workspace}/calendar/publications/{asked}/",
        "w/{workspace}/calendar/publications/{planned}/",
    ),
    _W + "calendar/publications/<int:publication_id>/edit/": (
        "w/{workspace}/calendar/publications/{planned}/edit/",
    ),
    _W + "calendar/publications/<int:publication_id>/withdraw/": (
        "w/{workspace}/calendar/publications/{public}/withdraw/",
    ),
    _W + "calendar/releases/<int:release_id>/": ("w/{workspace}/calendar/releases/{release}/",),
    _W + "calendar/releases/<int:release_id>/withdraw/": (
        "w/{workspace}/calendar/releases/{release}/withdraw/",
    ),
    _W + "accounts/": ("w/{workspace}/accounts/",),
    _W + "accounts/<int:account_id>/": ("w/{workspace}/accounts/{account}/",),
    _W + "accounts/<int:account_id>/disconnect/": (
        "w/{workspace}/accounts/{account}/disconnect/",
    ),
    _W + "accounts/connect/<str:network>/": tuple(
        f"w/{{workspace}}/accounts/connect/{network}/" for network in NETWORKS
    ),
    _W + "mirror/": (
        "w/{workspace}/mirror/?period=all",
        "w/{workspace}/mirror/?period=custom&from=1999-01-01&to=1999-12-31",
    ),
    _W + "mirror/definitions/": ("w/{workspace}/mirror/definitions/",),
    _W + "mirror/untold/": ("w/{workspace}/mirror/untold/?period=all",),
    _W + "mirror/links/": ("w/{workspace}/mirror/links/",),
    _W + "mirror/moments/<int:moment_id>/": ("w/{workspace}/mirror/moments/{moment}/",),
    _W + "mirror/posts/<int:post_id>/": ("w/{workspace}/mirror/posts/{post}/",),
}
"""The patterns a person can open, and the addresses of the demo that are looked at for each."""

NO_PAGES: Final[Mapping[str, str]] = {
    "": "leads on to the workspace or to sign-in",
    "language/": "keeps a choice out of a form, and leads on",
    "health/": "plain text, for what watches the process",
    "sign-in/<str:token>/": "leads on; a used link shows the page of sign-in/",
    _W + "record/attachments/<int:attachment_id>/": "a picture or PDF",
    _W + "record/csv/": "a CSV file",
    "connect/bluesky/client-metadata.json": "a JSON file, where there is a public address",
    "connect/<str:network>/": "the way back from a network; leads on, see test_accounts",
    _W + "accounts/choose/<int:errand_id>/": "there while somebody chooses; see test_accounts",
    _W + "library/imports/<int:import_id>/progress/": "the part of a page that renews itself",
    _W + "library/imports/<int:import_id>/skipped.csv": "a CSV file",
    _W + "read/archive/progress/": "the part of a page that renews itself",
    _W + "read/dismissals/dismissals.csv": "a CSV file",
    _W + "read/dismissals/dismissals.json": "a JSON file",
    _W
    + "calendar/publications/<int:publication_id>/progress/": "the part of a page that renews itself",
    _W + "calendar/pictures/<int:media_id>/": "a picture or PDF",
    "calendar-feed/<str:token>.ics": "a calendar, for other programs",
    _W + "calendar/brought/<int:picture_id>/": "a picture or PDF",
    "media/<str:token>.<slug:ending>": "a picture, for a network that fetches it",
    _W + "mirror/mirror.csv": "a CSV file",
    _W + "mirror/mirror.json": "a JSON file",
}
"""The other patterns that answer a GET, each with what it gives."""


@dataclass(frozen=True)
class Rows:
    """Numbers of rows to put into an address."""

    workspace: int
    moment: int
    target: int
    post: int
    import_: int
    boundary: int
    consent: int
    public: int
    asked: int
    planned: int
    release: int
    account: int

    def fill(self, address: str) -> str:
        """Return the address with the numbers in it."""
        return address.format(**vars(self))


def rows_of(folder: Path) -> Rows:
    """Return a row of each kind of an installation that holds a demo."""
    database = sqlite3.connect(folder / "aboveboard.sqlite3")
    try:

        def first(table: str, more: str = "") -> int:
            found: int = database.execute(f"SELECT min(id) FROM {table} {more}").fetchone()[0]  # noqa: S608  (our own words)
            return found

        return Rows(
            workspace=first("workspaces_workspace", "WHERE is_demo"),
            moment=first("record_moment"),
            target=first("record_target"),
            post=first("library_post"),
            import_=first("library_import"),
            boundary=first("boundaries_boundary"),
            consent=first("boundaries_consent"),
            public=first("publishing_publication", "WHERE state = 'public'"),
            asked=first("publishing_publication", "WHERE state = 'asked'"),
            planned=first("publishing_publication", "WHERE state = 'scheduled'"),
            release=first("publishing_release"),
            account=first("accounts_account", "WHERE state = 'lapsed'"),
        )
    finally:
        database.close()


def patterns(resolver: URLResolver | None = None, before: str = "") -> Iterator[str]:
    """Yield every pattern of the product, as ``w/<int:workspace_id>/record/``."""
    for one in (resolver or get_resolver()).url_patterns:
        path = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from patterns(one, path)
        elif isinstance(one, URLPattern):
            yield path
