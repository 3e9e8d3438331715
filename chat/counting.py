"""The counted first sentence: how many of those who speak of it are happy, how many are not, the larger side first."""

from typing import Final

from chat.answer import Tally

MOST = 2 / 3
"""Share of the voices from which opinion leans to one side."""
FEW = 3
"""Voices up to which their sides are not counted: the quotes say it all, and one voice misread would turn the count."""
SMALL = 5
"""Voices up to which their small number is said as a reservation."""

SAID: Final[dict[str, dict[str, str]]] = {
    "who": {"fr": "qui parlent {about}", "en": "who speak {about}"},
    "who_of_it": {"fr": "qui en parlent", "en": "who speak of it"},
    "one": {
        "fr": "Je n'ai trouvé qu'un client qui parle {about} :",
        "en": "I found only one customer who speaks {about}:",
    },
    "one_of_it": {
        "fr": "Je n'ai trouvé qu'un client qui en parle :",
        "en": "I found only one customer who speaks of it:",
    },
    "a_few": {
        "fr": "Je n'ai trouvé que {of} clients qui parlent {about} :",
        "en": "I found only {of} customers who speak {about}:",
    },
    "a_few_of_it": {
        "fr": "Je n'ai trouvé que {of} clients qui en parlent :",
        "en": "I found only {of} customers who speak of it:",
    },
    "all_for": {
        "fr": "Selon les clients, avis favorable : les {of} personnes {who} sont contentes sur ce point.",
        "en": "Customers are happy on this point: all {of} customers {who} are.",
    },
    "all_against": {
        "fr": "Selon les clients, avis défavorable : les {of} personnes {who} sont mécontentes sur ce point.",
        "en": "Customers are unhappy on this point: all {of} customers {who} are.",
    },
    "all_mixed": {
        "fr": "Selon les clients, avis partagé : les {of} personnes {who} y voient du pour et du contre.",
        "en": "Customers are in two minds on this point: all {of} customers {who} see good and bad in it.",
    },
    "mostly_for": {
        "fr": "Selon les clients, avis plutôt favorable : {for_} des {of} personnes {who} sont contentes sur ce point, "
        "{rest}.",
        "en": "Customers are mostly happy on this point: {for_} of the {of} {who} are, {rest}.",
    },
    "mostly_against": {
        "fr": "Selon les clients, avis plutôt défavorable : {against} des {of} personnes {who} sont mécontentes sur ce "
        "point, {rest}.",
        "en": "Customers are mostly unhappy on this point: {against} of the {of} {who} are, {rest}.",
    },
    "divided": {
        "fr": "Selon les clients, avis partagés : sur les {of} personnes {who}, {rest}.",
        "en": "Customers are divided on this point: of the {of} {who}, {rest}.",
    },
    "short": {
        "fr": "{rest} parmi les {of} personnes qui en parlent",
        "en": "{rest} among the {of} people who speak of it",
    },
    "short_one": {"fr": "une seule personne en parle, {rest}", "en": "only one person speaks of it, {rest}"},
    "short_none": {"fr": "personne n'en parle", "en": "nobody speaks of it"},
    "few": {
        "fr": "À savoir : seules {of} personnes en parlent.",
        "en": "Good to know: only {of} people speak of it.",
    },
}
# The rest of a sentence, for one voice and for more.
SIDES: Final = {
    "for": {"fr": ("1 est contente", "{n} sont contentes"), "en": ("1 is happy", "{n} are happy")},
    "against": {"fr": ("1 ne l'est pas", "{n} ne le sont pas"), "en": ("1 is not", "{n} are not")},
    "unhappy": {"fr": ("1 est mécontente", "{n} sont mécontentes"), "en": ("1 is unhappy", "{n} are unhappy")},
    "mixed": {"fr": ("1 est partagée", "{n} sont partagées"), "en": ("1 is in two minds", "{n} are in two minds")},
}

SHORT: Final = {
    "for": {"fr": ("contente", "contentes"), "en": ("happy", "happy")},
    "against": {"fr": ("mécontente", "mécontentes"), "en": ("unhappy", "unhappy")},
    "mixed": {"fr": ("partagée", "partagées"), "en": ("in two minds", "in two minds")},
}


def counted(tally: Tally, about: str | None, language: str) -> str:
    """One sentence that says the count of at least one voice; up to FEW of them without their sides.

    `about` is what they speak of as it stands in the sentence, "de l'odeur" or "of the smell"; `None` where it has no
    name.
    """
    if tally.of <= FEW:
        case = ("one" if tally.of == 1 else "a_few") + ("" if about else "_of_it")
        return SAID[case][language].format(of=tally.of, about=about)
    who = SAID["who" if about else "who_of_it"][language].format(about=about)
    case, sides = _case(tally)
    numbers = {"for": tally.for_, "against": tally.against, "unhappy": tally.against, "mixed": tally.mixed}
    rest = _listed([_side(side, numbers[side], language) for side in sides if numbers[side]], language)
    figures = {"of": tally.of, "for_": tally.for_, "against": tally.against}
    return SAID[case][language].format(who=who, rest=rest, **figures)


def counted_shortly(tally: Tally, language: str) -> str:
    """The count as a part of a line: "8 contentes et 3 mécontentes parmi les 11 personnes qui en parlent"."""
    numbers = {"for": tally.for_, "against": tally.against, "mixed": tally.mixed}
    told = {side: SHORT[side][language][number > 1] for side, number in numbers.items() if number}
    if tally.of < 2:
        return SAID["short_one" if tally.of else "short_none"][language].format(rest="".join(told.values()))
    rest = _listed([f"{numbers[side]} {word}" for side, word in told.items()], language)
    return SAID["short"][language].format(rest=rest, of=tally.of)


def few(tally: Tally, language: str) -> str | None:
    """The reservation that only a handful speak of it; `None` for more, and up to FEW, whom the sentence numbers."""
    return SAID["few"][language].format(of=tally.of) if FEW < tally.of <= SMALL else None


def _case(tally: Tally) -> tuple[str, tuple[str, ...]]:
    """Which sentence, and the sides told in its rest."""
    sides = {"for": tally.for_, "against": tally.against, "mixed": tally.mixed}
    if alone := next((side for side, number in sides.items() if number == tally.of), None):
        return f"all_{alone}", ()
    if tally.for_ >= MOST * tally.of:
        return "mostly_for", ("against", "mixed")
    if tally.against >= MOST * tally.of:
        return "mostly_against", ("for", "mixed")
    return "divided", ("for", "against" if tally.for_ else "unhappy", "mixed")


def _side(side: str, number: int, language: str) -> str:
    one, more = SIDES[side][language]
    return one if number == 1 else more.format(n=number)


def _listed(parts: list[str], language: str) -> str:
    joint = " et " if language == "fr" else " and "
    return joint.join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)
