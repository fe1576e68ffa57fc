"""Numbers of persons, companies and accounts, and phone numbers, as people write them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from aboveboard.reading.checks import check_digits
from aboveboard.reading.finding import Weight

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

type Hits = Iterator[tuple[str, Weight, int, int]]
"""Rule, weight, start and end of what was found."""

_BESIDE: Final = 40
"""Characters before a bare number in which a word must say what it is."""
_SPACE: Final = "[ \u00a0\u202f]"
_PART: Final = "[ \u00a0\u202f./-]"


class _Form(NamedTuple):
    """How one sort of number is written. ``pattern`` is searched in a run of digits and signs.

    ``adds_up`` checks the bare number; ``words`` must stand before it when it is set and the
    number is not written in ``plain`` form, which nothing else is.
    """

    rule: str
    weight: Weight
    pattern: re.Pattern[str]
    adds_up: Callable[[str], bool]
    words: re.Pattern[str] | None = None
    plain: re.Pattern[str] | None = None


def _number(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w+])(?<!\d[./-])(?:{pattern})(?!\w)")


def _words(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


_DIGITS: Final = re.compile(rf"[+(]?\d(?:[()]?{_PART}{{0,2}}[()]?\d){{6,40}}")
"""A run of at least seven digits with the signs people put between them."""
_LETTERED: Final = re.compile(
    rf"(?<!\w)[A-Z]{{2}}(?:\d{{2}}|{_SPACE}?[0-9A-Z]{{2}}{_SPACE}?\d{{3}}|{_SPACE}?\d{{3}}\.?\d)"
)
"""Where a number that begins with a country may begin."""

_FORMS: Final = (
    _Form(
        "personal_data.french_person", Weight.STOP,
        _number(rf"[1-478]{_SPACE}?\d\d{_SPACE}?\d\d{_SPACE}?\d\d{_SPACE}?\d{{3}}{_SPACE}?\d{{3}}{_SPACE}?\d\d"),
        check_digits.french_person,
    ),
    _Form(
        "personal_data.french_company", Weight.NOTE,
        _number(rf"\d{{3}}{_SPACE}?\d{{3}}{_SPACE}?\d{{3}}{_SPACE}?\d{{5}}"),
        check_digits.french_company,
        words=_words("siret|siren|rcs"),
        plain=re.compile(rf"\d{{3}}{_SPACE}\d{{3}}{_SPACE}\d{{3}}{_SPACE}\d{{5}}"),
    ),
    _Form(
        "personal_data.french_company", Weight.NOTE, _number(r"\d{14}"),
        lambda digits: check_digits.card(digits) and check_digits.french_establishment(digits),
    ),
    _Form(
        "personal_data.card", Weight.STOP,
        _number(r"\d{4}(?:[ -]?\d{4}){2}[ -]?\d{1,4}(?:[ -]?\d{1,3})?|3\d{3}[ -]?\d{6}[ -]?\d{4,5}"),
        check_digits.card,
    ),
    _Form(
        "personal_data.belgian_national", Weight.STOP,
        _number(rf"\d\d{_PART}?\d\d{_PART}?\d\d{_PART}?\d{{3}}{_PART}?\d\d"),
        check_digits.belgian_national,
    ),
    _Form(
        "personal_data.belgian_enterprise", Weight.NOTE,
        _number(r"[01]\d{3}[ .]?\d{3}[ .]?\d{3}"),
        check_digits.belgian_enterprise,
    ),
    _Form(
        "personal_data.dutch_citizen", Weight.STOP,
        _number(r"\d{3}[ .]?\d{3}[ .]?\d{3}|\d{4}[ .]\d{2}[ .]\d{3}"),
        check_digits.dutch_citizen,
        words=_words("bsn|burgerservice ?nummer|sofi-?nummer|citizen service number"),
    ),
    _Form(
        "personal_data.french_company", Weight.NOTE,
        _number(rf"\d{{3}}{_SPACE}?\d{{3}}{_SPACE}?\d{{3}}"),
        check_digits.french_company,
        words=_words("siret|siren|rcs"),
    ),
    _Form(
        "personal_data.dutch_company", Weight.NOTE,
        _number(r"\d{8}|\d{2}[ .]?\d{3}[ .]?\d{3}"),
        lambda digits: digits[0] != "0" or digits[1] != "0",
        words=_words("kvk|k\\.v\\.k|kamer van koophandel|handelsregister|chamber of commerce|coc"),
    ),
)  # fmt: skip
"""Numbers of digits only, the longest first: what one has taken is not looked at again."""

_COUNTRIES: Final = (
    ("BE", re.compile(rf"BE{_SPACE}?[01]\d{{3}}[ .]?\d{{3}}[ .]?\d{{3}}(?!\w)"),
     "personal_data.belgian_enterprise", lambda told: check_digits.belgian_enterprise(told[2:])),
    ("NL", re.compile(rf"NL{_SPACE}?\d{{3}}[ .]?\d{{3}}[ .]?\d{{3}}[ .]?B[ .]?\d\d(?!\w)"),
     "personal_data.dutch_vat", check_digits.dutch_vat),
    ("FR", re.compile(rf"FR{_SPACE}?[0-9A-Z]{{2}}{_SPACE}?\d{{3}}{_SPACE}?\d{{3}}{_SPACE}?\d{{3}}(?!\w)"),
     "personal_data.french_vat", check_digits.french_vat),
)  # fmt: skip
_IBAN: Final = re.compile(rf"[A-Z]{{2}}\d\d(?:{_SPACE}?[0-9A-Z]{{1,4}}){{3,9}}")
_CORSICAN: Final = _number(
    rf"[1-478]{_SPACE}?\d\d{_SPACE}?\d\d{_SPACE}?2[AB]{_SPACE}?\d{{3}}{_SPACE}?\d{{3}}{_SPACE}?\d\d"
)
"""A French person born on Corsica, whose number holds a letter."""

_PHONE: Final = _number(
    rf"(?<!\bBE )(?:(?:\+|00)[1-9]\d{{0,2}}(?:{_PART}{{0,2}}\(0\))?(?:{_PART}{{0,2}}\(?\d{{1,4}}\)?){{2,6}}"
    rf"|\(?0\d{{1,3}}\)?(?:{_PART}{{1,3}}\d{{2,3}}){{2,4}}"
    r"|\(?0\d{1,3}\)?(?: ?[-/] ?| )\d{6,8}"
    r"|0(?:4[5-9]\d|6|7)\d{7,8}"
    r"|0\d{8,9})"
)
_MOBILE: Final = re.compile(r"0(?:4[5-9]\d{7}|[67]\d{8})$")
_CALLS: Final = _words(
    "tel|tél|telefoon\\w*|téléphon\\w*|telephone|phone|gsm|mobiel|mobile|portable|bel|bellen|call"
    "|appel\\w*|appelez|ring|whatsapp|sms|nummer|number|numéro|fax"
)


def lettered_in(text: str, first: int, last: int) -> Hits:
    """Yield numbers with letters in them that begin in ``text[first:last]``."""
    for begin in _LETTERED.finditer(text, first, last):
        at = begin.start()
        for country, pattern, rule, adds_up in _COUNTRIES:
            if text.startswith(country, at):
                match = pattern.match(text, at)
                if match and adds_up(_bare(match[0])):
                    yield rule, Weight.NOTE, *match.span()
        account = _IBAN.match(text, at)
        end = _end_of_account(account[0]) if account else 0
        if end:
            yield "personal_data.iban", Weight.STOP, at, at + end
    for match in _CORSICAN.finditer(text, first, last):
        if check_digits.french_person(_bare(match[0])):
            yield "personal_data.french_person", Weight.STOP, *match.span()


def _end_of_account(written: str) -> int:
    """Return how long the account number is, without the words after it, or 0 for none."""
    length = check_digits.IBAN_LENGTHS.get(written[:2], 0)
    signs = 0
    for place, sign in enumerate(written, 1):
        signs += sign.isalnum()
        if length and signs == length:
            ends = not written[place : place + 1].isalnum()
            return place if ends and check_digits.iban(_bare(written[:place])) else 0
    return 0


def _bare(written: str) -> str:
    return "".join(sign for sign in written if sign.isalnum())


def digits_in(text: str, first: int, last: int) -> Hits:
    """Yield numbers of digits and signs that stand in ``text[first:last]``, no two overlapping."""
    for run in _DIGITS.finditer(text, first, last):
        held: list[tuple[int, int]] = []
        for rule, weight, start, end in _numbers(text, *run.span()):
            if not any(start < there and here < end for here, there in held):
                held.append((start, end))
                yield rule, weight, start, end


def _numbers(text: str, start: int, end: int) -> Hits:
    """Give what the run could be, the surest first; what overlaps a former one is not meant."""
    for form in _FORMS:
        for match in form.pattern.finditer(text, start, end + 1):
            if _counts(form, match[0], text[max(0, match.start() - _BESIDE) : match.start()]):
                yield form.rule, form.weight, *match.span()
    for match in _PHONE.finditer(text, max(0, start - 1), end + 1):
        if _is_phone(match[0], text[max(0, match.start() - _BESIDE) : match.start()]):
            yield "personal_data.phone", Weight.CONSIDER, *match.span()


def _counts(form: _Form, written: str, before: str) -> bool:
    is_plain = form.plain is not None and form.plain.fullmatch(written) is not None
    is_named = form.words is None or form.words.search(before) is not None
    return (is_plain or is_named) and form.adds_up(_bare(written))


def _is_phone(written: str, before: str) -> bool:
    """Return whether a number has as many digits as the plans of its country give it.

    Source: ITU-T E.164; the numbering plans of BIPT (BE), ACM (NL) and Arcep (FR).
    """
    digits = _bare(written)
    if written.startswith(("+", "00")):
        number = digits.removeprefix("00").replace("(0)", "")
        return 8 <= len(number) <= 15
    if len(digits) not in {9, 10} or digits.startswith("00"):
        return False
    is_one_piece = len(digits) == len(written)
    if is_one_piece and not _MOBILE.match(digits):
        return _CALLS.search(before) is not None
    return True
