"""The counted first sentence: how many of those who speak of it are happy, how many are not, the larger side first."""

from typing import Final

from chat.answer import Tally

MOST = 2 / 3
"""Share of the voices from which opinion leans to one side."""
FEW = 4
"""Voices up to which their small number is said as a reservation."""

SAID: Final[dict[str, dict[str, str]]] = {
    "who": {"fr": "qui parlent {about}", "en": "who mention {about}"},
    "who_of_it": {"fr": "qui en parlent", "en": "who speak of it"},
    "one": {"fr": "Une seule personne parle {about}", "en": "Only one customer mentions {about}"},
    "one_of_it": {"fr": "Une seule personne en parle", "en": "Only one customer speaks of it"},
    "one_for": {"fr": "{one}, et elle en est contente.", "en": "{one}, and is happy."},
    "one_against": {"fr": "{one}, et elle n'en est pas contente.", "en": "{one}, and is not happy."},
    "one_mixed": {"fr": "{one}, et elle est partagée.", "en": "{one}, and is in two minds."},
    "all_for": {
        "fr": "Selon les clients, avis favorable : les {of} personnes {who} sont contentes sur ce point.",
        "en": "Customers are happy on this point: {everyone} {who} are.",
    },
    "all_against": {
        "fr": "Selon les clients, avis défavorable : les {of} personnes {who} sont mécontentes sur ce point.",
        "en": "Customers are unhappy on this point: {everyone} {who} are.",
    },
    "all_mixed": {
        "fr": "Selon les clients, avis partagé : les {of} personnes {who} y voient du pour et du contre.",
        "en": "Customers are in two minds on this point: {everyone} {who} see good and bad in it.",
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


def counted(tally: Tally, about: str | None, language: str) -> str:
    """One sentence that says the count of at least one voice.

    `about` is what they speak of as it stands in the sentence, "de l'odeur" or "the smell"; `None` where it has no
    name.
    """
    who = SAID["who" if about else "who_of_it"][language].format(about=about)
    one = SAID["one" if about else "one_of_it"][language].format(about=about)
    everyone = "both customers" if tally.of == 2 else f"all {tally.of} customers"
    case, sides = _case(tally)
    numbers = {"for": tally.for_, "against": tally.against, "unhappy": tally.against, "mixed": tally.mixed}
    rest = _listed([_side(side, numbers[side], language) for side in sides if numbers[side]], language)
    figures = {"of": tally.of, "for_": tally.for_, "against": tally.against}
    return SAID[case][language].format(who=who, one=one, everyone=everyone, rest=rest, **figures)


def few(tally: Tally, language: str) -> str | None:
    """The reservation that only a handful speak of it; `None` for more, and for one alone (the count says so)."""
    return SAID["few"][language].format(of=tally.of) if 1 < tally.of <= FEW else None


def _case(tally: Tally) -> tuple[str, tuple[str, ...]]:
    """Which sentence, and the sides told in its rest."""
    sides = {"for": tally.for_, "against": tally.against, "mixed": tally.mixed}
    if alone := next((side for side, number in sides.items() if number == tally.of), None):
        return f"{'one' if tally.of == 1 else 'all'}_{alone}", ()
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
