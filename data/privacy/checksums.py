"""Check digits of numbers that have them: a number that fails its check is somebody's stock code, not personal data."""

import re

ISBN_LENGTHS = (10, 13)
IBAN_LENGTHS = {
    **dict.fromkeys(["NO"], 15),
    **dict.fromkeys(["BE"], 16),
    **dict.fromkeys(["DK", "FI", "NL", "FO", "GL"], 18),
    **dict.fromkeys(["MK", "SI"], 19),
    **dict.fromkeys(["AT", "BA", "EE", "KZ", "LT", "LU", "XK"], 20),
    **dict.fromkeys(["CH", "HR", "LI", "LV"], 21),
    **dict.fromkeys(["BG", "BH", "CR", "DE", "GB", "GE", "IE", "ME", "RS"], 22),
    **dict.fromkeys(["AE", "GI", "IL", "IQ", "TL"], 23),
    **dict.fromkeys(["AD", "CZ", "ES", "MD", "PK", "RO", "SA", "SE", "SK", "TN", "VA", "VG"], 24),
    **dict.fromkeys(["LY", "PT", "ST"], 25),
    **dict.fromkeys(["IS", "TR"], 26),
    **dict.fromkeys(["FR", "GR", "IT", "MC", "MR", "SM"], 27),
    **dict.fromkeys(["AL", "AZ", "CY", "DO", "GT", "HU", "LB", "PL", "SV", "BY", "MA"], 28),
    **dict.fromkeys(["BR", "EG", "PS", "QA", "UA"], 29),
    **dict.fromkeys(["JO", "KW", "MU"], 30),
    **dict.fromkeys(["MT", "SC"], 31),
    "LC": 32,
}
"""Characters of an account number, by country."""
NIR_LENGTH = 15


def luhn(digits: str) -> bool:
    """Whether the last digit checks the others, as on payment cards (ISO/IEC 7812)."""
    doubled = [int(d) * (1 + place % 2) for place, d in enumerate(reversed(digits))]
    return sum(n - 9 if n > 9 else n for n in doubled) % 10 == 0


def iban(account: str) -> bool:
    """Whether an account number without spaces has the remainder ISO 13616 asks for."""
    if len(account) != IBAN_LENGTHS.get(account[:2]) or not account.isascii() or not account.isalnum():
        return False
    return int("".join(str(int(c, 36)) for c in account[4:] + account[:4])) % 97 == 1


def nir(number: str) -> bool:
    """Whether fifteen characters are a French social security number with its key; Corsica has letters."""
    if len(number) != NIR_LENGTH:
        return False
    plain = (
        re.sub("2[Bb]", "18", re.sub("2[Aa]", "19", number[:13], count=1), count=1)
        if not number.isdigit()
        else number[:13]
    )
    return plain.isdigit() and number[13:].isdigit() and 97 - int(plain) % 97 == int(number[13:])


def isbn(digits: str) -> bool:
    """Whether ten or thirteen digits are an ISBN or an EAN."""
    if len(digits) not in ISBN_LENGTHS or not digits.isdigit():
        return False
    if len(digits) == ISBN_LENGTHS[0]:
        return sum(int(d) * (10 - place) for place, d in enumerate(digits)) % 11 == 0
    return sum(int(d) * (3 if place % 2 else 1) for place, d in enumerate(digits)) % 10 == 0
