"""The way mail goes out, from one setting."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import unquote, urlsplit

from aboveboard.project.environment import BadSetting

_PORTS: Final = {"smtp": 25, "smtps": 465, "submission": 587}
_SECONDS: Final = 20


def mailers(url: str) -> dict[str, dict[str, Any]]:
    """Return Django's description of the server that takes mail; where there is none, none is sent.

    ``smtp`` is plain, ``submission`` encrypts after a greeting (STARTTLS), ``smtps`` from the start.

    Raises:
        BadSetting: the address is not one of a mail server, or would show a password.
    """
    if not url:
        return {"default": {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}}
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        port = -1
    if parts.scheme not in _PORTS or not parts.hostname or parts.path.strip("/") or port == -1:
        raise BadSetting(
            "ABOVEBOARD_MAIL_URL: write submission://user:password@host:port, smtps://… or smtp://host, "
            "or leave it empty for no mail."
        )
    if parts.scheme == "smtp" and parts.password:
        raise BadSetting(
            "ABOVEBOARD_MAIL_URL: smtp:// would send the password in plain. Write submission:// or smtps://."
        )
    options = {
        "host": parts.hostname,
        "port": port or _PORTS[parts.scheme],
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_tls": parts.scheme == "submission",
        "use_ssl": parts.scheme == "smtps",
        "timeout": _SECONDS,
    }
    return {"default": {"OPTIONS": options}}
