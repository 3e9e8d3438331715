"""Words of the tab that runs question sets."""

from typing import Final

from ui.strings import typeset

Words = dict[str, dict[str, str]]

EVAL: Final[Words] = {
    "title": {"fr": "Évaluer", "en": "Evaluate"},
    "sets": {"fr": "Jeux de questions", "en": "Question sets"},
    "all_sets": {"fr": "tous, si aucun n'est choisi", "en": "all, when none is chosen"},
    "every_set": {"fr": "tous les jeux", "en": "every set"},
    "many_sets": {"fr": "{n} jeux", "en": "{n} sets"},
    "scope": {"fr": "Étendue", "en": "Extent"},
    "quick": {"fr": "Rapide (environ 150 questions)", "en": "Quick (about 150 questions)"},
    "whole": {"fr": "Toutes les questions", "en": "Every question"},
    "variants": {"fr": "Toutes, et leurs variantes", "en": "Every question and its variants"},
    "answerer": {"fr": "Qui rédige", "en": "Who words the answers"},
    "assembled": {"fr": "Nos règles (assemblée)", "en": "Our rules (assembled)"},
    "llm": {"fr": "Le modèle de langage réglé ici", "en": "The chat model set up here"},
    "start": {"fr": "Lancer", "en": "Run"},
    "stop": {"fr": "Arrêter", "en": "Stop"},
    "told": {
        "fr": "Les questions sont posées une à une à l'assistant servi ; elles ne sont ni notées ni comptées.",
        "en": "Questions are put one by one to the assistant being served; they are neither noted nor counted.",
    },
    "idle": {
        "fr": "Aucune évaluation pour l'instant : choisissez des jeux et lancez.",
        "en": "No run yet: choose sets and run them.",
    },
    "reading": {"fr": "Lecture des questions…", "en": "Reading the questions…"},
    "running": {"fr": "{done} questions sur {of} posées…", "en": "{done} of {of} questions asked…"},
    "measuring": {"fr": "Toutes posées ({of}) : les chiffres sont calculés…", "en": "All {of} asked: measuring…"},
    "done": {"fr": "{of} questions en {seconds} s.", "en": "{of} questions in {seconds} s."},
    "stopped": {"fr": "Arrêtée après {done} questions sur {of}.", "en": "Stopped after {done} of {of} questions."},
    "failed": {"fr": "L'évaluation a échoué : {error}", "en": "The run failed: {error}"},
    "run": {"fr": "Évaluation", "en": "Run"},
    "figures": {"fr": "Chiffres", "en": "Figures"},
    "figures_told": {
        "fr": "Chaque chiffre avec son intervalle à 95 % et son effectif n, sur {slice}.",
        "en": "Each figure with its 95 % interval and its count n, over {slice}.",
    },
    "slice": {"fr": "Questions", "en": "Questions"},
    "all": {"fr": "toutes les questions", "en": "every question"},
    "dev": {"fr": "la moitié « dev »", "en": "the dev half"},
    "test": {"fr": "la moitié « test »", "en": "the test half"},
    "fr": {"fr": "les questions en français", "en": "questions in French"},
    "en": {"fr": "les questions en anglais", "en": "questions in English"},
    "test-fr": {"fr": "« test », en français", "en": "the test half, in French"},
    "test-en": {"fr": "« test », en anglais", "en": "the test half, in English"},
    "measure": {"fr": "mesure", "en": "measure"},
    "says": {"fr": "ce qu'elle dit", "en": "what it says"},
    "value": {"fr": "chiffre", "en": "figure"},
    "interval": {"fr": "intervalle à 95 %", "en": "95 % interval"},
    "n": {"fr": "n", "en": "n"},
    "against": {"fr": "Comparée à", "en": "Compared with"},
    "baseline": {"fr": "la référence acceptée", "en": "the accepted baseline"},
    "comparison": {"fr": "Comparaison", "en": "Comparison"},
    "comparison_told": {
        "fr": "{shared} questions communes : {right} justes qui ne l'étaient pas, {wrong} fausses qui étaient justes.",
        "en": "{shared} questions shared: {right} right that were not, {wrong} wrong that were right.",
    },
    "unshared": {
        "fr": "Aucune question commune : la référence vaut pour les jeux livrés avec l'exemple.",
        "en": "No question is shared: the baseline is that of the sets shipped with the sample.",
    },
    "before": {"fr": "avant", "en": "before"},
    "after": {"fr": "maintenant", "en": "now"},
    "difference": {"fr": "écart", "en": "change"},
    "verdict": {"fr": "verdict", "en": "verdict"},
    "better": {"fr": "mieux", "en": "better"},
    "worse": {"fr": "moins bien", "en": "worse"},
    "same": {"fr": "pas de différence établie", "en": "no difference shown"},
    "failures": {"fr": "Questions manquées", "en": "Failing questions"},
    "cause": {"fr": "Cause", "en": "Cause"},
    "every_cause": {"fr": "Toutes ({n})", "en": "All ({n})"},
    "question": {"fr": "question", "en": "question"},
    "product": {"fr": "produit", "en": "product"},
    "whole_shop": {"fr": "toute la boutique", "en": "whole shop"},
    "cause_column": {"fr": "cause", "en": "cause"},
    "pick": {"fr": "Question choisie", "en": "Question chosen"},
    "open": {"fr": "L'ouvrir dans Essayer", "en": "Open it in Try it"},
    "answer": {"fr": "Réponse", "en": "Answer"},
    "proofs": {"fr": "Preuves données", "en": "Proofs given"},
    "no_proof": {"fr": "Aucune preuve.", "en": "No proof."},
    "gone": {
        "fr": "La réponse citait un contenu qui n'est plus servi : elle n'est plus montrée.",
        "en": "The answer quoted a record that is no longer served: it is no longer shown.",
    },
    "accepted": {"fr": "acceptée", "en": "accepted"},
    "not_accepted": {"fr": "pas acceptée", "en": "not accepted"},
    "note": {"fr": "Note", "en": "Note"},
    "report": {"fr": "Rapport complet (HTML)", "en": "Whole report (HTML)"},
    "no_questions": {
        "fr": "Les questions de cette évaluation ne sont plus en mémoire ; ses chiffres restent.",
        "en": "The questions of this run are no longer in memory; its figures remain.",
    },
    "broke": {"fr": "l'assistant a échoué", "en": "the assistant failed"},
    "false_quote": {"fr": "citation que personne n'a écrite", "en": "a quote nobody wrote"},
    "invented": {"fr": "répond alors que personne n'en parle", "en": "answers although nobody speaks of it"},
    "unsupported": {"fr": "preuves qui ne répondent pas", "en": "proofs that do not answer"},
    "hedged": {"fr": "répond en partie, à tort", "en": "answers in part, wrongly"},
    "language": {"fr": "mauvaise langue", "en": "the other language"},
    "outcome": {"fr": "finit autrement", "en": "ends otherwise"},
    "not_found": {"fr": "se tait, preuve non trouvée", "en": "silent, proof not found"},
    "silent": {"fr": "se tait, preuve en main", "en": "silent, proof in hand"},
}


def said(key: str, language: str, **values: object) -> str:
    """A phrase with its blanks filled; the key itself where it is none of ours."""
    return typeset(EVAL.get(key, {}).get(language, key), language).format(**values)
