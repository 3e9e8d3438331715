"""The trace in the reader's language: it is made in English, and what is not known here stays as it is."""

from typing import Final

from ui.console.phrases import in_language, phrases
from ui.console.words_dashboard import DASHBOARD

NAMES: Final = {
    "question": {"fr": "question", "en": "question"},
    "intent": {"fr": "intention", "en": "intent"},
    "profile": {"fr": "profil", "en": "profile"},
    "evidence": {"fr": "preuves", "en": "evidence"},
    "reading": {"fr": "lecture", "en": "reading"},
    "gate": {"fr": "seuil", "en": "gate"},
    "answerable": {"fr": "réponse possible", "en": "answerable"},
    "tally": {"fr": "décompte", "en": "tally"},
    "comparison": {"fr": "comparaison", "en": "comparison"},
    "selection": {"fr": "choix", "en": "selection"},
    "size": {"fr": "taille", "en": "size"},
    "complaints": {"fr": "reproches", "en": "complaints"},
    "people like the shopper": {"fr": "personnes semblables", "en": "people like the shopper"},
    "fused": {"fr": "ensemble", "en": "fused"},
    "span": {"fr": "phrase", "en": "span"},
    "lexical": {"fr": "mots", "en": "lexical"},
    "answers": {"fr": "répond", "en": "answers"},
    "probability": {"fr": "probabilité", "en": "probability"},
    "assembled": {"fr": "assemblée par nos règles", "en": "assembled by our rules"},
    "llm": {"fr": "rédigée par un modèle", "en": "worded by a model"},
    "none": {"fr": "sans rédaction", "en": "not worded"},
}
"""Stages, scores and makers of an answer by their names in the trace."""
FRENCH: Final = phrases(
    (r"first question", "première question"),
    (r"stands alone", "se comprend seule"),
    (r"one of those named before", "l'un des produits nommés avant"),
    (r"asks for the reason of what was asked before", "demande la raison de ce qui précède"),
    (r"leads on from the question before", "prolonge la question d'avant"),
    (r"points back to the question before", "renvoie à la question d'avant"),
    (r"says nothing of what is asked", "ne dit rien de ce qui est demandé"),
    (r"tells of the shopper what was asked before", "dit du client ce qui était demandé"),
    (r"too short to stand alone", "trop courte pour se comprendre seule"),
    (r"near, none answers", "proches, aucune ne répond"),
    (r"model: (.+)", r"modèle : \1"),
    (r"pattern of (.+)", r"tournure de \1"),
    (r"nothing told", "rien n'est dit"),
    (r"nothing known of the shopper", "rien n'est su du client"),
    (r"(\d+) spans?(?: kept)?", r"\1 phrases"),
    (r"dense and lexical scores of span and passage, fused", "sens et mots de la phrase et du passage, ensemble"),
    (r"(\d+) answer", r"\1 répondent"),
    (r"question and span read together", "question et phrase lues ensemble"),
    (r"best ([\d.]+)", r"la meilleure : \1"),
    (
        r"answered from ([\d.]+), nearly from ([\d.]+); proofs from ([\d.]+)",
        r"répond dès \1, presque dès \2 ; preuves dès \3",
    ),
    (r"answered from ([\d.]+), nearly from ([\d.]+)", r"répond dès \1, presque dès \2"),
    (r"(\d+) for · (\d+) against · (\d+) mixed", r"\1 pour · \2 contre · \3 nuancés"),
    (
        r"topic of the words asked: every review of (.+), one voice an author",
        r"mots demandés : tous les avis de \1",
    ),
    (r"topic (\w+): every review of (.+), one voice an author", r"sujet \1 : tous les avis de \2"),
    (r"(\d+) voices counted, (\d+) others; (.+)", r"\1 voix comptées, \2 autres ; \3"),
    (r"lower bound of the share in favour", "borne basse de la part favorable"),
    (r"named in the question, and the page's own", "nommés dans la question, et celui de la page"),
    (r"no pattern", "aucune tournure"),
    (
        r"on no product's page; else (\w+): no pattern",
        r"sur aucune page de produit ; sinon \1 : aucune tournure connue",
    ),
    (r"on no product's page; else (\w+): (.+)", r"sur aucune page de produit ; sinon \1 : \2"),
    (r"(\d+) shown of (\d+)", r"\1 montrées sur \2"),
    (r"(\d+) shown", r"\1 montrées"),
    (r"one a voice, both sides", "une par voix, des deux côtés"),
    (r"the surest voices of each side, a moment, the brand", "les voix les plus sûres, un moment, la marque"),
    (r"most surely against, one a voice, no two alike", "les plus sûrement contre, une par voix, sans doublon"),
    (r"(\d+) alike, (\d+) not", r"\1 semblables, \2 non"),
    (r"does not answer: probability ([\d.]+)", r"ne répond pas : probabilité \1"),
    (r"answers; better ones are shown", "répond ; de meilleures sont montrées"),
)


def trace_name(name: str, language: str) -> str:
    """A stage, a score, an outcome or a maker of the answer by its name."""
    both = NAMES.get(name) or DASHBOARD.get(name)
    return both[language] if both else name


def trace_told(told: str, language: str) -> str:
    """A decision or its reason."""
    return in_language(told, FRENCH, language)
