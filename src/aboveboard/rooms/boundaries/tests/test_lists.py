from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from aboveboard.rooms.boundaries.models import Boundary, Consent, RejectedLine

if TYPE_CHECKING:
    from django.test import Client

    from conftest import Cast


def address(cast: Cast, rest: str = "") -> str:
    return f"/w/{cast.workspace.pk}/boundaries/list/{rest}"


TABLE = """name;force;until;about;company;consent;reason
Citroenkoekje;not_before;2027-01-01;;;;Wacht
Ilse Verbeke;consent;;person;Bakkerij Molen;given;
revenue;ask;;numbers;;;
shoes;ask;;numbers;;;
Basalt;not_before;;;;;
Kobalt;maybe;;;;;
...;never;;;;;
Granaat;not_before;soon;;;;
Rik Maes;consent;;person;;perhaps;
a;b;c;d;e;f;g;h
"""


def test_a_name_a_line_comes_in_once(browser: Client, cast: Cast) -> None:
    lines = "Project Zilver\n\nIlse Verbeke (Bakkerij Molen)\nproject zilver\n"
    given = {"list": lines, "force": "never"}
    for _ in range(2):
        assert browser.post(address(cast), given).status_code == 302
    kept = Boundary.objects.order_by("pk").values_list("about", "name", "company", "force")
    assert list(kept) == [
        ("term", "Project Zilver", "", "never"),
        ("person", "Ilse Verbeke", "Bakkerij Molen", "never"),
    ]


def test_a_table_comes_in_and_its_bad_rows_are_kept_with_reasons(
    browser: Client, cast: Cast
) -> None:
    upload = SimpleUploadedFile("b.csv", b"\xef\xbb\xbf" + TABLE.encode())
    answer = browser.post(address(cast), {"file": upload, "force": "never"}, follow=True)
    page = answer.content.decode()
    assert "3 boundaries taken. 7 lines were not taken." in page
    assert Consent.objects.get().state == "given"
    reasons = RejectedLine.objects.order_by("row").values_list("row", "reason")
    assert list(reasons) == [
        (5, "bad_numbers"), (6, "no_day"), (7, "bad_force"), (8, "empty"), (9, "bad_day"),
        (10, "bad_consent"), (11, "bad_row"),
    ]  # fmt: skip
    assert "The force is not never, not_before, ask or consent." in page
    browser.post(address(cast, "clear/"))
    assert not RejectedLine.objects.exists()


@pytest.mark.parametrize(
    "given",
    [
        {"list": " ", "force": "never"},
        {"list": "a", "force": "not_before"},
        {"list": "a\n" * 10_001, "force": "ask"},
    ],
)
def test_a_list_that_cannot_be_taken_is_refused_whole(
    given: dict[str, str], browser: Client, cast: Cast
) -> None:
    answer = browser.post(address(cast), given)
    assert answer.status_code == 422
    assert 'id="list-wrong"' in answer.content.decode()
    assert not Boundary.objects.exists()


def test_a_file_in_another_encoding_comes_in(browser: Client, cast: Cast) -> None:
    upload = SimpleUploadedFile("b.txt", "Café Crème".encode("cp1252"))
    browser.post(address(cast), {"file": upload, "force": "ask"})
    assert Boundary.objects.get().name == "Café Crème"
