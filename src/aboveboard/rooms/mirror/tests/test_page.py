from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from aboveboard.rooms.mirror.propose_links import propose_new
from aboveboard.rooms.mirror.tests.made import NOON, link, moment, post

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from conftest import Cast

pytestmark = pytest.mark.django_db


def page(browser: Client, cast: Cast, query: str = "period=all") -> str:
    answer = browser.get(f"{reverse('mirror:page', args=[cast.workspace.pk])}?{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def fill(
    cast: Cast, wins: tuple[int, int] = (22, 26), setbacks: tuple[int, int] = (5, 19)
) -> None:
    for kind, (shown, n) in (("win", wins), ("setback", setbacks)):
        for number in range(n):
            day = date(2026, 1 + number % 11, 3)
            what = moment(cast.workspace, f"{kind} {number}", day, kind, topics=("Shops",))
            if number < shown:
                link(what, post(cast.workspace, "Told.", day + timedelta(days=number), kind))


def test_the_page_says_the_shares_the_gap_its_interval_and_n(
    browser: Client, cast: Cast
) -> None:
    fill(cast)
    text = page(browser, cast)
    assert "22 of 26 wins" in text
    assert "5 of 19 setbacks" in text
    assert "<b>58 points</b>, and lies between 29 and 75 (95 % interval, n = 45)" in text
    assert 'class="plot desk"' in text
    assert 'class="plot phone"' in text
    assert "style=" not in text
    assert text.count("<caption") == 5  # every figure has its table


def test_with_too_few_the_page_states_counts_and_no_gap(browser: Client, cast: Cast) -> None:
    fill(cast, wins=(2, 3), setbacks=(0, 1))
    text = page(browser, cast)
    assert "2 of 3 wins" in text
    assert "Too few to say how large the gap is: it takes 5 wins and 5 setbacks." in text
    assert "points</b>" not in text


def test_a_gap_with_zero_in_its_interval_is_called_unclear(browser: Client, cast: Cast) -> None:
    fill(cast, wins=(5, 10), setbacks=(4, 10))
    assert "That is no clear difference." in page(browser, cast)


def test_the_page_takes_at_most_fifteen_queries(
    browser: Client, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    fill(cast)
    propose_new(cast.workspace.pk, now=NOON)
    with django_assert_max_num_queries(15):
        page(browser, cast)


def test_the_page_names_what_waits_and_offers_to_look(browser: Client, cast: Cast) -> None:
    link(moment(cast.workspace), post(cast.workspace), "proposed")
    assert "1 proposed link between a moment and a post waits" in page(browser, cast)
    moment(cast.workspace)
    cast.workspace.links.all().delete()
    assert "Look for links" in page(browser, cast)


def test_each_empty_mirror_has_one_way_on(browser: Client, cast: Cast) -> None:
    assert "Write down a first moment." in page(browser, cast)
    moment(cast.workspace)
    assert "your posts are not here yet" in page(browser, cast)
    post(cast.workspace)
    nothing = page(browser, cast, "period=custom&from=2020-01-01&to=2020-12-31")
    assert "Show all time" in nothing


def test_a_wrong_period_is_said_and_this_year_shown(browser: Client, cast: Cast) -> None:
    address = reverse("mirror:page", args=[cast.workspace.pk])
    answer = browser.get(f"{address}?period=custom&from=2026-05-01&to=2026-04-01")
    assert answer.status_code == 422
    assert "The last day lies before the first. Swap them." in answer.content.decode()


def test_texts_of_others_cannot_become_markup(browser: Client, cast: Cast) -> None:
    moment(cast.workspace, "<script>x</script>", openness="free", topics=("<b>T</b>",))
    post(cast.workspace, "#<i>")
    text = page(browser, cast)
    assert "<script>x" not in text
    assert "<b>T</b>" not in text


def test_large_numbers_are_drawn_small(browser: Client, cast: Cast) -> None:
    for _ in range(450):
        moment(cast.workspace, day=date(2026, 3, 3), kind="win")
    post(cast.workspace)
    text = page(browser, cast)
    assert "each sign stands for up to 75 moments" in text


@pytest.mark.parametrize("name", ["page", "definitions", "csv", "json", "untold", "links"])
def test_pages_are_not_there_for_a_stranger_and_are_for_a_reader(
    name: str, cast: Cast, stranger_browser: Client
) -> None:
    address = reverse(f"mirror:{name}", args=[cast.workspace.pk])
    assert stranger_browser.get(address).status_code == 404
    stranger_browser.force_login(cast.rik.user)
    assert stranger_browser.get(address).status_code == 200
    assert stranger_browser.post(address).status_code == 405
    stranger_browser.logout()
    assert stranger_browser.get(address).status_code == 302


def test_the_definitions_state_the_border_of_too_few(browser: Client, cast: Cast) -> None:
    text = browser.get(reverse("mirror:definitions", args=[cast.workspace.pk])).content.decode()
    assert "Under 5 moments or posts no share" in text
    assert "A proposed link does not count" in text


def test_untold_posts_are_listed_by_kind_and_hashtag(browser: Client, cast: Cast) -> None:
    post(cast.workspace, "First #Fair", kind="win")
    post(cast.workspace, "Second", kind="setback")
    link(moment(cast.workspace), post(cast.workspace, "Third #Fair", kind="win"))
    propose_new(cast.workspace.pk, now=NOON)
    address = reverse("mirror:untold", args=[cast.workspace.pk])

    def listed(query: str) -> list[str]:
        text = browser.get(f"{address}?period=all&{query}").content.decode()
        return [word for word in ("First", "Second", "Third") if word in text]

    assert listed("") == ["First", "Second"]
    assert listed("kind=setback") == ["Second"]
    assert listed("tag=fair") == ["First"]
