"""What pages send, checked."""

from __future__ import annotations

import re
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from aboveboard.web.messages import RULES

_WORDS: Final = {"required": RULES["required"], "max_length": RULES["too_long"]}
_UNSEEN: Final = re.compile(r"[\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00]+")


class _Code(forms.CharField):
    """Something copied: blanks and signs one does not see are no part of it."""

    def to_python(self, value: Any) -> str:
        return _UNSEEN.sub("", str(value or ""))


class ServerForm(forms.Form):
    """Where somebody is at home on Mastodon."""

    server = _Code(max_length=200, error_messages=_WORDS)

    def clean_server(self) -> str:
        """Return what was written, when it can be a server."""
        written: str = self.cleaned_data["server"]
        if "." not in written and "localhost" not in written:
            raise forms.ValidationError(
                _(
                    "A server has a name such as mastodon.social. Look at the end of your handle."
                )
            )
        return written


class HandleForm(forms.Form):
    """Who somebody is on Bluesky."""

    handle = _Code(max_length=253, error_messages=_WORDS)

    def clean_handle(self) -> str:
        """Return the handle without its sign."""
        written: str = self.cleaned_data["handle"]
        return written.removeprefix("@")


class PasswordForm(HandleForm):
    """A handle and a password that was made for this."""

    password = _Code(max_length=200, error_messages=_WORDS)
    server = _Code(max_length=200, required=False, error_messages=_WORDS)


class PagesForm(forms.Form):
    """Whether pages are wanted too."""

    wants_pages = forms.BooleanField(required=False)


class AppForm(forms.Form):
    """A developer app. An empty secret keeps the one there is."""

    client_id = _Code(max_length=255, error_messages=_WORDS)
    secret = _Code(max_length=500, required=False, error_messages=_WORDS)
    version = _Code(max_length=20, required=False, error_messages=_WORDS)

    def __init__(self, *args: Any, has_secret: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        self._has_secret = has_secret

    def clean_secret(self) -> str:
        """Return the secret, which may be left out where there is one."""
        written: str = self.cleaned_data["secret"]
        if not written and not self._has_secret:
            raise forms.ValidationError(RULES["required"])
        return written

    def clean_version(self) -> str:
        """Return the version, such as ``202609`` or ``v26.0``."""
        written: str = self.cleaned_data["version"]
        if written and not re.fullmatch(r"20\d{4}|v\d{1,3}\.\d", written):
            raise forms.ValidationError(_("Write it like 202609 or v26.0."))
        return written
