"""Postal addresses: number, street type and name; each with the flat, the postcode and the town around it."""

import re
from collections.abc import Iterator

from data.privacy.announced import announced
from data.privacy.shapes import BRITISH, CAPITAL, PROPER, TOWN
from data.privacy.surroundings import whole

Piece = tuple[int, int]

NUMBER = r"(?<![\w.,/€$£#-])\d{1,5}(?:\s?(?:bis|ter|quater|[a-dA-D])\b)?"
SURE_WAY = (
    r"(?:(?:rue|avenue|av(?!\.? J)|boulevard|boul|bd|bld|impasse|all[ée]e|faubourg|fbg|venelle|esplanade|quai)"
    r"\b\.?|(?<=\s)(?-i:r\.)(?=\s(?:d|l|[A-Z]\w)))"
)
OTHER_WAY = (
    r"(?:place|pl\.|all[ée]es|chemin|ch\.|route|rte|square|sq\.|cours|passage|r[ée]sidence|lotissement|lot\.|hameau|"
    r"lieu-dit|sentier|mont[ée]e|promenade|rond-point|cit[ée]|domaine|villa|traverse|ruelle)"
)
LINK = r"(?:(?:de la|de l['’]|des|de|du|d['’]|la|le|les|l['’]|aux?|à|en|et|sur|sous|saint|sainte|st|ste)[\s-]*)"
LOW = r"(?!(?:ou|et|plus|est|qui|que|pas|mais|puis|où)\b)[a-zà-ÿ'’-]+"
DAY_NAME = r"(?:du\s)?\d{1,2}(?:er)?[\s-](?i:janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[ûu]t|septembre|novembre)"
FRENCH_SURE = re.compile(
    rf"{NUMBER}\s*,?\s*(?i:{SURE_WAY})\s+"
    rf"(?:(?:{DAY_NAME}(?:[\s-]\d{{4}})?)|(?i:{LINK})*{PROPER}(?:[\s-]+(?i:{LINK})*(?:{PROPER}|\d{{4}}\b)){{0,5}}|"
    rf"(?i:{LINK})*{LOW}(?: {LOW}(?=\s*(?:[,.;\n]|\d{{5}}|$)))?)"
)
FRENCH_OTHER = re.compile(
    rf"{NUMBER}\s*,?\s*(?i:{OTHER_WAY})\s+(?:(?i:{LINK})*{PROPER})(?:[\s-]+(?i:{LINK})*{PROPER}){{0,4}}"
)
ENGLISH_WAY = (
    r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|Place|Pl|Square|Sq|Terrace|Way|Close|"
    r"Crescent|Gardens?|Grove|Hill|Row|Parkway|Pkwy|Highway|Hwy|Mews|Walk|Circle|Trail|Alley|Wharf|Quay)"
)
ENGLISH_NAME = rf"(?:(?:{PROPER}|[NSEW]\.|\d{{1,3}}(?:st|nd|rd|th))\s){{1,4}}"
ENGLISH = re.compile(rf"(?<![\w.,/€$£#-])\d{{1,5}}[A-Da-d]?,?\s{ENGLISH_NAME}{ENGLISH_WAY}\b\.?(?!['’])")
ENGLISH_HOUSE = re.compile(
    rf"(?<!\w)(?:{PROPER}(?: {PROPER}){{0,3}}, )?(?:{PROPER}\s){{1,3}}{ENGLISH_WAY}\b,? (?:{TOWN},? )?{BRITISH}\b"
)
ENGLISH_LOW = re.compile(
    r"\b(?:live|lives|living|address is|addressed to|deliver(?:ed)? to|ship(?:ped)? to|send (?:it |them )?to|"
    r"post (?:it |them )?to)"
    r"\s(?:at\s)?(?P<own>\d{1,5}[a-d]?,?\s(?:[\w'’]+\s){1,3}?(?:street|road|avenue|lane|drive|close|court|terrace|"
    r"way|crescent)\b)",
    re.IGNORECASE,
)
WAYS_BEFORE = (
    r"(?:Via|Viale|Vicolo|Corso|Piazza|Piazzale|Largo|Strada|Calle|Avenida|Avda\.|Paseo|Plaza|Camino|Rua|Travessa|"
    r"Ulica|[Uu]l\.|N[áa]m\.|Nám[ěe]stí)"
)
WAYS_INSIDE = (
    r"(?:stra(?:at|ße|sse|ssen)|laan|gasse|weg|plein|platz|allee|gracht|dreef|katu|gat(?:a|an)|v[eä]j(?:en)?|"
    r"veien|v[äa]gen|braut|str[æa]e?ti|utca)"
)
WAYS_AFTER = r"(?i:stra(?:at|ße|sse)|laan|utca|u\.|út|útja|tér|tere|körút|rkp\.|t[aä]nav|põik|katu)"
FOREIGN_LINK = r"(?:(?:de|del|della|delle|do|da|dos|das|di|la|las|los|degli|dei)\s)"
ABROAD = re.compile(
    rf"(?<!\w)(?:\d{{1,6}} )?(?:"
    rf"{WAYS_BEFORE} {FOREIGN_LINK}*{PROPER}(?: {FOREIGN_LINK}*{PROPER}){{0,4}},?"
    rf"|{CAPITAL}[\w'’-]{{0,30}}?{WAYS_INSIDE}|(?:{PROPER} ){{1,3}}{WAYS_AFTER}"
    rf") \d{{1,4}}[a-z]?\b\.?"
)
BOX = re.compile(r"(?<![\w=])(?:P\.?\s?O\.?\s?(?i:box)|B\.?P\.?|[Bb]o[îi]te postale|PSC)\s?\d{2,6}(?!\w)")
POSTCODE_CUE = re.compile(
    r"\b(?:habit\w+|demeur\w+|domicili\w+|r[ée]sid\w+|vi[st]\b|livr\w+|code postal|cp|adresse|live[sd]?|living|based|"
    r"postcode|post\s?code|zip(?: code)?)"
    rf"(?:\s(?:est|is|à|au|a|in|at|near|pr[èe]s de|sur))*\s?:?\s?(?P<own>(?:\d{{5}}\s{TOWN}|{TOWN},?\s\(?\d{{5}}\)?|"
    rf"{BRITISH}\b))"
)
TOWN_AND_CODE = re.compile(rf"(?:(?<=[,;:]\s)|(?<=\n)|^)(?:F-|B-|CH-)?\d{{5}}\s{TOWN}(?=\s*(?:[,.;)\n]|$))")
BARE_CODE = re.compile(
    r"\b(?:(?i:code postal|zip code|post\s?code)\s*(?::|is|est|=)?|(?i:zip)\s?:)\s*(?P<own>\d{3,5}(?:[ -](?:\d{2,4}|"
    r"[A-Z]{2}))?|"
    rf"{BRITISH})(?!\w)"
)
NOT_A_STREET = re.compile(
    r"^\d+\s*(?:Star|Way)\b|\b(?:Hard|Flash|Thumb|USB|Disk|Pen|SSD|State|Test)\sDrive|\b(?:Food|Tennis|Basket\w*)"
    r" Court",
    re.IGNORECASE,
)
STREETS = (FRENCH_SURE, FRENCH_OTHER, ENGLISH, ENGLISH_HOUSE, ENGLISH_LOW, ABROAD, BOX)


def addresses(text: str) -> Iterator[Piece]:
    """Streets with their number, what an address is announced by, and postcodes with a town after a cue."""
    if not any(character.isdigit() for character in text):
        return
    for pattern in STREETS:
        own = "own" if "own" in pattern.groupindex else 0
        for found in pattern.finditer(text):
            if not NOT_A_STREET.search(found.group(own)):
                yield whole(text, *found.span(own))
    yield from (whole(text, *piece) for piece in announced(text))
    for pattern in (POSTCODE_CUE, BARE_CODE):
        yield from (found.span("own") for found in pattern.finditer(text))
    yield from (found.span() for found in TOWN_AND_CODE.finditer(text))
