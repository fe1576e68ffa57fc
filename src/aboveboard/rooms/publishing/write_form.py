"""What the page for writing sends, checked and turned into values."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.utils import timezone

from aboveboard.channels.port import Visibility
from aboveboard.core.languages import READ
from aboveboard.rooms.publishing.bring_picture import MOST
from aboveboard.rooms.publishing.models import Picture
from aboveboard.rooms.publishing.own_stops import LONGEST
from aboveboard.rooms.publishing.preview import Written
from aboveboard.rooms.publishing.wish import read_wish, zones

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import QueryDict

    from aboveboard.rooms.publishing.wish import Wish

MAX_TEXT: Final = 100_000
NOW, AT, SLOT = "now", "at", "slot"


@dataclass(frozen=True, slots=True)
class WriteForm:
    """The page as it was sent. Nothing of it is lost when it is shown again.

    ``variants`` are the other words of single accounts by their number; ``pictures`` come with
    their descriptions, in order.
    """

    text: str = ""
    language: str = ""
    accounts: tuple[int, ...] = ()
    variants: Mapping[int, str] = field(default_factory=dict)
    pictures: tuple[tuple[Picture, str], ...] = ()
    has_border: bool = False
    link: str = ""
    link_title: str = ""
    link_description: str = ""
    card_picture: Picture | None = None
    warning: str = ""
    visibility: str = Visibility.PUBLIC
    is_story: bool = False
    when: str = NOW
    day: str = ""
    time: str = ""
    zone: str = ""
    is_heavy: bool = False
    why: str = ""

    def written_for(self, account: int) -> Written:
        """Return what was written for one account."""
        return Written(
            text=self.variants.get(account) or self.text,
            pictures=self.pictures,
            language=self.language,
            visibility=self.visibility,
            warning=self.warning,
            is_story=self.is_story,
            link=self.link,
            link_title=self.link_title,
            link_description=self.link_description,
            card_picture=self.card_picture,
            has_border=self.has_border,
        )

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show yet."""
        return not self.text.strip() and not self.pictures and not any(self.variants.values())


def empty_form(*, now: datetime, day: str = "", time: str = "") -> WriteForm:
    """Return the page for a new text; a day that was chosen in the calendar is filled in."""
    zone = timezone.get_current_timezone_name()
    soon = timezone.localtime(now) + timedelta(hours=1)
    is_day = _is_day(day)
    return WriteForm(
        when=AT if is_day else NOW,
        day=day if is_day else soon.strftime("%Y-%m-%d"),
        time=time if _is_time(time) else soon.strftime("%H:00"),
        zone=zone,
    )


def form_of(sent: QueryDict, workspace_id: int) -> WriteForm:
    """Return what was sent; pictures only of this workspace, zones and choices only known ones."""
    text = _plain(sent, "text")
    numbers = _numbers(sent, "account")
    zone = sent.get("zone", "").strip()
    language = sent.get("language", "")
    visibility = sent.get("visibility", "")
    return WriteForm(
        text=text[:MAX_TEXT],
        language=language if language in READ else "",
        accounts=numbers,
        variants={
            number: words
            for number in _variant_numbers(sent)
            if (words := _plain(sent, f"variant-{number}")[:MAX_TEXT]).strip()
        },
        pictures=_pictures(sent, workspace_id),
        has_border="border" in sent,
        link=_line(sent, "link")[:2000],
        link_title=_line(sent, "link_title")[:400],
        link_description=_line(sent, "link_description")[:600],
        card_picture=_card_picture(sent, workspace_id),
        warning=_line(sent, "warning")[:300],
        visibility=visibility if visibility in list(Visibility) else Visibility.PUBLIC,
        is_story="story" in sent,
        when=sent.get("when", "") if sent.get("when") in {NOW, AT, SLOT} else NOW,
        day=sent.get("day", "").strip()[:10],
        time=sent.get("time", "").strip()[:5],
        zone=zone if zone in zones() else timezone.get_current_timezone_name(),
        is_heavy="heavy" in sent,
        why=_line(sent, "why")[:LONGEST],
    )


def wish_in(form: WriteForm) -> Wish:
    """Return the time that was chosen.

    Raises:
        Invalid: it is none; rules ``bad_moment``, ``choice``.
    """
    return read_wish(f"{form.day}T{form.time}", form.zone)


def moved(form: WriteForm, deed: str, number: int) -> WriteForm:
    """Return the form with a picture dropped, or one place further to the front."""
    rows = list(form.pictures)
    place = next((at for at, (one, _) in enumerate(rows) if one.pk == number), None)
    if place is None:
        return form
    if deed == "drop":
        rows.pop(place)
    elif place > 0:
        rows[place - 1], rows[place] = rows[place], rows[place - 1]
    return replace(form, pictures=tuple(rows))


def _pictures(sent: QueryDict, workspace_id: int) -> tuple[tuple[Picture, str], ...]:
    numbers = _numbers(sent, "picture")[:MOST]
    rows = {
        row.pk: row for row in Picture.objects.filter(pk__in=numbers, workspace=workspace_id)
    }
    return tuple(
        (rows[number], _plain(sent, f"alt-{number}").strip()[:5000])
        for number in numbers
        if number in rows
    )


def _card_picture(sent: QueryDict, workspace_id: int) -> Picture | None:
    [number] = _numbers(sent, "card_picture")[:1] or (None,)
    if number is None:
        return None
    return Picture.objects.filter(pk=number, workspace=workspace_id).first()


def _numbers(sent: QueryDict, name: str) -> tuple[int, ...]:
    told = (one for one in sent.getlist(name) if one.isascii() and one.isdecimal())
    return tuple(dict.fromkeys(int(one) for one in told if len(one) < 18))


def _variant_numbers(sent: QueryDict) -> list[int]:
    told = (name.removeprefix("variant-") for name in sent if name.startswith("variant-"))
    return [int(one) for one in told if one.isascii() and one.isdecimal() and len(one) < 18]


def _plain(sent: QueryDict, name: str) -> str:
    words = sent.get(name, "").replace("\r\n", "\n").replace("\r", "\n")
    return words.replace("\x00", "")


def _line(sent: QueryDict, name: str) -> str:
    return " ".join(_plain(sent, name).split())


def _is_day(day: str) -> bool:
    try:
        datetime.strptime(day, "%Y-%m-%d")  # noqa: DTZ007  (a wall has none)
    except ValueError:
        return False
    return True


def _is_time(time: str) -> bool:
    try:
        datetime.strptime(time, "%H:%M")  # noqa: DTZ007  (likewise)
    except ValueError:
        return False
    return True
