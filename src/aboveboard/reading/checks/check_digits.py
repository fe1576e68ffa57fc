"""Whether numbers that name persons, companies and accounts add up.

Each function takes the bare digits (and letters) and returns a bool.
"""

from __future__ import annotations

from itertools import cycle

IBAN_LENGTHS = {
    "AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22,
    "BR": 29, "BY": 28, "CH": 21, "CR": 22, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "DO": 28,
    "EE": 20, "EG": 29, "ES": 24, "FI": 18, "FO": 18, "FR": 27, "GB": 22, "GE": 22, "GI": 23,
    "GL": 18, "GR": 27, "GT": 28, "HR": 21, "HU": 28, "IE": 22, "IL": 23, "IQ": 23, "IS": 26,
    "IT": 27, "JO": 30, "KW": 30, "KZ": 20, "LB": 28, "LC": 32, "LI": 21, "LT": 20, "LU": 20,
    "LV": 21, "LY": 25, "MC": 27, "MD": 24, "ME": 22, "MK": 19, "MR": 27, "MT": 31, "MU": 30,
    "NL": 18, "NO": 15, "PK": 24, "PL": 28, "PS": 29, "PT": 25, "QA": 29, "RO": 24, "RS": 22,
    "SA": 24, "SC": 31, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "TN": 24, "TR": 26, "UA": 29,
    "VA": 22, "VG": 24, "XK": 20,
}  # fmt: skip
"""Characters of an account number by country. Source: SWIFT, IBAN registry."""


def luhn(digits: str) -> bool:
    """Cards, SIREN and SIRET. Source: ISO/IEC 7812-1, annex B."""
    total = 0
    for digit, weight in zip(reversed(digits), cycle((1, 2)), strict=False):
        total += sum(divmod(int(digit) * weight, 10))
    return total % 10 == 0


def iban(written: str) -> bool:
    """Account number, spaces left out. Source: ISO 13616, with the remainder of ISO 7064."""
    if IBAN_LENGTHS.get(written[:2]) != len(written):
        return False
    turned = written[4:] + written[:4]
    return int("".join(str(int(sign, 36)) for sign in turned)) % 97 == 1


def card(digits: str) -> bool:
    """Payment card: the length its first digits ask for, and Luhn. Source: ISO/IEC 7812-1."""
    two, four = int(digits[:2]), int(digits[:4])
    length = len(digits)
    fits = (
        (digits[0] == "4" and length in {13, 16, 19})
        or (length == 16 and (51 <= two <= 55 or 2221 <= four <= 2720))
        or (length == 15 and two in {34, 37})
        or (length == 14 and (two in {36, 38} or 300 <= int(digits[:3]) <= 305))
        or (16 <= length <= 19 and (four == 6011 or two in {35, 62, 65, 67}))
    )
    return fits and luhn(digits)


def belgian_national(digits: str) -> bool:
    """National and bis number: birth date, serial number, 97 less the remainder.

    In a bis number the month is 20 or 40 higher. Those born from 2000 on have a 2 before it all.
    Source: royal decree of 3 April 1984 on the identification number.
    """
    month, day = int(digits[2:4]), int(digits[4:6])
    if len(digits) != 11 or month % 20 > 12 or month > 52 or day > 31:
        return False
    if digits[6:9] in {"000", "999"}:
        return False
    told = int(digits[9:])
    return any(97 - int(born + digits[:9]) % 97 == told for born in ("", "2"))


def belgian_enterprise(digits: str) -> bool:
    """Enterprise and VAT number: ten digits, the first 0 or 1. Source: FPS Economy, KBO/BCE."""
    return (
        len(digits) == 10
        and (digits[0] == "1" or (digits[0] == "0" and digits[1] != "0"))
        and 97 - int(digits[:8]) % 97 == int(digits[8:])
    )


def dutch_citizen(digits: str) -> bool:
    """BSN: weights 9 to 2 and -1 sum to a multiple of 11. Source: Logisch ontwerp BSN."""
    if len(digits) != 9 or len(set(digits)) == 1:
        return False
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return (
        sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11
        == 0
    )


def dutch_vat(written: str) -> bool:
    """Dutch VAT number: that of a BSN or RSIN, or since 2020 a remainder over all of it.

    Source: Belastingdienst, "Btw-identificatienummer".
    """
    value = int("".join(str(int(sign, 36)) for sign in written))
    return dutch_citizen(written[2:11]) or value % 97 == 1


def french_person(written: str) -> bool:
    """NIR: thirteen signs and a key of 97 less the remainder; Corsica has 2A and 2B.

    Source: INSEE, "Numéro de sécurité sociale".
    """
    plain = written.upper()
    month = int(plain[3:5])
    if plain[0] not in "123478" or not (1 <= month <= 12 or 20 <= month <= 42 or month >= 50):
        return False
    number = int(plain[:13].replace("2A", "19").replace("2B", "18"))
    return 97 - number % 97 == int(plain[13:])


def french_company(digits: str) -> bool:
    """SIREN (9 digits) and SIRET (14): Luhn, or for La Poste a sum of digits that five divides.

    Source: INSEE, "Système national d'identification".
    """
    if len(digits) == 14 and digits.startswith("356000000"):
        return luhn(digits) or sum(map(int, digits)) % 5 == 0
    return len(digits) in {9, 14} and digits.strip("0") != "" and luhn(digits)


def french_establishment(digits: str) -> bool:
    """SIRET: 14 digits of which the first nine are a SIREN, and both add up."""
    return len(digits) == 14 and french_company(digits) and french_company(digits[:9])


def french_vat(written: str) -> bool:
    """French VAT number: a key of two digits over the SIREN. Source: BOFiP, BOI-TVA-DECLA-20-10-30."""
    siren, key = written[4:], written[2:4]
    if not french_company(siren):
        return False
    return not key.isdigit() or int(key) == (12 + 3 * (int(siren) % 97)) % 97
