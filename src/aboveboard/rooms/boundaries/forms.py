"""What pages send, checked and turned into the words the verbs take."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from aboveboard.rooms.boundaries.agree import ConsentWords
from aboveboard.rooms.boundaries.draw import BoundaryWords
from aboveboard.rooms.boundaries.models import About, Force, Numbers, State
from aboveboard.rooms.boundaries.queries import open_targets
from aboveboard.web.messages import RULES

if TYPE_CHECKING:
    from aboveboard.rooms.boundaries.models import Boundary, Consent

_REQUIRED = {"required": RULES["required"], "max_length": RULES["too_long"]}
_CHOICE = {"required": RULES["choice"], "invalid_choice": RULES["choice"]}
_DAY = {"invalid": RULES["bad_day"], "required": RULES["bad_day"]}
_ISO = ["%Y-%m-%d"]
MAX_TEXT = 20_000


class _Line(forms.CharField):
    """One line: runs of blanks are one."""

    def to_python(self, value: Any) -> str:
        return " ".join(str(value or "").replace("\x00", "").split())


class BoundaryForm(forms.Form):
    """A boundary; which fields count depends on what it is about."""

    about = forms.ChoiceField(choices=About, error_messages=_CHOICE)
    name = _Line(max_length=160, required=False, error_messages=_REQUIRED)
    words = forms.CharField(max_length=2000, required=False, error_messages=_REQUIRED)
    company = _Line(max_length=160, required=False, error_messages=_REQUIRED)
    target = forms.CharField(max_length=20, required=False)
    force = forms.ChoiceField(choices=Force, error_messages=_CHOICE)
    until = forms.DateField(required=False, input_formats=_ISO, error_messages=_DAY)
    reason = _Line(max_length=300, required=False, error_messages=_REQUIRED)

    def __init__(self, *args: Any, workspace_id: int, **more: Any) -> None:
        super().__init__(*args, **more)
        self._workspace_id = workspace_id

    def clean(self) -> dict[str, Any]:
        """Add what one field asks of another."""
        said = super().clean() or self.cleaned_data
        about, force = said.get("about"), said.get("force")
        is_named = about not in {About.TARGET, About.CONNECTIONS}
        if about == About.NUMBERS and said.get("name") not in Numbers.values:
            self._refuse("name", "choice")
        elif is_named and not _letters(said.get("name")):
            self._refuse("name", "required")
        if force == Force.NOT_BEFORE and not said.get("until"):
            self._refuse("until", "bad_day")
        if about == About.CONNECTIONS and force not in {Force.ASK, Force.CONSENT}:
            self._refuse("force", "choice")
        targets = {str(target.pk) for target in open_targets(self._workspace_id)}
        if about == About.TARGET and said.get("target") and said["target"] not in targets:
            self._refuse("target", "choice")
        return said

    def _refuse(self, field: str, rule: str) -> None:
        if field not in self.errors:
            self.add_error(field, str(RULES[rule]))

    def said(self) -> BoundaryWords:
        """Return what was said; what the kind has no use for is left out."""
        said = self.cleaned_data
        about = said["about"]
        is_named = about not in {About.TARGET, About.CONNECTIONS}
        has_words = about in {About.TERM, About.TOPIC}
        words = [
            " ".join(word.split()) for word in said["words"].replace(",", "\n").split("\n")
        ]
        return BoundaryWords(
            about=about,
            name=said["name"] if is_named else "",
            force=said["force"],
            until=said["until"] if said["force"] == Force.NOT_BEFORE else None,
            reason=said["reason"],
            words="\n".join(word for word in words if _letters(word)) if has_words else "",
            company=said["company"] if about == About.PERSON else "",
            target_id=int(said["target"]) if about == About.TARGET and said["target"] else None,
        )


def said_of(boundary: Boundary) -> dict[str, Any]:
    """Return what a boundary says, as the fields of the form."""
    return {
        "about": boundary.about,
        "name": boundary.name,
        "words": ", ".join(boundary.words.splitlines()),
        "company": boundary.company,
        "target": str(boundary.target_id or ""),
        "force": boundary.force,
        "until": boundary.until.isoformat() if boundary.until else "",
        "reason": boundary.reason,
    }


def _letters(written: str | None) -> bool:
    return any(sign.isalnum() for sign in written or "")


class ConsentForm(forms.Form):
    """Somebody, and what they said."""

    name = _Line(max_length=160, error_messages=_REQUIRED)
    company = _Line(max_length=160, required=False, error_messages=_REQUIRED)
    state = forms.ChoiceField(choices=State, error_messages=_CHOICE)
    said_on = forms.DateField(required=False, input_formats=_ISO, error_messages=_DAY)
    note = _Line(max_length=300, required=False, error_messages=_REQUIRED)

    def said(self) -> ConsentWords:
        """Return what was said."""
        said = self.cleaned_data
        return ConsentWords(
            said["name"], said["company"], said["state"], said["said_on"], said["note"]
        )


def said_by(consent: Consent) -> dict[str, Any]:
    """Return what a consent says, as the fields of the form."""
    return {
        "name": consent.name,
        "company": consent.company,
        "state": consent.state,
        "said_on": consent.said_on.isoformat() if consent.said_on else "",
        "note": consent.note,
    }
