"""Mail reaches a server that speaks SMTP, and a wrong setting is refused before anybody waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from django.core.mail import EmailMessage

from aboveboard.project.environment import BadSetting
from aboveboard.project.mail import mailers

if TYPE_CHECKING:
    from email.message import Message as Letter

    from pytest_django.fixtures import Settings as SettingsWrapper


class Box(Message):
    """Keeps what it is given."""

    def __init__(self) -> None:
        super().__init__()
        self.letters: list[Letter] = []

    def handle_message(self, message: Letter) -> None:
        self.letters.append(message)


class Server(Controller):
    """Listens on a free port and knows which."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]  # type: ignore[union-attr]  # it runs
        super()._trigger_server()  # type: ignore[no-untyped-call]


def test_mail_is_taken_by_the_server_of_the_setting(settings: SettingsWrapper) -> None:
    box = Box()
    server = Server(box, hostname="127.0.0.1", port=0)
    server.start()
    try:
        settings.MAILERS = mailers(f"smtp://127.0.0.1:{server.port}")
        EmailMessage(
            "Fin de connexion à l’été", "Bonjour.", None, ["noor@zilver.example"]
        ).send()
    finally:
        server.stop()
    (letter,) = box.letters
    assert letter["To"] == "noor@zilver.example"
    assert letter["From"].startswith("Aboveboard <aboveboard@")


@pytest.mark.parametrize(
    ("url", "port", "is_tls", "is_ssl"),
    [
        ("smtp://localhost", 25, False, False),
        ("submission://noor:p%40ss@mail.example", 587, True, False),
        ("smtps://noor:p%40ss@mail.example:2465", 2465, False, True),
    ],
)
def test_the_address_says_how_it_is_encrypted(
    url: str, port: int, *, is_tls: bool, is_ssl: bool
) -> None:
    options = mailers(url)["default"]["OPTIONS"]
    assert (options["port"], options["use_tls"], options["use_ssl"]) == (port, is_tls, is_ssl)
    assert options["password"] in {"", "p@ss"}


@pytest.mark.parametrize(
    "url",
    ["mail.example", "http://mail.example", "smtp://noor:pass@mail.example", "smtp://a:b"],
)
def test_a_wrong_way_for_mail_stops_the_start(url: str) -> None:
    with pytest.raises(BadSetting, match="ABOVEBOARD_MAIL_URL"):
        mailers(url)
