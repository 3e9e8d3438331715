"""Shapes of the parts of an address, which several rules read: words with a capital, units, towns, postcodes."""

from typing import Final

CAPITAL: Final = r"[A-ZÀ-ÖØ-ÞĀ-ŽΆ-ΫА-Я]"
PROPER: Final = rf"(?:{CAPITAL}[\w'’∆-]{{0,30}}|St\.|Ste\.)"
LINK: Final = (
    r"(?:(?:de la|de l['’]|des|de|du|d['’]|la|le|las|los|les|l['’]|lès|aux?|à|en|et|sur|sous|del|della|delle|delos|di|"
    r"do|da|dos|das|van|von|der|den|am|an|im|ob|pod|nad|upon|on|the|of|and)[\s-]*)"
)
UNIT: Final = (
    r"(?i:(?:apt|apartment|suite|ste|flat|unit|floor|room|b[âa]t(?:iment)?|b[âa]t|appt?|appartement|esc(?:alier)?|box|"
    r"porte|hall|entr[ée]e)\b\.?\s?(?:n[°o]\s?)?#?(?:\d{1,5}[a-z]?|[a-z]\d{0,3})\b"
    r"|\d{1,2}\s?(?:e|er|[èe]me|nd|rd|th|st)\s(?:[ée]tage|floor))"
)
TOWN: Final = rf"(?:{PROPER}(?:[\s-]+{LINK}{{0,2}}{PROPER}){{0,3}})"
BRITISH: Final = r"[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}"
CODE: Final = rf"(?:(?:[A-Z]{{1,2}}-)?\d{{4,6}}(?:-\d{{3,4}})?(?:\s[A-Z]{{2}}\b)?|{BRITISH}|[A-Z]{{2}},?\s\d{{5}})"
