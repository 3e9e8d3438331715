"""Postal addresses: number, street type and name; then the postcode and town beside them."""

import re
from collections.abc import Iterator

Piece = tuple[int, int]

NUMBER = r"(?<![\w.,/€$£#-])\d{1,5}(?:\s?(?:bis|ter|quater|[a-dA-D])\b)?"
SURE_WAY = r"(?:rue|avenue|av(?!\.? J)|boulevard|boul|bd|bld|impasse|all[ée]e|faubourg|fbg|venelle|esplanade|quai)\b\.?"
OTHER_WAY = (
    r"(?:place|pl\.|all[ée]es|chemin|ch\.|route|rte|square|sq\.|cours|passage|r[ée]sidence|lotissement|hameau|lieu-dit|"
    r"sentier|mont[ée]e|promenade|rond-point|cit[ée]|domaine|villa|traverse|ruelle)"
)
LINK = r"(?:(?:de la|de l['’]|des|de|du|d['’]|la|le|les|l['’]|aux?|à|en|et|sur|sous|saint|sainte|st|ste)[\s-]*)"
CAPITAL = r"[A-ZÀ-ÖØ-ÞŒ]"
PROPER = rf"(?:{CAPITAL}[\w'’-]*|St\.|Ste\.)"
LOW = r"(?!(?:ou|et|plus|est|qui|que|pas|mais|puis|où)\b)[a-zà-ÿ'’-]+"
FRENCH_SURE = re.compile(
    rf"{NUMBER}\s*,?\s*(?i:{SURE_WAY})\s+"
    rf"(?:(?i:{LINK})*{PROPER}(?:[\s-]+(?i:{LINK})*(?:{PROPER}|\d{{4}}\b)){{0,5}}|(?i:{LINK})"
    rf"*{LOW}(?: {LOW}(?=\s*(?:[,.;\n]|\d{{5}}|$)))?)"
)
FRENCH_OTHER = re.compile(
    rf"{NUMBER}\s*,?\s*(?i:{OTHER_WAY})\s+(?:(?i:{LINK})*{PROPER})(?:[\s-]+(?i:{LINK})*{PROPER}){{0,4}}"
)
ENGLISH_WAY = (
    r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|Place|Pl|Square|Sq|Terrace|Way|Close|"
    r"Crescent|Gardens?|Grove|Hill|Row|Parkway|Pkwy|Highway|Hwy|Mews|Walk|Circle|Trail|Alley|Wharf|Quay)"
)
ENGLISH = re.compile(rf"(?<![\w.,/€$£#-])\d{{1,5}}[A-Da-d]?,?\s(?:{PROPER}\s){{1,4}}{ENGLISH_WAY}\b\.?(?!['’])")
ENGLISH_LOW = re.compile(
    r"\b(?:live|lives|living|address is|addressed to|deliver(?:ed)? to|ship(?:ped)? to|send (?:it |them )?to|"
    r"post (?:it |them )?to)"
    r"\s(?:at\s)?(?P<own>\d{1,5}[a-d]?,?\s(?:[\w'’]+\s){1,3}?(?:street|road|avenue|lane|drive|close|court|terrace|"
    r"way|crescent)\b)",
    re.IGNORECASE,
)
ABROAD = re.compile(
    rf"(?<!\w)(?:\d{{1,6}} )?(?:Via|Viale|Calle|Avenida|Rua|Strada|Piazza|Plaza) (?:(?:de|del|della|delle|do|da|dos|"
    rf"das|la|las|los) )*"
    rf"{PROPER}(?: {PROPER}){{0,3}},? \d{{1,4}}\b|"
    rf"(?<!\w)(?:\d{{1,6}} )?{CAPITAL}[\w'’-]*(?:straat|laan|stra(?:ß|ss)e|gasse|weg|plein|katu|tie|gata|gatan|vej|"
    rf"veien|v[äa]gen) \d{{1,4}}\b"
)
CUED = re.compile(
    r"(?:\b(?i:address(?: of [^.\n]{2,40}?)?\s?(?:is|:)|adresse\s?(?:est|:)|lives? at|live(?:d)? in|living at|"
    r"located at|sent to|meet (?:me|you) at|"
    rf"(?:j['’]habite|demeurant|domicili[ée]e?)(?: au)?)\s+)(?P<own>\d{{1,6}},?(?: (?:{PROPER}|\d{{1,4}}|[a-z]\.|de|"
    rf"du|la|do|da|of)){{1,6}})(?=\s*(?:[,.;\n]|$))"
)
BOX = re.compile(r"(?<![\w=])(?:P\.?\s?O\.?\s?(?i:box)|B\.?P\.?|[Bb]o[îi]te postale|PSC)\s?\d{2,6}(?!\w)")
UNIT = (
    rf"(?:,?\s*(?:Apt|Apartment|Suite|Ste|Flat|Unit|Floor|B[âa]t(?:iment)?|Appt?|Appartement|[ÉEée]tage|Esc(?:alier)"
    rf"?|Box)\b\.?\s?(?:{CAPITAL}|\d)[\w-]*)"
)
TOWN = (
    rf"(?:{PROPER}(?:[\s-]+(?:(?:sur|sous|en|lès|les|le|la|de|du|des|d['’]|l['’]|et|upon|on|the|of|St|Saint)[\s-]+)"
    rf"{{0,2}}{PROPER}){{0,3}})"
)
BRITISH = r"[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}"
CODE = rf"(?:(?:[A-Z]-)?\d{{4,5}}(?:-\d{{4}})?|{BRITISH}|[A-Z]{{2}},?\s\d{{5}})"
AFTER = re.compile(
    rf"{UNIT}*(?:[\s,;\n-]{{1,4}}(?:à\s|in\s|in\b)?(?:{CODE}[\s,]{{1,3}}{TOWN}|{TOWN}[,\s]{{1,3}}{CODE}|{CODE}|"
    rf"(?<=,\s){TOWN}(?=\s*[,.;\n]|$)))?(?:,\s?{BRITISH})?"
)
AFTER_TOWN = re.compile(rf"\s*,\s*{TOWN}(?=\s*[,.;\n]|$)(?:\s*,\s*{CODE})?")
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


def addresses(text: str) -> Iterator[Piece]:
    """Streets with their number, each with the postcode and town that follow; postcodes with a town after a cue."""
    if not any(character.isdigit() for character in text):
        return
    for pattern in (FRENCH_SURE, FRENCH_OTHER, ENGLISH, ENGLISH_LOW, ABROAD, CUED, BOX):
        own = "own" if "own" in pattern.groupindex else 0
        for found in pattern.finditer(text):
            if not NOT_A_STREET.search(found.group(own)):
                yield found.start(own), _with_town(text, found.end(own))
    for pattern in (POSTCODE_CUE, BARE_CODE):
        yield from (found.span("own") for found in pattern.finditer(text))
    yield from (found.span() for found in TOWN_AND_CODE.finditer(text))


def _with_town(text: str, end: int) -> int:
    after = AFTER.match(text, end)
    last = after.end() if after else end
    if last == end and (town := AFTER_TOWN.match(text, end)):
        return town.end()
    return last
