"""Measures and shapes of bodies as people write them in French and English, with the words that say so."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from chat.sizing.folding import folded

INCH, POUND, STONE = 2.54, 0.45359237, 6.35029318
LIMITS = {
    "height_cm": (75, 220), "weight_kg": (9, 250), "chest_cm": (50, 170), "waist_cm": (45, 170), "hips_cm": (50, 180),
    "bust_band": (26, 54), "age": (1, 110),
}  # fmt: skip
SPELLED = {
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing said of a body, where it stands in the text, in code points."""

    name: str
    value: float | str
    start: int
    end: int


def _metres(match: re.Match[str]) -> float:
    return 100 * int(match[1]) + int(match[2].ljust(2, "0"))


def _feet(match: re.Match[str]) -> float:
    half = 0.5 if match["half"] else 0.0
    return ((int(match["feet"]) * 12) + int(match["inches"] or 0) + half) * INCH


def _stone(match: re.Match[str]) -> float:
    whole = SPELLED.get(match["stone"]) or float(match["stone"])
    return (whole + (0.5 if match["half"] else 0.0)) * STONE + int(match["pounds"] or 0) * POUND


def _times(unit: float) -> Callable[[re.Match[str]], float]:
    return lambda match: float(match[1].replace(",", ".")) * unit


def _bra(match: re.Match[str]) -> float:
    band = int(match["band"])
    # French bands count from 85 where American ones count from 32, by fives instead of twos
    return band if band <= 54 else (band - 85) / 5 * 2 + 32


COUNT = r"(\d{2,3}(?:[.,]\d{1,2})?)"
GIRTHS = {
    "chest_cm": r"(?:tour de poitrine|chest|poitrine de)", "waist_cm": r"(?:tour de taille|waist)",
    "hips_cm": r"(?:tour de hanches?|hanches|hips?)",
}  # fmt: skip
METRES = r"(?<![\d.,])([12])"
NOT_FURNITURE = r"(?! (?:de (?:long|tour|large|haut)|x|×|long|wide|deep))"
NOT_HIGH = r"(?![\d.,]\d|\w| ?(?:x|×|cm de|de (?:haut|lo|la|pro)))"
INCHES = r"(?P<inches>1[01]|\d)(?P<half>\s?½|\.5|\s1/2)?(?![\d%])(?! ?(?:lbs?|kg|st)\b)"
FEET = (
    r"(?<![\d.,'/])(?P<feet>[4-6])\s?(?:'(?!')|ft\b\.?|feet|foot|pieds)"
    rf"(?:\s?{INCHES}(?:\s?(?:''|\"|in\b|inch(?:es)?|pouces?))?)?"
)
STONES = (
    rf"\b(?P<stone>\d{{1,2}}|{'|'.join(SPELLED)})(?P<half> and a half)?\s?(?:st\b\.?|stone)"
    r"(?:\s(?P<pounds>\d{1,2})(?: ?(?:lbs?|pounds))?)?"
)
BAND, CUP_LETTER = r"(?<![\w.,])(?P<band>[3-4][02468]|[789]\d|10[05]|110)", r"(aa|a|b|c|dd?d?|e|ff?|g|h)"
OLD_AFTER = r"(?=\s?(?:ans|years|yo\b|[,.;]| and))"
Measure = tuple[str, re.Pattern[str], Callable[[re.Match[str]], float]]


def _girths(name: str, word: str) -> tuple[Measure, ...]:
    inch = r"(?:\"|''|in\b|inch(?:es)?)"
    return (
        (name, re.compile(rf"{word}\D{{0,18}}?{COUNT}\s?cm\b"), _times(1)),
        (name, re.compile(rf"{word}\D{{0,18}}?(\d{{2}}(?:\.5)?)\s?{inch}"), _times(INCH)),
        (name, re.compile(rf"(\d{{2}}(?:\.5)?)\s?-?{inch}?\s{word}"), _times(INCH)),
    )


MEASURES: tuple[Measure, ...] = (
    ("height_cm", re.compile(METRES + r"\s?m(?:etres?)?\s?(\d{1,2})" + NOT_HIGH), _metres),
    ("height_cm", re.compile(METRES + r"[.,](\d{2})\s?m(?:etres?)?\b"), _metres),
    ("height_cm", re.compile(r"(?<=alta )([12])[.,](\d{2})\b"), _metres),
    ("height_cm", re.compile(rf"(?<![\d.,x×/] )(?<![\d.,/])(1[3-9]\d|20\d)\s?cm\b{NOT_FURNITURE}"), _times(1)),
    ("height_cm", re.compile(FEET), _feet),
    ("weight_kg", re.compile(rf"(?<![\d.,]){COUNT}\s?(?:kgs?|kilos?)\b"), _times(1)),
    ("weight_kg", re.compile(rf"(?<![\d.,$£]){COUNT}\s?(?:lbs?|pounds|livres|#)(?!\w)"), _times(POUND)),
    ("weight_kg", re.compile(STONES), _stone),
    *(measure for name, word in GIRTHS.items() for measure in _girths(name, word)),
    ("bust_band", re.compile(rf"{BAND}{CUP_LETTER}(?![\w'])"), _bra),
    ("age", re.compile(rf"\b(?:j'ai|i'm|i am|agee? de|aged)\s(\d{{2}}){OLD_AFTER}"), _times(1)),
    ("age", re.compile(r"(?<![\d-])([1-9]\d)[ -]?(?:ans|years?[ -]old|yo|y/o)\b(?! (?:que|d'|de ))"), _times(1)),
)
CUP = re.compile(rf"{BAND}{CUP_LETTER}(?![\w'])|\bbonnet {CUP_LETTER}\b|\b{CUP_LETTER}[ -]cup\b")

VERY_WORDS = (
    "tres", "assez", "plutot", "bien", "un peu", "tout", "super", "vraiment", "relativement", "genuinely",
    "very", "really",
    "quite", "rather", "fairly", "extra", "bit", "long", "chubby", "small", "little", "petits?",
)  # fmt: skip
VERY = rf"(?:(?:{'|'.join(VERY_WORDS)}) )*"
WIDE_FR, THIN_FR = r"(?:larges?|potele[es]*|epais|forts?)", r"(?:fins?|fines?|etroite?s?|minces?|maigres?|menus?)"
EVEN_FR = r"(?:moyen(?:ne)?s?|norma(?:l|ux|le|les)|standard)"
WIDE_EN, THIN_EN = r"(?:wide|broad|wider|chubby|ee|eee)", r"(?:narrow|slim|thin|skinny|slender)"
EVEN_EN = r"(?:medium|average|regular|normal|ordinary|standard|bog-standard)"
FOOT_EN = r"(?:(?:and|enough|width|size|sized|shaped) )?(?:feet|foot|footed|forefoot)\b"
VERY_FR = r"(?:tres |assez |plutot |bien |un peu |tout |super |vraiment |relativement |en )*"


def _feet_fr(how: str) -> str:
    return rf"(?<!de-)(?<!de )\bpieds? {VERY_FR}(?:euh, )?{how}\b"


EVEN_WIDTH_FR = r"|\blargeur (?:moyenne|normale|standard)|\bni (?:large|fin|etroit)s? ni (?:large|fin|etroit)s?\b"
INSTEP_FR, SHOULDERS_FR = r"\bcou(?:-| )de(?:-| )pied (?:\w+ ){0,2}", r"\bepaules (?:\w+ )?"
FULL_BUST = (
    r"\b(?:full|large|big|ample)[ -](?:bust|chest|breasts?)|\bbusty\b"
    r"|\bforte poitrine\b|\bpoitrine (?:forte|genereuse)"
)
PETITE = (
    r"\b(?:je suis|toute) (?:toute |tres )?(?:petite|menue)\b|\b(?:i'm|i am) (?:very |quite |a )?petite\b(?! [smlx\d])"
)
SHAPES: tuple[tuple[str, str, re.Pattern[str]], ...] = tuple(
    (name, value, re.compile(form))
    for name, value, form in (
        ("foot_width", "wide", _feet_fr(WIDE_FR)),
        ("foot_width", "narrow", _feet_fr(THIN_FR)),
        ("foot_width", "medium", _feet_fr(EVEN_FR) + EVEN_WIDTH_FR),
        ("foot_width", "wide", rf"\b{VERY}{WIDE_EN}[ -]{VERY}{FOOT_EN}|\b(?:wide|broad) one\b"),
        ("foot_width", "narrow", rf"\b{VERY}{THIN_EN}[ -]{VERY}{FOOT_EN}|\b(?:skinny|narrow|slim) one\b"),
        ("foot_width", "medium", rf"\b{EVEN_EN}[ -](?:width )?{FOOT_EN}|(?<!the )\b{EVEN_EN}[ -]width\b"),
        ("foot_width", "wide", r"\b(?:feet|foot) (?:are|is|run) (?:\w+ )?(?:wide|broad)\b"),
        ("foot_width", "narrow", r"\b(?:feet|foot) (?:are|is|run) (?:\w+ )?(?:narrow|slim)\b"),
        ("instep", "high", INSTEP_FR + r"(?:hauts?|forts?)\b|\bhigh (?:instep|arch(?:es)?)\b"),
        ("instep", "low", INSTEP_FR + r"(?:bas|plats?|fins?)\b|\blow (?:instep|arch(?:es)?)\b"),
        ("shoulders", "broad", r"\bepaules (?:\w+ )?larges|\bcarrure (?:large|de rugbyman)|\b(?:broad|wide) shoulder"),
        ("shoulders", "narrow", r"\bepaules (?:\w+ )?(?:etroites|menues)|\bnarrow shoulder"),
        ("shape", "pear", r"\bpear\b|\ben poire\b|\bmorphologie (?:en )?a\b"),
        ("shape", "hourglass", r"\bhour ?glass\b|\ben (?:sablier|huit)\b|\bcurvy\b"),
        ("shape", "athletic", r"\bathletic\b|\bathletique\b|\bmuscular (?:build|body)\b|\bmuscle[e]?s?\b"),
        ("shape", "apple", r"\bapple[- ](?:shaped?|body)\b|\ben pomme\b|\bun peu de ventre\b|\bbeer belly\b"),
        ("shape", "full bust", FULL_BUST),
        ("shape", "petite", PETITE),
        ("shape", "straight & narrow", r"\bstraight (?:&|and) narrow\b|\bslim build\b|\bsilhouette (?:fine|droite)"),
    )
)  # fmt: skip
HINTS = {
    "foot_width": re.compile(r"pied|foot|feet|width|largeur| one\b|\bni "),
    "instep": re.compile(r"pied|instep|arch"),
    "shoulders": re.compile(r"epaule|carrure|shoulder"),
    "shape": re.compile(
        r"pear|poire|hour|sablier|huit|curvy|athle|musc|apple|pomme|ventre|belly|bust|chest|breast|poitrine|petite|menue"
        r"|slim|narrow|silhouette|morpho"
    ),
}
"""What has to be in a text for any pattern of a kind to match: looking for it is cheap."""
MEASURED_HERE = re.compile(r"\d|\bcup\b|bonnet|stone")
CONDITION = re.compile(
    r"\b(?:si (?:vous|tu|on)|if you[\w']*|those (?:with|of you)|for (?:people|anyone|women|men)|people with|someone"
    r"|girls|not|anyone with"
    r"|pour (?:les|ceux|celles)|unless you|a moins|not for|no|pas (?:le|les|de|l'))\b[^.!?;,]{0,28}$"
)
OTHERS = re.compile(
    r"\b(?:ma mere|mon mari|ma soeur|mon frere|ma copine|mon copain|mon pere|ma voisine|the model|la mannequin|him|her"
    r"|le mannequin|my (?:mum|mom|mother|husband|wife|sister|brother|friend|dad|mate|partner)"
    r"|plafond|ceiling|alcove|armoire|wardrobe)\b[^.!?;]{0,40}$"
)


# a review is looked at from several sides, and again with every question on sizes; its facts are the same each time
@lru_cache(maxsize=20_000)
def measured(text: str, language: str) -> tuple[Fact, ...]:
    """The facts of a text about its author, in order; what is said of others or under a condition is left out.

    Both languages' words are looked for whatever the text's language, as people mix them.
    """
    plain = folded(text)
    found = [*_measures(plain), *_shapes(plain)]
    if language not in ("fr", "en"):
        found += _measures(plain.replace("kilogramm", "kg"))
    own = [fact for fact in found if _own(plain, fact.start)]
    return tuple(sorted(dict.fromkeys(own), key=lambda fact: (fact.start, -fact.end)))


def _measures(plain: str) -> Iterator[Fact]:
    if not MEASURED_HERE.search(plain):
        return
    for name, form, value in MEASURES:
        low, high = LIMITS[name]
        for match in form.finditer(plain):
            if low <= (number := value(match)) <= high:
                yield Fact(name, round(number, 1), match.start(), match.end())
    for match in CUP.finditer(plain):
        letter = next(one for one in match.groups()[1:] if one)
        yield Fact("bust_cup", letter, match.start(), match.end())


def _shapes(plain: str) -> Iterator[Fact]:
    here = {name for name, hint in HINTS.items() if hint.search(plain)}
    for name, value, form in SHAPES:
        for match in form.finditer(plain) if name in here else ():
            yield Fact(name, value, match.start(), match.end())


def _own(plain: str, start: int) -> bool:
    before = plain[max(0, start - 70) : start]
    return not CONDITION.search(before) and not OTHERS.search(before)
