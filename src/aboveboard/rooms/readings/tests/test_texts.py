"""A text is tried: its findings stand beside it, are dismissed, and nothing of it is kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test import Client

from aboveboard.reading.read import CHECKS
from aboveboard.rooms.readings.models import Dismissal, RuleCount, SwitchedOff
from aboveboard.rooms.workspaces.models import AuditEntry

if TYPE_CHECKING:
    from conftest import Cast

TEXT = "Bel me op 0471 23 45 67.\nStort op BE68 5390 0754 7034, graag voor vrijdag."
ALL_ON = {"checks": "1", "on": list(CHECKS)}


class Page:
    """The page of a workspace, as a browser would use it."""

    def __init__(self, browser: Client, cast: Cast) -> None:
        self.browser, self.address = browser, f"/w/{cast.workspace.pk}/read/"

    def post(self, *, is_part: bool = True, **form: object) -> str:
        answer = self.browser.post(
            self.address,
            {"text": TEXT, **ALL_ON, **form},
            headers={"X-Part": "1"} if is_part else {},
        )
        assert answer.status_code == 200, answer
        return answer.content.decode()

    def keys(self, part: str) -> dict[str, str]:
        return dict(re.findall(r'data-rule="([\w.]+)" data-key="(\w+)"', part))


@pytest.fixture
def page(browser: Client, cast: Cast) -> Page:
    return Page(browser, cast)


def test_findings_stand_by_weight_and_point_into_the_field(page: Page) -> None:
    part = page.post()
    places = re.findall(r'data-start="(\d+)" data-end="(\d+)"[^>]*data-weight="(\w+)"', part)
    found = [(TEXT[int(start) : int(end)], weight) for start, end, weight in places]
    assert found == [("BE68 5390 0754 7034", "stop"), ("0471 23 45 67", "consider")]
    assert "2 findings: 1 stop, 1 to consider" in part
    assert "Read as Dutch." in part
    assert "<html" not in part


def test_line_ends_of_a_form_do_not_move_the_places(page: Page) -> None:
    assert page.post(text=TEXT.replace("\n", "\r\n")) == page.post()


def test_what_is_personal_is_masked_in_the_list(page: Page) -> None:
    listed = page.post(text=TEXT)
    assert "0471" not in listed
    assert "5390" not in listed


def test_a_text_of_no_language_we_read_says_so(page: Page) -> None:
    said = "Wir haben heute unseren größten Kunden verloren. Das ist sehr schade für alle."
    assert "Only checks that need no language" in page.post(text=said)


def test_a_chosen_language_is_taken_without_a_word(page: Page) -> None:
    assert "Read as" not in page.post(language="fr")


def test_descriptions_and_links_point_into_their_own_fields(page: Page) -> None:
    alts = "\nNoor, noor@peulvuur.example\nSam"
    part = page.post(text="Hallo.", alts=alts, links="https://a.example/?token=abcdef123456")
    places = re.findall(r'data-field="(\w+)" data-start="(\d+)" data-end="(\d+)"', part)
    fields = {"alts": alts, "links": "https://a.example/?token=abcdef123456"}
    found = {fields[field][int(start) : int(end)] for field, start, end in places}
    assert "noor@peulvuur.example" in found
    assert "In description 1" in part
    assert "In link 1" in part


def test_networks_bring_their_limits(page: Page) -> None:
    long = "Wij verloren een klant. " * 20
    assert page.keys(page.post(text=long)) == {}
    assert "limits.length" in page.keys(page.post(text=long, network=["bluesky"]))


def test_an_empty_text_is_asked_for_in_words(page: Page) -> None:
    part = page.post(text=" \n")
    assert "Put in an example" in part
    assert "data-key" not in part


def test_a_text_without_findings_is_no_verdict(page: Page) -> None:
    assert "That is no verdict" in page.post(text="Vandaag scheen de zon boven Gent.")


def test_a_long_list_is_cut_and_says_so(page: Page) -> None:
    many = "\n".join(f"Mail aan naam{n}@bedrijf.example." for n in range(205))
    part = page.post(text=many, on=["personal_data"])
    assert part.count("data-key=") == 200
    assert re.search(
        r"\b[5-9] more are left out\.", part
    )  # other rules may see the long list too


def test_a_check_is_left_out_for_this_reading_only(page: Page) -> None:
    assert page.keys(page.post(on=["limits"])) == {}
    assert not SwitchedOff.objects.exists()


def test_a_check_that_is_kept_off_stays_off(page: Page, browser: Client) -> None:
    page.post(on=[check for check in CHECKS if check != "personal_data"], keep_checks="1")
    assert [one.name for one in SwitchedOff.objects.all()] == ["personal_data"]
    html = browser.get(page.address).content.decode()
    assert re.search(r'value="limits" checked', html)
    assert not re.search(r'value="personal_data" checked', html)
    page.post(keep_checks="1")
    assert not SwitchedOff.objects.exists()


def test_a_dismissed_finding_stays_away_in_other_texts_too(page: Page) -> None:
    key = page.keys(page.post())["personal_data.phone"]
    part = page.post(dismiss=f"{key} this_is_me")
    assert "Dismissed." in part
    assert "personal_data.phone" not in page.keys(part)
    assert "1 dismissed" in part
    assert page.keys(page.post(text="Nieuw: 0471 / 23 45 67!")) == {}
    part = page.post(back=key)
    assert "personal_data.phone" in page.keys(part)
    assert not Dismissal.objects.exists()


def test_nothing_of_the_text_is_kept_but_a_code(page: Page, browser: Client) -> None:
    key = page.keys(page.post())["personal_data.phone"]
    page.post(dismiss=f"{key} not_true")
    page.post(is_part=False)
    browser.post(page.address + "shown/", {"rule": ["personal_data.phone"]})
    kept = Dismissal.objects.get()
    assert (kept.rule, kept.reason, kept.key) == ("personal_data.phone", "not_true", key)
    words = ("23 45 67", "0754 7034", "vrijdag", "Stort")
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  (our own tables)
            rows = str(cursor.fetchall())
            assert not [word for word in words if word in rows], table


def test_the_whole_rule_is_switched_off_and_on_with_its_finding(page: Page) -> None:
    key = page.keys(page.post())["personal_data.phone"]
    part = page.post(dismiss=f"{key} not_again")
    assert "This rule is switched off." in part
    assert "1 more of a rule you switched off." in page.post(text="Bel 0475 11 22 33.")
    part = page.post(back=key)
    assert "personal_data.phone" in page.keys(part)
    assert not SwitchedOff.objects.exists()


def test_a_stop_cannot_be_waved_away(page: Page, browser: Client) -> None:
    key = page.keys(page.post())["personal_data.iban"]
    form = {"text": TEXT, **ALL_ON, "dismiss": f"{key} this_is_me"}
    assert browser.post(page.address, form).status_code == 422
    page.post(dismiss=f"{key} not_true")
    assert Dismissal.objects.get().rule == "personal_data.iban"


def test_a_key_of_nothing_in_the_text_is_not_kept(page: Page) -> None:
    page.post(dismiss=f"{'0' * 64} not_true")
    assert not Dismissal.objects.exists()


def test_a_deed_is_noted_without_words(page: Page) -> None:
    key = page.keys(page.post())["personal_data.phone"]
    page.post(dismiss=f"{key} this_is_me")
    entry = AuditEntry.objects.get()
    assert (entry.deed, entry.subject) == ("dismiss", "finding")


def test_a_change_shows_what_went_and_what_came(page: Page) -> None:
    part = page.post(deed="compare")
    assert "Change the text." in part
    part = page.post(text="Bel me op 0475 11 22 33.", first=TEXT)
    went, came = part.split("Came", 1)
    assert "Account number" in went.split("Went", 1)[1]
    assert "Phone number" in came.split("</dl>")[0]
    assert "Stop comparing" in part
    assert "Stop comparing" not in page.post(first=TEXT, deed="forget")


def test_without_script_the_page_shows_marks_list_and_text(page: Page) -> None:
    html = page.post(is_part=False, deed="compare")
    assert '<mark class="f stop">BE68 5390 0754 7034</mark>' in html
    assert TEXT in html
    assert "<html" in html
    back = page.post(is_part=False, text="Anders.", first=TEXT, deed="put_back")
    assert TEXT in back


def test_what_is_shown_is_counted_and_nothing_else(page: Page, browser: Client) -> None:
    sent = {"rule": ["personal_data.phone", "personal_data.phone", "no.rule"]}
    assert browser.post(page.address + "shown/", sent).status_code == 204
    assert browser.post(page.address + "shown/", sent).status_code == 204
    assert {one.rule: one.shown for one in RuleCount.objects.all()} == {
        "personal_data.phone": 4
    }


def test_no_page_with_a_text_is_kept_by_the_browser(page: Page, browser: Client) -> None:
    answer = browser.post(page.address, {"text": TEXT})
    assert "no-store" in answer["Cache-Control"]


def test_who_only_reads_may_try_and_keeps_nothing(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.rik.user)
    page = Page(client, cast)
    key = page.keys(page.post())["personal_data.phone"]
    assert "Dismiss" not in page.post()
    for deed in ({"dismiss": f"{key} this_is_me"}, {"back": key}, {"keep_checks": "1"}):
        assert client.post(page.address, {"text": TEXT, **deed}).status_code == 403
    assert client.post(page.address + "shown/").status_code == 403
    page.post(is_part=False)
    assert not RuleCount.objects.exists()


def test_another_workspace_has_other_codes(
    page: Page, stranger_browser: Client, cast: Cast
) -> None:
    stranger = Page(stranger_browser, cast)
    stranger.address = f"/w/{cast.stranger.workspace_id}/read/"
    assert set(stranger.keys(stranger.post()).values()).isdisjoint(
        page.keys(page.post()).values()
    )


@pytest.mark.parametrize("language", ["nl", "en", "fr"])
def test_the_example_has_findings_in_each_language(
    page: Page, browser: Client, language: str
) -> None:
    html = browser.get(
        page.address + "?example=1", headers={"Accept-Language": language}
    ).content.decode()
    assert f'lang="{language}"' in html
    assert "personal_data.iban" in page.keys(html)


def test_a_reading_takes_few_queries(page: Page, django_assert_max_num_queries: object) -> None:
    page.post()
    with django_assert_max_num_queries(10):  # type: ignore[operator]  # pytest-django's fixture
        page.post()
