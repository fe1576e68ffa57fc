"""Personal data: addresses and numbers by which a person, a company or an account is reached."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import parse_qsl, urlsplit

from aboveboard.reading.checks import check_digits
from aboveboard.reading.finding import Confidence, Weight

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from aboveboard.reading.draft import Known
    from aboveboard.reading.finding import Finding
    from aboveboard.reading.pages import Pages

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
    rf"(?<!\w)[A-Z]{{2}}(?:\d{{2}}|{_SPACE}?[0-9A-Z]{{2}}{_SPACE}?\d{{3}}|{_SPACE}?[01]\d{{3}})"
)
"""Where a number that begins with a country may begin."""

_FORMS: Final = (
    _Form(
        "personal_data.french_person", Weight.STOP,
        _number(rf"[1-478]{_SPACE}?\d\d{_SPACE}?\d\d{_SPACE}?(?:\d\d|2[AB]){_SPACE}?\d{{3}}{_SPACE}?\d{{3}}{_SPACE}?\d\d"),
        check_digits.french_person,
    ),
    _Form(
        "personal_data.card", Weight.STOP,
        _number(r"\d{4}(?:[ -]?\d{4}){2}[ -]?\d{1,4}(?:[ -]?\d{1,3})?|3\d{3}[ -]?\d{6}[ -]?\d{4,5}"),
        check_digits.card,
    ),
    _Form(
        "personal_data.french_company", Weight.NOTE,
        _number(rf"\d{{3}}{_SPACE}?\d{{3}}{_SPACE}?\d{{3}}{_SPACE}?\d{{5}}"),
        check_digits.french_company,
        words=_words("siret|siren|rcs"),
        plain=re.compile(rf"\d{{3}}{_SPACE}\d{{3}}{_SPACE}\d{{3}}{_SPACE}\d{{5}}"),
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
_GROUP: Final = re.compile(rf"{_SPACE}?[0-9A-Z]{{1,4}}$")

_PHONE: Final = _number(
    rf"(?<!\bBE )(?:(?:\+|00)[1-9]\d{{0,2}}(?:{_PART}{{0,2}}\(0\))?(?:{_PART}{{0,2}}\(?\d{{1,4}}\)?){{2,6}}"
    rf"|\(?0\d{{1,3}}\)?(?:{_PART}{{1,3}}\d{{2,3}}){{2,4}}"
    r"|\(?0\d{1,3}\)?(?: ?[-/] ?| )\d{6,8}"
    r"|0(?:4[5-9]\d|6|7)\d{7,8}"
    r"|0\d{8,9})"
)
_MOBILE: Final = re.compile(r"0(?:4[5-9]\d{8}|[67]\d{8})$")
_CALLS: Final = _words(
    "tel|tél|telefoon\\w*|téléphon\\w*|telephone|phone|gsm|mobiel|mobile|portable|bel|bellen|call"
    "|appel\\w*|appelez|ring|whatsapp|sms|nummer|number|numéro|fax"
)
_LOCAL: Final = re.compile(r"[\w.%+'-]{1,64}$")
_DOMAIN: Final = re.compile(r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,8}[^\W\d_]{2,24}")
_LINK: Final = re.compile(r"https?://[^\s<>\"]{4,2000}", re.IGNORECASE)
_SECRET: Final = re.compile(
    r"(?:^|[_-])(?:token|key|apikey|secret|password|passwd|pwd|sig|signature|auth|session|sid|jwt|code)$",
    re.IGNORECASE,
)
_NAME: Final = r"[A-ZÀ-Þ][\w'’-]{2,30}"
_OF: Final = r"(?:(?:de la|des|du|de|d['’]|la|le|les|l['’]) ?)?"
_ADDRESS: Final = re.compile(
    rf"\b(?:{_NAME} ){{0,3}}[A-ZÀ-Þ][\w'’-]{{0,30}}"
    r"(?:straat|laan|weg|plein|steenweg|dreef|kaai|kade|singel|gracht|dijk|markt|lei)"
    r" \d{1,4}(?: ?(?:bus|[a-z])\b ?\d{0,3})?"
    r"|\b\d{1,4}(?: (?:bis|ter))?,? (?:rue|avenue|boulevard|place|chemin|allée|impasse|quai|route|chaussée)"
    rf" {_OF}{_NAME}"
    rf"|\b(?:rue|avenue|chaussée|boulevard) {_OF}(?:{_NAME}[ -]?){{1,4}},? \d{{1,4}}\b"
    rf"|\b\d{{1,5}} (?:{_NAME} ){{1,3}}(?:Street|Road|Avenue|Lane|Drive|Square|Court|Crescent)\b"
)  # fmt: skip


def find_personal_data(pages: Pages, known: Known) -> Iterator[tuple[int, Finding]]:
    """Yield a finding for each address or number by which somebody is reached or known."""
    taken: list[tuple[int, int]] = []
    for rule, weight, start, end in _found(pages.text, taken):
        written = pages.text[start:end]
        yield pages.remark(
            rule,
            weight,
            (start, end),
            reason=rule.replace(".", "_"),
            advice="leave_out",
            confidence=Confidence.MEDIUM if rule in _UNSURE else Confidence.HIGH,
            evidence={"masked": masked(written)},
        )


_UNSURE: Final = frozenset({"personal_data.address", "personal_data.dutch_company"})


def masked(written: str) -> str:
    """Return ``written`` with a dot for every letter and digit but the last two."""
    shown = sum(sign.isalnum() for sign in written) - 2
    signs: list[str] = []
    for sign in written:
        hides = sign.isalnum() and shown > 0
        shown -= sign.isalnum()
        signs.append("•" if hides else sign)
    return "".join(signs)


def _found(text: str, taken: list[tuple[int, int]]) -> Iterator[tuple[str, Weight, int, int]]:
    for find in (_emails, _links, _lettered, _digits, _addresses):
        for rule, weight, start, end in find(text):
            if not any(start < last and first < end for first, last in taken[-64:]):
                taken.append((start, end))
                yield rule, weight, start, end


type _Hits = Iterator[tuple[str, Weight, int, int]]


def _emails(text: str) -> _Hits:
    at = text.find("@")
    while at >= 0:
        local = _LOCAL.search(text[max(0, at - 64) : at])
        domain = _DOMAIN.match(text, at + 1, at + 256)
        if local and domain:
            start = at - len(local[0].lstrip(".'-%+"))
            if start < at:
                yield "personal_data.email", Weight.CONSIDER, start, domain.end()
        at = text.find("@", at + 1)


def _links(text: str) -> _Hits:
    for link in _LINK.finditer(text):
        try:
            parts = urlsplit(link[0])
            facts = parse_qsl(parts.query) + parse_qsl(parts.fragment)
        except ValueError:
            continue
        holds = any(_SECRET.search(name) and len(value) >= 8 for name, value in facts)
        if holds or parts.password:
            yield "personal_data.link_token", Weight.STOP, *link.span()


def _lettered(text: str) -> _Hits:
    for begin in _LETTERED.finditer(text):
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


def _digits(text: str) -> _Hits:
    for run in _DIGITS.finditer(text):
        start, end = run.span()
        held: list[tuple[int, int]] = []
        for rule, weight, first, last in _numbers(text, start, end):
            if not any(first < there and here < last for here, there in held):
                held.append((first, last))
                yield rule, weight, first, last


def _numbers(text: str, start: int, end: int) -> _Hits:
    """Give what the run could be, the surest first; what overlaps a former one is not meant."""
    for form in _FORMS:
        for match in form.pattern.finditer(text, start, end):
            if _counts(form, match[0], text[max(0, match.start() - _BESIDE) : match.start()]):
                yield form.rule, form.weight, *match.span()
    for match in _PHONE.finditer(text, max(0, start - 1), end):
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


def _addresses(text: str) -> _Hits:
    for match in _ADDRESS.finditer(text):
        yield "personal_data.address", Weight.NOTE, *match.span()
