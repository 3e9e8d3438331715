"""Words of the tab where staff ask, beyond those of the console itself."""

from typing import Final

Words = dict[str, dict[str, str]]

CHAT: Final[Words] = {
    "settings": {"fr": "Réglages de cette question", "en": "Settings of this question"},
    "usual": {"fr": "Par défaut", "en": "Default"},
    "answerer": {"fr": "Qui rédige", "en": "Who words it"},
    "assembled": {"fr": "Nos règles (assemblée)", "en": "Our rules (assembled)"},
    "llm": {"fr": "Le modèle {model}", "en": "The model {model}"},
    "answered": {"fr": "Répond dès la probabilité", "en": "Answers from probability"},
    "pool": {"fr": "Passages examinés", "en": "Passages looked at"},
    "reranker": {"fr": "Reclassement", "en": "Reranking"},
    "reranked": {"fr": "Avec {name}", "en": "With {name}"},
    "plain": {"fr": "Sans", "en": "Without"},
    "compare": {"fr": "Comparer avec d'autres réglages", "en": "Compare with other settings"},
    "other": {"fr": "Avec les autres réglages", "en": "With the other settings"},
    "other_settings": {"fr": "Les autres réglages", "en": "The other settings"},
    "first": {"fr": "Avec les réglages de cette question", "en": "With the settings of this question"},
    "prompt": {"fr": "Ce que le modèle a reçu", "en": "What the model was given"},
    "act": {"fr": "Corriger ou garder cette réponse", "en": "Correct or keep this answer"},
    "reason": {"fr": "Qu'est-ce qui est faux ?", "en": "What is wrong?"},
    "reason_hint": {
        "fr": "Par exemple : la deuxième citation parle d'une autre taille.",
        "en": "For example: the second quote is about another size.",
    },
    "mark": {"fr": "Marquer comme fausse", "en": "Mark as wrong"},
    "marked": {
        "fr": "C'est noté : la réponse {answer} est marquée fausse.",
        "en": "Noted: {answer} is marked as wrong.",
    },
    "reason_needed": {
        "fr": "Dites en quelques mots ce qui est faux.",
        "en": "Please say in a few words what is wrong.",
    },
    "ask_first": {"fr": "Posez d'abord une question.", "en": "Please ask a question first."},
    "as_question": {"fr": "Copier en question de test", "en": "Copy as a QA question"},
    "copied": {"fr": "Copiée dans le presse-papiers.", "en": "Copied to the clipboard."},
    "line": {"fr": "Question de test (une ligne JSON)", "en": "QA question (one JSON line)"},
    "line_info": {
        "fr": "Vérifiez « answerable » et « evidence », puis ajoutez la ligne à un fichier .jsonl du dossier "
        "eval/sets de l'installation : l'onglet Évaluer le proposera.",
        "en": "Check “answerable” and “evidence”, then add the line to a .jsonl file in the installation's eval/sets "
        "folder: the Evaluate tab will offer it.",
    },
    "not_kept": {
        "fr": "Les questions posées ici ne sont ni notées ni comptées dans les chiffres.",
        "en": "Questions asked here are neither noted nor counted in the figures.",
    },
    "same": {"fr": "Les deux réponses sont les mêmes.", "en": "Both answers are the same."},
    "differ": {
        "fr": "{first} contre {second} ; {shared} preuves en commun, {only} à gauche seulement, {there} à droite.",
        "en": "{first} against {second}; {shared} proofs shared, {only} on the left only, {there} on the right.",
    },
}
