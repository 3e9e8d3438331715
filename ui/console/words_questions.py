"""Words of the Questions tab, French and English side by side."""

from typing import Final

Table = dict[str, dict[str, str]]

QUESTIONS: Final[Table] = {
    "tab": {"fr": "Questions", "en": "Questions"},
    "state": {"fr": "Questions sans réponse", "en": "Unanswered questions"},
    "open": {"fr": "À traiter", "en": "Open"},
    "answered": {"fr": "La marque a répondu", "en": "Answered by the brand"},
    "product": {"fr": "Produit", "en": "Product"},
    "every_product": {"fr": "Tous les produits", "en": "Every product"},
    "whole_shop": {"fr": "Toute la boutique", "en": "The whole shop"},
    "reload": {"fr": "Recharger", "en": "Reload"},
    "count": {"fr": "{first} à {last} sur {total}", "en": "{first} to {last} of {total}"},
    "none": {
        "fr": "Rien ici : toutes les questions posées ont trouvé une réponse.",
        "en": "Nothing here: every question asked found an answer.",
    },
    "none_answered": {"fr": "La marque n'a encore rien ajouté.", "en": "The brand has added nothing yet."},
    "back": {"fr": "Précédentes", "en": "Back"},
    "next": {"fr": "Suivantes", "en": "Next"},
    "open_gap": {"fr": "Traiter", "en": "Work on it"},
    "asked_one": {"fr": "posée 1 fois", "en": "asked once"},
    "asked_many": {"fr": "posée {n} fois", "en": "asked {n} times"},
    "last": {"fr": "la dernière le {day}", "en": "last on {day}"},
    "partial": {"fr": "dont {n} avec une réponse en partie", "en": "of which {n} answered in part"},
    "time": {"fr": "1 fois", "en": "once"},
    "times": {"fr": "{n} fois", "en": "{n} times"},
    "answer_by": {"fr": "Réponse de {by}, le {day}", "en": "Answer by {by}, on {day}"},
    "choose": {
        "fr": "Choisissez une question : demandez un avis à vos clients, ou répondez pour la marque.",
        "en": "Choose a question: ask your customers for their word, or answer for the brand.",
    },
    "request": {"fr": "Demander aux clients", "en": "Ask customers"},
    "request_told": {
        "fr": "Un brouillon à relire : rien n'est envoyé d'ici.",
        "en": "A draft to read again: nothing is sent from here.",
    },
    "draft_language": {"fr": "Langue du message", "en": "Language of the message"},
    "subject": {"fr": "Objet", "en": "Subject"},
    "text": {"fr": "Message", "en": "Message"},
    "faq": {"fr": "Répondre pour la marque", "en": "Answer for the brand"},
    "faq_told": {
        "fr": "L'entrée rejoint la FAQ de la marque et sert aussitôt aux réponses. "
        "Une seule langue suffit, les deux valent mieux.",
        "en": "The entry joins the brand's FAQ and is used in answers at once. "
        "One language is enough, both are better.",
    },
    "for_product": {"fr": "Pour quel produit", "en": "For which product"},
    "question_fr": {"fr": "Question en français", "en": "Question in French"},
    "answer_fr": {"fr": "Réponse en français", "en": "Answer in French"},
    "question_en": {"fr": "Question en anglais", "en": "Question in English"},
    "answer_en": {"fr": "Réponse en anglais", "en": "Answer in English"},
    "by": {"fr": "Votre nom", "en": "Your name"},
    "publish": {"fr": "Publier la réponse", "en": "Publish the answer"},
    "published": {
        "fr": "La réponse est servie. La question quitte la liste.",
        "en": "The answer is served. The question leaves the list.",
    },
    "need_gap": {"fr": "Choisissez d'abord une question.", "en": "Choose a question first."},
    "need_entry": {
        "fr": "Écrivez la question et la réponse, au moins dans une langue.",
        "en": "Write the question and the answer, in one language at least.",
    },
    "need_product": {"fr": "Choisissez le produit.", "en": "Choose the product."},
}
