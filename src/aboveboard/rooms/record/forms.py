"""What pages send, checked and turned into the words the verbs take."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from aboveboard.core.errors import Invalid
from aboveboard.rooms.record.capture_line import MAX_LINE, tidy_topics
from aboveboard.rooms.record.csv_columns import MAX_NOTE, clean_text
from aboveboard.rooms.record.edit import MomentWords
from aboveboard.rooms.record.models import Kind, Openness, Target
from aboveboard.rooms.record.numbers import number_in
from aboveboard.rooms.record.targets import TargetWords
from aboveboard.web.messages import RULES

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

_REQUIRED = {"required": RULES["required"], "max_length": RULES["too_long"]}
_CHOICE = {"required": RULES["choice"], "invalid_choice": RULES["choice"]}
_DAY = {"invalid": RULES["bad_day"], "required": RULES["bad_day"]}
_ISO = ["%Y-%m-%d"]


class _Lines(forms.CharField):
    """Text of several lines, as it is kept."""

    def to_python(self, value: Any) -> str:
        return clean_text(str(value or ""))


def _day_field(*, is_needed: bool) -> forms.DateField:
    return forms.DateField(required=is_needed, input_formats=_ISO, error_messages=_DAY)


def topics_in(written: str) -> tuple[str, ...]:
    """Return the topics of a field in which commas or semicolons part them."""
    return tidy_topics(written.replace(";", ",").split(","))


class CaptureForm(forms.Form):
    """The capture line and what may stand beside it."""

    line = forms.CharField(max_length=MAX_LINE, strip=True, error_messages=_REQUIRED)
    kind = forms.ChoiceField(choices=Kind, required=False, error_messages=_CHOICE)
    happened_on = _day_field(is_needed=False)
    until = _day_field(is_needed=False)
    topics = forms.CharField(max_length=800, required=False, error_messages=_REQUIRED)
    picture = forms.FileField(required=False)


class MomentForm(forms.Form):
    """Everything of a moment."""

    text = _Lines(max_length=MAX_LINE, error_messages=_REQUIRED)
    happened_on = _day_field(is_needed=True)
    until = _day_field(is_needed=False)
    kind = forms.ChoiceField(choices=Kind, error_messages=_CHOICE)
    weight = forms.TypedChoiceField(
        choices=[(str(n), str(n)) for n in range(1, 6)], coerce=int, error_messages=_CHOICE
    )
    topics = forms.CharField(max_length=800, required=False, error_messages=_REQUIRED)
    note = _Lines(max_length=MAX_NOTE, required=False, error_messages=_REQUIRED)
    openness = forms.ChoiceField(choices=Openness, error_messages=_CHOICE)
    open_from = _day_field(is_needed=False)

    def clean(self) -> dict[str, Any]:
        """Add what one field asks of another."""
        said = super().clean() or self.cleaned_data
        if said.get("openness") == Openness.NOT_BEFORE and not said.get("open_from"):
            self.add_error("open_from", str(RULES["bad_day"]))
        first, last = said.get("happened_on"), said.get("until")
        if first and last and last < first:
            self.add_error("until", str(RULES["ends_before_start"]))
        return said

    def words(self) -> MomentWords:
        """Return what was said."""
        said = self.cleaned_data
        return MomentWords(
            text=said["text"],
            happened_on=said["happened_on"],
            until=said["until"],
            kind=said["kind"],
            weight=said["weight"],
            topics=topics_in(said["topics"]),
            note=said["note"],
            openness=said["openness"],
            open_from=said["open_from"],
        )


class _NumberField(forms.CharField):
    """A number as people write it."""

    def clean(self, value: Any) -> Decimal:
        written = super().clean(value)
        try:
            return number_in(written, field="number")
        except Invalid as bad:
            raise forms.ValidationError(str(RULES["not_a_number"])) from bad


class TargetForm(forms.Form):
    """A target."""

    what = forms.CharField(max_length=120, error_messages=_REQUIRED)
    value = _NumberField(max_length=40, error_messages=_REQUIRED)
    unit = forms.CharField(max_length=20, required=False, error_messages=_REQUIRED)
    direction = forms.ChoiceField(choices=Target.Direction, error_messages=_CHOICE)
    due_on = _day_field(is_needed=True)
    note = _Lines(max_length=MAX_NOTE, required=False, error_messages=_REQUIRED)

    def words(self) -> TargetWords:
        """Return what was said."""
        said = self.cleaned_data
        due_on: date = said["due_on"]
        return TargetWords(
            what=said["what"],
            value=said["value"],
            unit=said["unit"],
            direction=said["direction"],
            due_on=due_on,
            note=said["note"],
        )


class OutcomeForm(forms.Form):
    """What a target came to."""

    outcome = _NumberField(max_length=40, error_messages=_REQUIRED)


class PerceptionForm(forms.Form):
    """What people think, and how it is."""

    people_think = _Lines(max_length=MAX_LINE, error_messages=_REQUIRED)
    it_is_so = _Lines(max_length=MAX_LINE, error_messages=_REQUIRED)
