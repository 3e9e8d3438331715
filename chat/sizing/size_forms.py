"""The forms sizes are written in, as patterns over folded text (capital letters over the text itself)."""

import re
from functools import cache

UNITS = (
    "km", "m", "cm", "mm", "kgs?", "kilos?", "kilometres?", "g", "grammes?", "ml", "lbs?", "pounds?", "livres?",
    "stones?", "st", "ans?", "annees?", "years?", "yrs?", "yo", "mois", "months?", "jours?", "days?", "semaines?",
    "weeks?", "h", "hrs?", "heures?", "hours?", "min", "minutes?", "secondes?", "seconds?", "euros?", "eur",
    "dollars?", "degres", "degrees", "k", "miles?", "milers?", "times?", "fois", "inch(?:es)?", "pouces?", "pieds",
    "feet", "foot", "ft", "paires?", "pairs?", "portes?", "doors?", "places?", "tailles?", "sizes?", "pointures?",
    "avis", "people", "personnes", "wears?", "washes", "lavages", "january", "february", "march", "april", "may",
    "june", "july", "august", "september", "october", "november", "december", "janvier", "fevrier", "mars",
    "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre", "decembre",
)  # fmt: skip
"""What makes the figure before it something else than a size."""
COUNTRY = r"(?:eu|eur|fr|uk|gb|us|u\.s\.)"
WHOSE = r"(?:women'?s|womens|men'?s|mens|ladies'?|kids'?|kid's|childrens?|femmes?|hommes?|enfants?|w|m)"
NOT_BEFORE = (
    r"(?<![\w.,:'$£€+-])(?<!(?<!\d\d)/)(?<!\d\d )(?<!stone )(?<!\bst )(?<!feet )(?<!foot )(?<!pieds )(?<!\bft )"
)
"""Prices, dates, fractions, telephone numbers, and the pounds or inches behind stones or feet."""
HALF = r"(?P<half>[.,]5|\s?½|\s1/2|\s?et demie?)?"
NOT_BEHIND = rf"(?!\w|[.,:]\d| \d\d\b|\s?[%€$£°\"]|/(?!\d\d(?!\d))|'\d|\s?-?(?:{'|'.join(UNITS)})\b)"
FIGURE = re.compile(
    rf"{NOT_BEFORE}(?:(?P<before>{COUNTRY})\s?)?(?:{WHOSE}\s)?(?P<figure>\d{{1,2}}){HALF}"
    rf"(?:(?P<petite>p)\b)?(?:\s?(?P<after>{COUNTRY}|{WHOSE})\b)?{NOT_BEHIND}"
)
LETTER = re.compile(r"(?<![\w'’&.-])(XXXS|XXS|XS|S|M|L|XL|XXL|XXXL|[2-5]XL)(?![\w'’&]|\.\w)(?! ?\d)")
WAIST = re.compile(
    r"(?<![\w.,/])(?:w ?(?P<marked>2[4-9]|3\d|4\d)(?: ?[/x-]? ?l ?\d\d)?"
    r"|(?P<waist>2[4-9]|3\d|4\d)(?: ?w)? ?[/x ] ?(?:(?P<leg>2[6-9]|3\d)(?P<long> ?l)?|l ?\d\d))(?![\w/]|[.,]\d)"
)
"""Trousers by waist and leg, in inches: "W32 L34", "32/30", "34x32", "32w 34l"."""
SMALL_LETTER = "|".join(rf"(?<=\b{word} )[sml]" for word in ("size", "taille", "du", "en", "un", "le", "sz"))
LOWER = re.compile(rf"(?<![\w'&.-])(xxs|xs|xl|xxl|xxxl|[2-5]xl|{SMALL_LETTER})(?![\w'&.])")
TENS = {"vingt": 20, "trente": 30, "quarante": 40, "twenty": 20, "thirty": 30, "forty": 40}
ONES_FR = {"et un": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9}
ONES_EN = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12,
}  # fmt: skip
ONES = ONES_FR | ONES_EN
NOT_SPOKEN = "kilos?|kilom|k|hours?|heures?|stone|miles?|ans|minutes?|past|weeks?|of|or|degr"
TENFOLD = rf"(?P<tens>{'|'.join(TENS)})(?:[ -](?P<ones>{'|'.join(ONES)}))?"
SPOKEN = re.compile(
    rf"\b(?:(?P<before>uk|us) )?(?:{TENFOLD}|(?P<only>{'|'.join(ONES_EN)}))"
    rf"(?P<half> and a half| et demi)?\b(?! (?:{NOT_SPOKEN}))"
)
LEADS = (
    "a", "an", "the", "my", "size", "sizes", "usual", "normally", "usually", "in", "or", "and", "between", "bought",
    "ordered", "petite", "un", "du", "le", "wear", "got", "went", "took", "regular", "say",
)  # fmt: skip
FOLLOWS = (
    "petite", "size", "in", "and", "or", "but", "for", "is", "was", "fits?", "as", "to", "here", "regular", "regulier",
    "because", "bc", "went", "since", "with", "though", "would", "which", "that", "it", "i", "normally", "usually",
    "ou",
    "et", "mais", "fait", "so", "instead", "on", "at", "works?", "worked", "swamp(?:ed|s)", "pinch(?:ed|es)",
)  # fmt: skip
"""Words a size written as a word stands between: "a small but", never "a small hole"."""


LEAD = re.compile(rf"(?:\b(?:{'|'.join(LEADS)}) |[,.] )$")
LONGEST_LEAD = 12


@cache
def word_form(words: tuple[str, ...]) -> re.Pattern[str]:
    """Where sizes written as words may stand, the longest first; what leads to them is looked at afterwards."""
    spelled = "|".join(sorted(words, key=len, reverse=True))
    return re.compile(rf"\b(?:{spelled})\b(?=\s*(?:[.,;:!?)(/-]|$|(?:{'|'.join(FOLLOWS)})\b))")


def led_to(plain: str, start: int) -> bool:
    """Whether the words before a place lead to a size."""
    return start > 0 and LEAD.search(plain[max(0, start - LONGEST_LEAD) : start]) is not None
