"""A text is tried in a browser: marks, list and keys, and what both sides count alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import expect

from tests.journeys.conftest import House, in_workspace, signed_in
from tests.journeys.hands import Hands

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

PHONE = "0471 23 45 67"
TEXT = f"Dank je 👩🏽‍🍳 en é.\nBel me op {PHONE} of mail noor@peulvuur.example.\n"
# What the browser drew, as [weight, words, start in the field].
DRAWN = """() => [...CSS.highlights].flatMap(([name, ranges]) =>
  [...ranges].map((range) => [name, range.toString(), range.startOffset])).sort()"""
PLACES = """async ([address, cases]) => {
  const {toUnits} = await import(address);
  return cases.map(([text, points]) => toUnits(text, points));
}"""
SELECTED = """() => {
  const field = document.getElementById("text");
  return field.value.slice(field.selectionStart, field.selectionEnd);
}"""


@pytest.fixture(scope="module")
def page(bare: House, chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(reduced_motion="reduce", locale="en-GB")
    yield signed_in(context, bare)
    context.close()


@pytest.fixture
def tried(page: Page) -> Page:
    """Return the page with the text in it and its findings beside it."""
    page.goto(in_workspace(page, "read/"))
    page.locator("#text").fill(TEXT)
    expect(page.locator(".finding")).to_have_count(2)
    return page


def _units(text: str, point: int) -> int:
    return len(text[:point].encode("utf-16-le", "surrogatepass")) // 2


def test_both_sides_count_alike(page: Page, bare: House) -> None:
    cases: list[tuple[str, list[int]]] = []
    signs = st.sampled_from(
        ["a", "é", "e\u0301", "👩🏽‍🍳", "🇧🇪", "\n", "\u200b", "𝔸", "ﷺ", "\ufe0f"]
    )

    @settings(max_examples=300)
    @given(st.lists(signs | st.characters(exclude_categories=["Cs"])), st.data())
    def gather(parts: list[str], data: st.DataObject) -> None:
        text = "".join(parts)
        points = data.draw(st.lists(st.integers(0, len(text)), max_size=6))
        cases.append((text, points))

    gather()
    page.goto(in_workspace(page, "read/"))
    address = f"{bare.address}/static/web/js/code-points.js"
    told = page.evaluate(PLACES, [address, cases])
    assert len(cases) >= 300
    assert told == [[_units(text, point) for point in points] for text, points in cases]


def test_marks_stand_under_their_words_and_move_with_them(tried: Page) -> None:
    def drawn() -> set[tuple[str, str]]:
        return {
            (name, words)
            for name, words, _start in tried.evaluate(DRAWN)
            if name != "marked-on"
        }

    marks = {("marked-consider", PHONE), ("marked-consider", "noor@peulvuur.example")}
    assert drawn() == marks
    field = tried.locator("#text")
    field.evaluate("f => f.setSelectionRange(0, 0)")
    # The answer is kept away: the marks go along by themselves.
    tried.route("**/read/", lambda route: None)
    field.press("!")
    assert drawn() == marks
    tried.unroute("**/read/")


def test_f8_selects_one_passage_after_the_other_and_back(tried: Page) -> None:
    tried.locator("#text").focus()
    tried.keyboard.press("F8")
    first = tried.evaluate(SELECTED)
    expect(tried.locator("[data-place]")).to_have_text("1 of 2")
    tried.keyboard.press("F8")
    assert {first, tried.evaluate(SELECTED)} == {PHONE, "noor@peulvuur.example"}
    tried.keyboard.press("F8")
    assert tried.evaluate(SELECTED) == first
    tried.keyboard.press("Shift+F8")
    assert tried.evaluate(SELECTED) != first


def test_a_finding_is_dismissed_by_one_key_and_brought_back(tried: Page) -> None:
    tried.locator("#text").focus()
    tried.keyboard.press("F8")
    rule = tried.locator(".finding.on").get_attribute("data-rule")
    tried.keyboard.press("Escape")
    expect(tried.locator(".finding.on")).to_be_focused()
    tried.keyboard.press("2")
    expect(tried.locator(".finding")).to_have_count(1)
    # The next finding has the focus, so that one can go on.
    expect(tried.locator(".finding")).to_be_focused()
    assert tried.locator(".finding").get_attribute("data-rule") != rule
    Hands(tried).press(tried.locator("#toasts").get_by_role("button", name="Undo"))
    expect(tried.locator(".finding")).to_have_count(2)
    assert tried.locator("#text").input_value() == TEXT


def test_enter_on_a_finding_leads_to_its_words(tried: Page) -> None:
    tried.locator("#text").press("Escape")
    tried.keyboard.press("Tab")
    hands = Hands(tried)
    hands.press(tried.locator(".finding [data-go]").first)
    expect(tried.locator("#text")).to_be_focused()
    assert tried.evaluate(SELECTED) in {PHONE, "noor@peulvuur.example"}


def test_a_finding_in_a_description_leads_to_its_field(page: Page) -> None:
    page.goto(in_workspace(page, "read/"))
    page.locator(".more summary").first.click()
    page.locator("#alts").fill("A picture 🌱\nMail noor@peulvuur.example")
    page.locator("#alts").blur()
    page.locator(".finding [data-go]").click()
    expect(page.locator("#alts")).to_be_focused()
    words = page.locator("#alts").evaluate(
        "f => f.value.slice(f.selectionStart, f.selectionEnd)"
    )
    assert words == "noor@peulvuur.example"


def test_a_pasted_text_is_what_changes_are_set_against(page: Page) -> None:
    page.goto(in_workspace(page, "read/"))
    field = page.locator("#text")
    field.focus()
    page.evaluate(
        """text => {
          const field = document.getElementById("text");
          field.dispatchEvent(new InputEvent("beforeinput", {inputType: "insertFromPaste", bubbles: true}));
          document.execCommand("insertText", false, text);
        }""",
        TEXT,
    )
    expect(page.locator(".changes")).to_be_visible()
    field.fill(TEXT.replace(PHONE, "..."))
    expect(page.locator(".went")).to_contain_text("Phone number")
    page.get_by_role("button", name="Put the first text back").click()
    expect(field).to_have_value(TEXT)
    expect(page.locator(".finding")).to_have_count(2)


def test_the_number_of_findings_is_said_once_it_rests(tried: Page) -> None:
    expect(tried.locator("#marks-said")).to_have_text("2 findings: 2 to consider")


def test_a_check_is_switched_off_and_remembered(tried: Page) -> None:
    checks = tried.locator("[data-keep-checks]")
    checks.locator("summary").click()
    with tried.expect_response("**/read/"):
        checks.get_by_label("Personal data").uncheck()
    expect(tried.locator(".finding")).to_have_count(0)
    tried.goto(in_workspace(tried, "read/"))
    box = checks.get_by_label("Personal data")
    expect(box).not_to_be_checked()
    checks.locator("summary").click()
    with tried.expect_response("**/read/"):
        box.check()


def test_a_server_that_does_not_answer_is_said_and_the_text_stays(tried: Page) -> None:
    tried.route("**/read/", lambda route: route.abort())
    tried.locator("#text").press("x")
    expect(tried.locator(".failed")).to_be_visible()
    tried.unroute("**/read/")
    tried.locator("#text").press("y")
    expect(tried.locator(".failed")).to_be_hidden()


def test_a_browser_without_highlights_gets_marks(bare: House, chromium: Browser) -> None:
    context = chromium.new_context(locale="en-GB")
    context.add_init_script("delete globalThis.Highlight")
    page = signed_in(context, bare)
    page.goto(in_workspace(page, "read/"))
    page.locator("#text").fill(TEXT)
    expect(page.locator(".marked-layer mark")).to_have_count(2)
    page.locator("#text").press("End")
    page.locator("#text").press("!")
    expect(page.locator(".marked-layer mark")).to_have_count(2)
    context.close()


def test_layer_and_field_have_the_same_lines(tried: Page) -> None:
    long = ("woord " * 40 + "x" * 1600 + "\n\n\t👩🏽‍🍳 einde  \n") * 3
    tried.locator("#text").fill(long)
    heights = tried.evaluate(
        """() => [...document.querySelectorAll("marked-text > *")].map((one) => one.scrollHeight)"""
    )
    assert heights[0] == heights[1]


def test_enter_on_a_choice_only_reads(tried: Page) -> None:
    choice = tried.locator('[name="language"]').first
    choice.focus()
    with tried.expect_response("**/read/"):
        tried.keyboard.press("Enter")
    expect(tried.locator(".finding")).to_have_count(2)
    expect(tried.locator(".away")).to_have_count(0)
