"""Addresses and numbers of nobody, made by the rules of their issuers, as people write them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aboveboard.core.languages import Language

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

_FIRST: Final = ("noor", "sam", "ilse", "jean", "amelie", "tom", "fatima", "o.peeters", "rik-v")
_DOMAINS: Final = (
    "peulvuur.be",
    "molen.example",
    "atelier-bleu.fr",
    "north.co.uk",
    "dok7.nl",
    "zee.vlaanderen",
)


def _digits(random: Random, count: int) -> str:
    return "".join(random.choice("0123456789") for _ in range(count))


def _grouped(text: str, sizes: tuple[int, ...], mark: str) -> str:
    parts, place = [], 0
    for size in sizes:
        parts.append(text[place : place + size])
        place += size
    return mark.join(parts)


def _luhn(front: str) -> str:
    """Return ``front`` with the check digit behind it that makes the Luhn sum a multiple of ten."""
    total = 0
    for place, sign in enumerate(reversed(front)):
        value = int(sign) * (1 if place % 2 else 2)
        total += value - 9 if value > 9 else value
    return f"{front}{-total % 10}"


def _email(random: Random, language: Language) -> str:
    name = random.choice(_FIRST) + random.choice(("", "+pers", str(random.randint(1, 99))))
    return f"{name}@{random.choice(_DOMAINS)}"


def _phone(random: Random, language: Language) -> str:
    two = [_digits(random, 2) for _ in range(4)]
    if language is Language.NL:
        return random.choice((
            f"04{random.randint(70, 99)} {two[0]} {two[1]} {two[2]}",
            f"+32 4{random.randint(70, 99)} {two[0]} {two[1]} {two[2]}",
            f"06-{random.randint(1, 5)}{two[0]}{two[1]}{two[2]}{two[3][0]}",
            f"+31 6 {random.randint(1, 5)}{two[0]}{two[1]}{two[2]}{two[3][0]}",
            f"09 {random.randint(210, 399)} {two[0]} {two[1]}",
            f"020-{random.randint(200, 799)} {two[0]} {two[1]}",
            f"0{random.randint(470, 499)}{two[0]}{two[1]}{two[2]}",
        ))  # fmt: skip
    if language is Language.FR:
        return random.choice((
            f"0{random.randint(1, 7)} {' '.join(two)}", f"0{random.randint(1, 7)}.{'.'.join(two)}",
            f"+33 {random.randint(1, 7)} {' '.join(two)}", f"0{random.randint(6, 7)}{''.join(two)}",
            f"+32 2 {random.randint(200, 799)} {two[0]} {two[1]}", f"0033 6 {' '.join(two)}",
            f"04{random.randint(70, 99)}/{two[0]}.{two[1]}.{two[2]}",
        ))  # fmt: skip
    return random.choice((
        f"+44 20 {random.randint(7000, 8999)} {two[0]}{two[1]}",
        f"+32 4{random.randint(70, 99)} {' '.join(two[:3])}",
        f"+1 (212) {random.randint(200, 999)}-{two[0]}{two[1]}",
        f"+353 87 {random.randint(100, 999)} {two[0]}{two[1]}",
        f"+49 30 {two[0]}{two[1]}{two[2]}{two[3]}", f"+31 (0)20 {random.randint(200, 799)} {two[0]} {two[1]}",
    ))  # fmt: skip


def _iban(random: Random, language: Language) -> str:
    land = random.choice(("BE", "NL", "FR", "DE", "LU"))
    if land == "BE":
        front = _digits(random, 10)
        basic = f"{front}{(int(front) % 97 or 97):02d}"
    elif land == "NL":
        basic = random.choice(("INGB", "RABO", "ABNA", "TRIO")) + _digits(random, 10)
    else:
        basic = _digits(random, {"FR": 23, "DE": 18, "LU": 16}[land])
    value = int("".join(str(int(sign, 36)) for sign in f"{basic}{land}00"))
    account = f"{land}{98 - value % 97:02d}{basic}"
    fours = [account[place : place + 4] for place in range(0, len(account), 4)]
    return random.choice((account, " ".join(fours)))


def _card(random: Random, language: Language) -> str:
    front = random.choice(("4", "51", "55", "2221")) + _digits(random, 15)
    number = _luhn(front[:15])
    return random.choice(
        (number, _grouped(number, (4, 4, 4, 4), " "), _grouped(number, (4, 4, 4, 4), "-"))
    )


def _belgian_national(random: Random, language: Language) -> str:
    year, month, day = random.randint(40, 99), random.randint(1, 12), random.randint(1, 28)
    if random.random() < 0.2:
        month += random.choice((20, 40))
    front = f"{year:02d}{month:02d}{day:02d}{random.randint(1, 997):03d}"
    born = random.choice(("", "2"))
    number = f"{front}{97 - int(born + front) % 97:02d}"
    return random.choice((
        number, f"{number[:2]}.{number[2:4]}.{number[4:6]}-{number[6:9]}.{number[9:]}",
        f"{number[:6]} {number[6:9]} {number[9:]}", f"{number[:6]}-{number[6:9]}-{number[9:]}",
    ))  # fmt: skip


def _belgian_enterprise(random: Random, language: Language) -> str:
    front = f"0{random.randint(2_000_000, 8_999_999)}"
    number = f"{front}{97 - int(front) % 97:02d}"
    dotted = f"{number[:4]}.{number[4:7]}.{number[7:]}"
    return random.choice(
        (dotted, f"BE {dotted}", f"BE{number}", f"{number[:4]} {number[4:7]} {number[7:]}")
    )


def _bsn(random: Random) -> str:
    weights = (9, 8, 7, 6, 5, 4, 3, 2)
    while True:
        front = _digits(random, 8)
        last = sum(int(sign) * weight for sign, weight in zip(front, weights, strict=True)) % 11
        if last < 10 and len(set(front)) > 2 and front[0] != "0":
            return f"{front}{last}"


def _dutch_citizen(random: Random, language: Language) -> str:
    number = _bsn(random)
    dotted, spaced = _grouped(number, (3, 3, 3), "."), _grouped(number, (4, 2, 3), " ")
    return f"BSN {random.choice((number, dotted, spaced))}"


def _dutch_vat(random: Random, language: Language) -> str:
    number = _bsn(random)
    return random.choice(
        (
            f"NL{number}B0{random.randint(1, 9)}",
            f"NL {_grouped(number, (3, 3, 3), '.')}.B.0{random.randint(1, 9)}",
        )
    )


def _dutch_company(random: Random, language: Language) -> str:
    return random.choice(("KvK ", "KVK-nummer ", "KvK: ")) + str(
        random.randint(10_000_000, 89_999_999)
    )


def _french_person(random: Random, language: Language) -> str:
    department = random.choice((f"{random.randint(1, 95):02d}", "2A", "2B"))
    born = f"{random.choice('12')}{random.randint(40, 99)}{random.randint(1, 12):02d}"
    front = f"{born}{department}{random.randint(1, 899):03d}{random.randint(1, 899):03d}"
    key = 97 - int(front.replace("2A", "19").replace("2B", "18")) % 97
    return random.choice(
        (f"{front}{key:02d}", f"{_grouped(front, (1, 2, 2, 2, 3, 3), ' ')} {key:02d}")
    )


def _siren(random: Random) -> str:
    return _luhn(str(random.randint(30_000_000, 89_999_999)))


def _french_company(random: Random, language: Language) -> str:
    siren = _siren(random)
    if random.random() < 0.5:
        written = random.choice((siren, _grouped(siren, (3, 3, 3), " ")))
        return random.choice(("SIREN ", "RCS Lille ")) + written
    siret = _luhn(f"{siren}{random.randint(1, 60):04d}")
    return random.choice((f"Siret {siret}", f"SIRET : {_grouped(siret, (3, 3, 3, 5), ' ')}"))


def _french_vat(random: Random, language: Language) -> str:
    siren = _siren(random)
    key = (12 + 3 * (int(siren) % 97)) % 97
    return random.choice(
        (f"FR{key:02d}{siren}", f"FR {key:02d} {_grouped(siren, (3, 3, 3), ' ')}")
    )


def _link_token(random: Random, language: Language) -> str:
    secret = "".join(random.choice("abcdefghkmnpqrstuvwxyz23456789") for _ in range(24))
    name = random.choice(("token", "access_token", "sig", "key", "auth", "api_key"))
    return (
        f"https://{random.choice(_DOMAINS)}/map?{random.choice(('', 'id=7&'))}{name}={secret}"
    )


type Maker = Callable[[Random, Language], str]

MADE: Final[Mapping[str, Maker]] = {
    "personal_data.email": _email,
    "personal_data.phone": _phone,
    "personal_data.iban": _iban,
    "personal_data.card": _card,
    "personal_data.belgian_national": _belgian_national,
    "personal_data.belgian_enterprise": _belgian_enterprise,
    "personal_data.dutch_citizen": _dutch_citizen,
    "personal_data.dutch_vat": _dutch_vat,
    "personal_data.dutch_company": _dutch_company,
    "personal_data.french_person": _french_person,
    "personal_data.french_company": _french_company,
    "personal_data.french_vat": _french_vat,
    "personal_data.link_token": _link_token,
}
"""Makes one of each sort, by the rule that should find it."""
