"""Names after a cue or before an address, and dates of birth after a cue: a name alone is left, it may be a brand."""

import re
from collections.abc import Iterator

Piece = tuple[int, int]

CAPITAL = r"[A-ZÀ-ÖØ-ÞŒŠŽĀ-ſ]"
PART = rf"(?:{CAPITAL}\.|{CAPITAL}[\w'’-]*)"
LINK = r"(?:(?:de|du|des|d['’]|la|le|van|von|der|den|el|al|ben|bin|di|da|dos|O['’])\s?)"
NAME = rf"(?:{PART}(?:[ ]{LINK}{{0,2}}{PART}){{0,3}})"
FULL_NAME = rf"(?:{PART}(?:[ ]{LINK}{{0,2}}{PART}){{1,3}})"
TITLE = r"(?:(?i:M|Mr|Mrs|Ms|Miss|Mme|Mlle|Monsieur|Madame|Mademoiselle|Dr|Dre|Prof)\b\.?\s)?"
INTRODUCED = re.compile(
    rf"\b(?i:je m['’ ]?appelle|je me nomme|mon nom(?: complet| de famille)?(?: est| c['’]est|\s?:)|"
    rf"nom (?:et pr[ée]nom|de famille)(?: est|\s?:)?|last name|surname|family name|"
    rf"(?:commande|order|colis|parcel) (?:pass[ée]e par|placed by|adress[ée]e? [àa]|addressed to)|"
    rf"my (?:full |last |sur|family )?name(?: is|['’]s|\s?:)|what['’]s your (?:last |full |sur)?name\?|i am called|"
    rf"au nom d(?:e|['’])|in the name of|under the name(?: of)?|"
    rf"name on the (?:order|account|card)(?: is|\s?:)|demand(?:ez|er) (?:à parler à )?(?:pour )?(?=M|Mme)|ask for|"
    rf"titulaire(?: du compte)?\s?:|destinataire\s?:)\s*{TITLE}(?P<own>{NAME})"
)
TITLED = re.compile(
    r"(?<!\w)(?:Mme|Mmes|Mlle|[Mm]onsieur|[Mm]adame|[Mm]ademoiselle)\s"
    r"(?!(?:Cuisine|Propre|Patate|Madame|Figaro|Bricolage|Meuble|Big|Bean|Olympia|Rochas|Bovary|Bigoudi|Tout|Jourdain|"
    rf"Hulot|Bibendum|Loyal|Store|T)\b)(?P<own>{NAME})"
)
"""After a French title; what follows it in names of brands, characters and machines is left."""
MET = re.compile(
    r"\b(?i:spoke (?:to|with)|dealt with|served by|helped by|thanks? (?:to|you)|merci [àa]|i['’]?a?m|"
    r"contact(?:ed|ez|é)?|attention (?:of|de)|deliver(?:ed)? to|livr[ée]e? [àa]|parl[ée] (?:[àa]|avec)|"
    r"je suis|avec|chez)\s"
    rf"(?:M\.|Mr\.?|Mrs\.?|Ms\.?|Miss)\s(?P<own>{NAME})"
)
SERVED_BY = re.compile(
    rf"(?<![\w.-])(?:M\.|Mr\.?|Mrs\.?|Ms\.?|Miss)\s(?P<own>{NAME})\s(?i:(?:du|de la|au|[àa] la|at|from|in) (?:the )?"
    r"(?:sav|service|magasin|boutique|accueil|helpdesk|help ?desk|support|store|shop|customer)|m['’]a|nous a|"
    r"answered|replied|helped|called me|rang me|told me|was (?:very |so |extremely )?(?:rude|helpful|lovely|kind|"
    r"polite))\b"
)
"""Initials and English titles are also parts of brands: only somebody who was met or who answered is hidden."""
SPEAKING = re.compile(rf"\b(?i:this is|here is|ici)\s{TITLE}(?P<own>{FULL_NAME})\s(?i:speaking|here|à l['’]appareil)")
LOW_NAME = re.compile(
    r"\b(?:je m['’ ]?appelle|my (?:full |last )?name is)\s(?P<own>[a-zà-öø-ÿ'’-]{2,}(?:\s[a-zà-öø-ÿ'’-]{3,})?)"
    r"(?=\s*(?:[.,;!\n]|$))",
    re.IGNORECASE,
)
SIGNED = re.compile(
    rf"(?:\b(?i:cordialement|bien à vous|sinc[èe]res salutations|salutations|sign[ée]|regards|sincerely|"
    rf"yours(?: truly| faithfully)?|"
    rf"best wishes|cheers|many thanks|signed)\b\s*[,:.!]?\s*\n?\s*[-–—]?\s*|\n[^\S\n]*[-–—]\s*)"
    rf"{TITLE}(?P<own>{FULL_NAME})\s*\.?\s*$"
)
BEFORE_CONTACT = re.compile(
    rf"(?P<title>{TITLE})(?P<own>{FULL_NAME})\s*(?:[,\n:]|\b(?i:at|au|à|on)\b)\s*(?i:(?:iban|rib|t[ée]l|phone|mail|"
    rf"e-mail)\.?\s*:?\s*)?$"
)
TO_SOMEONE = re.compile(
    r"(?:\b(?i:to|à|chez|for|pour|destinataire|adresse|address)|\b(?i:my|our|ma|mon|notre)\s[a-z]+|:|\n|^)\s*$"
)
MONTH = (
    r"(?:janv(?:ier)?|f[ée]v(?:rier)?|mars|avr(?:il)?|mai|juin|juil(?:let)?|ao[ûu]t|sept(?:embre)?|oct(?:obre)?|"
    r"nov(?:embre)?|d[ée]c(?:embre)?|"
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|october|november|"
    r"december)\.?"
)
DAY = (
    rf"(?:\d{{1,2}}\s?[./-]\s?\d{{1,2}}\s?[./-]\s?\d{{2,4}}|\d{{4}}-\d{{1,2}}-\d{{1,2}}|\d{{1,2}}(?:er|st|nd|rd|th)"
    rf"?(?: of)?\s{MONTH},?\s?\d{{2,4}}|{MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s\d{{2,4}})"
)
BIRTH = re.compile(
    rf"\b(?:n[ée]{{1,2}}s?\s(?:le|un)|date de naissance|naissance|born(?:\son)?(?:\sthe)?|date of birth|d\.?o\.?b\.?|"
    rf"birth\s?da(?:y|te))\b[^\d\n]{{0,20}}?(?P<own>{DAY})",
    re.IGNORECASE,
)


def names(text: str, contacts: list[Piece]) -> Iterator[Piece]:
    """Names after the words that introduce them, in a signature, and before a way to reach somebody."""
    for pattern in (INTRODUCED, TITLED, MET, SERVED_BY, SPEAKING, SIGNED):
        yield from (found.span("own") for found in pattern.finditer(text))
    yield from (found.span("own") for found in LOW_NAME.finditer(text) if not NOT_NAMES.match(found.group("own")))
    for start, _ in contacts:
        before = BEFORE_CONTACT.search(text, max(0, start - 60), start)
        if before and (before.group("title") or TO_SOMEONE.search(text, max(0, before.start() - 20), before.start())):
            yield before.span("own")


NOT_NAMES = re.compile(
    r"(?:plus|pas|toujours|encore|not|mud|no|on|in|the|a|your|written|listed|misspelled|wrong|spelt|spelled|taken)\b",
    re.IGNORECASE,
)
"""Words that follow "my name is" without being one."""


def births(text: str) -> Iterator[Piece]:
    """Dates of birth after the words that announce them."""
    yield from (found.span("own") for found in BIRTH.finditer(text))
