"""Sentences made in English by the rooms below, in the reader's language: known ones by pattern, others as they are."""

import re
from collections.abc import Sequence
from typing import Final

from ui.strings import typeset

Phrases = Sequence[tuple[re.Pattern[str], str]]


def phrases(*pairs: tuple[str, str]) -> Phrases:
    """Patterns of whole English sentences, each with its French, where groups stand as in `re.Match.expand`."""
    return [(re.compile(english), french) for english, french in pairs]


def in_language(told: str, known: Phrases, language: str) -> str:
    """A sentence in French where it is known and French is read, else as it was told."""
    if language != "fr":
        return told
    found = ((pattern.fullmatch(told), french) for pattern, french in known)
    return next((typeset(match.expand(french), "fr") for match, french in found if match), told)


REFUSALS: Final = phrases(
    (r"a rating in figures from 1 to (.+) was expected.+", r"une note en chiffres de 1 à \1 était attendue"),
    (r"a rating from (\S+) to (\S+) was expected", r"une note de \1 à \2 était attendue"),
    (r"a rating was expected, out of a scale above 0", "une note était attendue, sur une échelle au-dessus de 0"),
    (r"a real date was expected, such as (.+) or il y a 3 mois", r"une vraie date était attendue, comme \1"),
    (r"one of (.+) was expected", r"une de ces valeurs était attendue : \1"),
    (r"at most ([\d,]+) characters were expected", r"\1 caractères au plus étaient attendus"),
    (r"a product id was expected.*", "un identifiant de produit était attendu"),
    (r"a video id was expected", "un identifiant de vidéo était attendu"),
    (r"a question was expected", "une question était attendue"),
    (
        r"a question and its answer in the same language were expected",
        "une question et sa réponse dans la même langue étaient attendues",
    ),
    (r"a time in seconds or as (\S+) was expected", r"un temps en secondes ou comme \1 était attendu"),
    (r"one object with its fields was expected", "un objet avec ses champs était attendu"),
    (r"(.+): one object a line was expected", r"\1 : un objet par ligne était attendu"),
    (r"it holds no spoken words: .+", "aucune parole : des sous-titres minutés ou un texte étaient attendus"),
    (r"the text is empty: words were expected", "le texte est vide : des mots étaient attendus"),
    (r"the body is empty: a review needs words", "le texte est vide : un avis a besoin de mots"),
    (r"the answer is empty", "la réponse est vide"),
    (r"it is empty: .+", "il est vide : des lignes étaient attendues"),
)
"""Why a row was refused (`ingest.readers`)."""
FAILURES: Final = phrases(
    (
        r"(.+): its layout is unknown \(columns found: (.+)\); the nearest known layout is (.+), which also needs "
        r"(.+): write a mapping and pass it with --mapping FILE",
        r"\1 : colonnes inconnues (\2). La disposition connue la plus proche, \3, demande aussi \4 : renommez les "
        r"colonnes, ou importez par python -m ingest --mapping FICHIER",
    ),
    (r"(.+): its JSON breaks at line (\d+): .+", r"\1 : son JSON se casse à la ligne \2. Exportez-le de nouveau"),
    (r"(.+): it is empty: .+", r"\1 : il est vide ; des lignes étaient attendues"),
    (
        r"(.+): no column tells the product \(such as (.+)\): pass --product ID",
        r"\1 : aucune colonne ne dit le produit (comme \2). Donnez-le dans le champ Produit",
    ),
    (
        r"(.+): its header line is cut or quoted wrongly: .+",
        r"\1 : sa ligne de titres est coupée ou mal citée ; des noms de colonnes étaient attendus",
    ),
    (
        r"(.+): no heading asks a question: .+",
        r"\1 : aucun titre ne pose de question ; une FAQ a ses questions en titres ou en gras",
    ),
    (
        r"(.+): it holds no schema\.org .+",
        r"\1 : il ne contient ni produit, ni avis, ni question, ni vidéo transcrite de schema.org",
    ),
    (r"(.+): it is binary, not text: .+", r"\1 : ce n'est pas du texte. Exportez-le en CSV ou en JSON"),
    (r"(.+): the archive is encrypted: .+", r"\1 : l'archive est chiffrée. Envoyez-la sans mot de passe"),
    (
        r"(.+): the compressed data is damaged or cut .+",
        r"\1 : l'archive est abîmée ou coupée. Exportez-la de nouveau",
    ),
    (
        r"(.+): line (\d+) is longer than .+",
        r"\1 : la ligne \2 est trop longue ; un contenu par ligne était attendu",
    ),
    (
        r"nothing to read: .+",
        "rien à lire : aucun fichier d'une disposition connue n'a été trouvé",
    ),
)
"""Why a whole file was refused (`ingest.readers`, `ingest.archives`)."""
