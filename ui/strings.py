"""Every visible word of page, panel and console, French and English side by side (beside a quote: chat.labels)."""

from typing import Final

Table = dict[str, dict[str, str]]

PAGE: Final[Table] = {
    "shop": {"fr": "Comptoir Témoin", "en": "Comptoir Témoin"},
    "shop_line": {
        "fr": "Des objets choisis, et la parole de ceux qui s'en servent.",
        "en": "Chosen things, and the words of the people who use them.",
    },
    "demo": {
        "fr": "Boutique de démonstration : marques, produits et personnes sont inventés.",
        "en": "Demonstration shop: brands, products and people are invented.",
    },
    "skip": {"fr": "Aller au contenu", "en": "Skip to content"},
    "language": {"fr": "Langue", "en": "Language"},
    "all_products": {"fr": "Tous les produits", "en": "All products"},
    "in_stock": {"fr": "En stock", "en": "In stock"},
    "out_of_stock": {"fr": "Épuisé pour le moment", "en": "Out of stock"},
    "preorder": {"fr": "En précommande", "en": "Available to pre-order"},
    "limited": {"fr": "Derniers exemplaires", "en": "Last pieces"},
    "price_unknown": {"fr": "Prix non communiqué", "en": "Price not given"},
    "sizes": {"fr": "Tailles proposées", "en": "Sizes"},
    "facts": {"fr": "En détail", "en": "Details"},
    "delivery": {"fr": "Livraison", "en": "Delivery"},
    "returns": {"fr": "Retours", "en": "Returns"},
    "warranty": {"fr": "Garantie", "en": "Guarantee"},
    "brand_page": {"fr": "Voir chez la marque", "en": "See it at the brand's"},
    "videos": {"fr": "En vidéo", "en": "On video"},
    "watch": {"fr": "Voir la vidéo", "en": "Watch the video"},
    "faq": {"fr": "La marque répond", "en": "The brand answers"},
    "community": {"fr": "Les clients se répondent", "en": "Customers answer each other"},
    "reviews": {"fr": "Avis des clients", "en": "Customer reviews"},
    "review_one": {"fr": "1 avis", "en": "1 review"},
    "review_many": {"fr": "{n} avis", "en": "{n} reviews"},
    "no_reviews": {"fr": "Aucun avis pour le moment.", "en": "No review yet."},
    "mean": {"fr": "{mean} de moyenne sur {n} notes", "en": "{mean} on average over {n} ratings"},
    "stars": {"fr": "{n} sur 5", "en": "{n} out of 5"},
    "order": {
        "fr": "Tous les avis publiés, du plus récent au plus ancien, ceux sans date à la fin ; ni tri par note, "
        "ni avis mis en avant. Chaque avis dit s'il est vérifié.",
        "en": "Every published review, newest first, undated ones last; never sorted by rating, none promoted. "
        "Each review says whether it is verified.",
    },
    "in_language": {"fr": "En {language}", "en": "In {language}"},
    "copies_one": {"fr": "+ 1 copie identique", "en": "+ 1 identical copy"},
    "copies_many": {"fr": "+ {n} copies identiques", "en": "+ {n} identical copies"},
    "helpful_one": {"fr": "1 personne l'a trouvé utile", "en": "1 person found it helpful"},
    "helpful_many": {"fr": "{n} personnes l'ont trouvé utile", "en": "{n} people found it helpful"},
    "pages": {"fr": "Pages d'avis", "en": "Review pages"},
    "newer": {"fr": "Plus récents", "en": "Newer"},
    "older": {"fr": "Plus anciens", "en": "Older"},
    "page_of": {"fr": "Page {page} sur {pages}", "en": "Page {page} of {pages}"},
    "not_found": {"fr": "Cette page n'existe pas", "en": "There is no such page"},
    "not_found_line": {
        "fr": "Le produit a peut-être changé d'adresse.",
        "en": "The product may have moved to another address.",
    },
    "opening": {"fr": "La boutique ouvre", "en": "The shop is opening"},
    "opening_line": {
        "fr": "L'assistant se prépare. Cette page se recharge seule.",
        "en": "The assistant is getting ready. This page reloads by itself.",
    },
    "empty": {
        "fr": "Aucun produit pour l'instant : importez-en un, il paraîtra ici.",
        "en": "No product yet: import one and it will appear here.",
    },
}

PANEL: Final[Table] = {
    "ask_title": {"fr": "Une question sur ce produit ?", "en": "A question about this product?"},
    "ask_line": {
        "fr": "Des clients y ont peut-être déjà répondu, mot pour mot.",
        "en": "Customers may already have answered it, word for word.",
    },
    "launch": {"fr": "Poser une question", "en": "Ask a question"},
    "title": {"fr": "Vos questions", "en": "Your questions"},
    "health": {
        "fr": "N'écrivez rien de votre santé ni de vos coordonnées.",
        "en": "Please write nothing about your health or how to reach you.",
    },
    "your_question": {"fr": "Votre question", "en": "Your question"},
    "placeholder": {"fr": "Par exemple : {question}", "en": "For example: {question}"},
    "send": {"fr": "Demander", "en": "Ask"},
    "close": {"fr": "Fermer", "en": "Close"},
    "you": {"fr": "Vous", "en": "You"},
    "answer": {"fr": "Réponse", "en": "Answer"},
    "conversation": {"fr": "Conversation", "en": "Conversation"},
    "reading": {"fr": "Je cherche dans ce que les clients ont dit…", "en": "Looking through what customers said…"},
    "try": {"fr": "Questions fréquentes", "en": "People ask"},
    "next": {"fr": "Demander aussi", "en": "Ask next"},
    "proof": {"fr": "Preuve {number}", "en": "Proof {number}"},
    "open_proof": {"fr": "Ouvrir la preuve {number}", "en": "Open proof {number}"},
    "moment": {"fr": "Voir à {time}", "en": "Watch at {time}"},
    "source": {"fr": "Voir à la source", "en": "See it at the source"},
    "whole_text": {"fr": "Texte complet", "en": "Full text"},
    "said_in": {"fr": "Dit en {language}", "en": "Said in {language}"},
    "new_tab": {"fr": "nouvel onglet", "en": "new tab"},
    "show_all": {"fr": "Voir les {n}", "en": "See all {n}"},
    "voices": {"fr": "Les {n} voix comptées", "en": "The {n} voices counted"},
    "more": {"fr": "Afficher la suite", "en": "Show more"},
    "failed": {"fr": "La réponse n'est pas arrivée.", "en": "The answer did not arrive."},
    "busy": {
        "fr": "L'assistant se prépare encore, réessayez dans un instant.",
        "en": "The assistant is still getting ready, please try again in a moment.",
    },
    "too_long": {"fr": "1 000 caractères au plus.", "en": "1,000 characters at most."},
    "retry": {"fr": "Réessayer", "en": "Try again"},
    "record_gone": {"fr": "Ce texte n'est plus servi.", "en": "This text is no longer served."},
    "loading": {"fr": "Ouverture…", "en": "Opening…"},
}

CONSOLE: Final[Table] = {
    "title": {"fr": "Témoin, console", "en": "Témoin console"},
    "interface": {"fr": "Langue de la console", "en": "Console language"},
    "chat": {"fr": "Essayer", "en": "Try it"},
    "product": {"fr": "Produit", "en": "Product"},
    "every_product": {"fr": "Tous les produits", "en": "All products"},
    "language": {"fr": "Langue de la réponse", "en": "Answer language"},
    "language_auto": {"fr": "Celle de la question", "en": "The question's"},
    "question": {"fr": "Question", "en": "Question"},
    "placeholder": {"fr": "Posez une question comme un client", "en": "Ask as a shopper would"},
    "ask": {"fr": "Demander", "en": "Ask"},
    "clear": {"fr": "Nouvelle conversation", "en": "New conversation"},
    "conversation": {"fr": "Ce que lit le client", "en": "What the shopper reads"},
    "proofs": {"fr": "Preuves", "en": "Proofs"},
    "proofs_empty": {
        "fr": "Les preuves paraîtront ici, avec leurs deux dates et leurs mentions.",
        "en": "Proofs will appear here, with both dates and their labels.",
    },
    "trace": {"fr": "Pourquoi cette réponse", "en": "Why this answer"},
    "stages": {"fr": "Étapes", "en": "Stages"},
    "stage_name": {"fr": "étape", "en": "stage"},
    "stage_decision": {"fr": "décision", "en": "decision"},
    "stage_reason": {"fr": "raison", "en": "reason"},
    "stage_ms": {"fr": "ms", "en": "ms"},
    "candidates": {"fr": "Candidats", "en": "Candidates"},
    "candidate_kept": {"fr": "gardé", "en": "kept"},
    "candidate_why": {"fr": "sort", "en": "outcome"},
    "candidate_text": {"fr": "texte", "en": "text"},
    "candidate_record": {"fr": "enregistrement", "en": "record"},
    "figures": {"fr": "Chiffres de décision", "en": "Decision figures"},
    "outcome": {"fr": "Issue", "en": "Outcome"},
    "understood": {"fr": "Question comprise", "en": "Understood as"},
    "not_ready": {"fr": "L'assistant n'est pas prêt : {missing}", "en": "The assistant is not ready: {missing}"},
    "failed": {"fr": "La question n'a pas pu être traitée : {error}", "en": "The question failed: {error}"},
    "too_long": {
        "fr": "De 1 à 1 000 caractères, s'il vous plaît.",
        "en": "Between 1 and 1,000 characters, please.",
    },
}


def words(table: Table, language: str) -> dict[str, str]:
    """One language of a table, by key."""
    return {key: typeset(both[language], language) for key, both in table.items()}


def typeset(text: str, language: str) -> str:
    """French puts a space before its high signs, and a line must not break there."""
    if language != "fr":
        return text
    for sign in ";:?!»":
        text = text.replace(f" {sign}", f"\u00a0{sign}")
    return text.replace("« ", "«\u00a0")
