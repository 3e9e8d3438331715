"""Two thousand invented contacts, spelled as people spell them, in sentences of both languages: none is missed."""

from collections.abc import Callable, Iterator
from random import Random

import pytest

from data.privacy import personal_data
from data.privacy.checksums import IBAN_LENGTHS, iban, luhn

dice = Random(7)  # noqa: S311 - a game, not a secret
EACH = 500
SENTENCES = {
    "phone": (
        "Appelez-moi au {} svp", "{}", "tel {}.", "Joignable au {}, merci", "Bon produit. {} pour me joindre", "Text {} please",
        "call me on {}", "my phone number is {}", "on peut me joindre ({})", "Numéro : {}", "reach me at {}!",
    ),
    "iban": ("IBAN : {}", "Virement sur {}.", "please refund to {}", "{}", "RIB: {} (Paul)"),
    "card": ("carte {} débitée", "Card number {}", "{}", "payé avec {} deux fois.", "my card {} was charged"),
    "email": ("écrivez à {}", "{}", "mail: {}.", "contact me at {} please", "mon adresse est {} !", "(voir {})"),
}  # fmt: skip


def digits(count: int) -> str:
    return "".join(dice.choice("0123456789") for _ in range(count))


def grouped(text: str, size: int, separators: str) -> str:
    separator = dice.choice([*separators, ""])
    return separator.join(text[at : at + size] for at in range(0, len(text), size))


def phone() -> str:
    french = dice.choice("1234567") + digits(8)
    american = (dice.choice("23456789") + digits(2), dice.choice("23456789") + digits(2), digits(4))
    return dice.choice(
        [
            grouped("0" + french, 2, " .-\u00a0\u202f"),
            dice.choice(["+33 ", "+33", "0033 ", "+33 (0)"]) + french[0] + " " + grouped(french[1:], 2, " "),
            dice.choice(["(%s) %s-%s", "%s-%s-%s", "%s.%s.%s", "+1 %s %s %s"]) % american,
            dice.choice(["07%s %s", "+44 7%s %s"]) % (digits(3), digits(6)),
            f"0470 {digits(2)} {digits(2)} {digits(2)}",
            f"079 {digits(3)} {digits(2)} {digits(2)}",
        ]
    )


def account() -> str:
    country = dice.choice(["FR", "DE", "GB", "BE", "ES", "CH", "NL"])
    bank = {"GB": "WEST", "NL": "ABNA"}.get(country, "")
    own = bank + digits(IBAN_LENGTHS[country] - 4 - len(bank))
    (key,) = [f"{n:02}" for n in range(2, 99) if iban(f"{country}{n:02}{own}")]
    return grouped(country + key + own, 4, " -")


def card() -> str:
    start = dice.choice(["4", "51", "55", "6011", "2221", "4970"])
    own = start + digits(15 - len(start))
    return grouped(next(own + last for last in "0123456789" if luhn(own + last)), 4, " -.")


def email() -> str:
    name = dice.choice(["jean.dupont", "ann_lee", "x", "a.b-c", "marie+shop", "J.DOE99", "o'neil"])
    at, dot = dice.choice(
        [("@", "."), (" @ ", "."), ("(at)", "(dot)"), (" [at] ", "."), (" arobase ", " point "), (" at ", " dot ")]
    )
    return name + at + dice.choice(["gmail.com", "exemple.fr", "mail.example.co.uk", "shop-test.org"]).replace(".", dot)


MAKERS: dict[str, Callable[[], str]] = {"phone": phone, "iban": account, "card": card, "email": email}


def missed(kind: str) -> Iterator[str]:
    for _ in range(EACH):
        told = MAKERS[kind]()
        text = dice.choice(SENTENCES[kind]).format(told)
        hidden = {place for one in personal_data(text) for place in range(one.start, one.end)}
        first = text.index(told)
        if not hidden.issuperset(place for place in range(first, first + len(told)) if text[place].isalnum()):
            yield text


@pytest.mark.parametrize("kind", list(MAKERS))
def test_no_contact_is_missed(kind: str) -> None:
    assert list(missed(kind)) == []


@pytest.mark.parametrize(
    "words",
    [
        "ISBN 978-2-{2}-{6}-{1}", "ref {10}", "le modèle {8} tient", "EAN {13}", "product {13}", "le code {12}", "P{6} et 841220{7}",
        "payé {3},{2} € au lieu de 1 {3},00 €", "{5} mAh, {4} lumens", "lot {8}", "asin B0{7}X", "{2} x {2} x {2} cm",
    ],
)  # fmt: skip
def test_no_code_of_a_thing_is_hidden(words: str) -> None:
    for _ in range(60):
        text = words
        for count in range(1, 14):
            while f"{{{count}}}" in text:
                text = text.replace(f"{{{count}}}", digits(count), 1)
        assert personal_data(text) == [], text
