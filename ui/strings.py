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
    "sizes": {"fr": "Taille", "en": "Size"},
    "buy": {"fr": "Ajouter au panier", "en": "Add to basket"},
    "not_sold": {
        "fr": "Cette boutique est une démonstration : on n'y vend rien.",
        "en": "This shop is a demonstration: nothing is sold here.",
    },
    "close": {"fr": "Fermer", "en": "Close"},
    "facts": {"fr": "En détail", "en": "Details"},
    "delivery": {"fr": "Livraison", "en": "Delivery"},
    "returns": {"fr": "Retours", "en": "Returns"},
    "warranty": {"fr": "Garantie", "en": "Guarantee"},
    "brand_page": {"fr": "Voir sur le site de la marque", "en": "See it on the brand's site"},
    "videos": {"fr": "En vidéo", "en": "Videos"},
    "watch": {"fr": "Voir la vidéo", "en": "Watch the video"},
    "asked_first": {"fr": "Trois questions, les réponses de la marque", "en": "Three questions, the brand's answers"},
    "brand_says": {"fr": "Selon la marque", "en": "According to the brand"},
    "faq": {"fr": "La marque répond", "en": "The brand answers"},
    "faq_more": {"fr": "La marque répond aussi", "en": "The brand also answers"},
    "heard": {"fr": "Ce qu'en disent les clients", "en": "What customers say"},
    "more_products": {"fr": "Et aussi", "en": "More products"},
    "frame": {"fr": "Vos questions sur ce produit", "en": "Your questions about this product"},
    "treatment": {"fr": "Comment ces avis sont traités", "en": "How these reviews are treated"},
    "shown": {"fr": "Comment ils sont montrés", "en": "How they are shown"},
    "shown_told": {
        "fr": "Les deux dates figurent à côté de chaque avis ; celle qui n'est pas connue est dite non communiquée. "
        "L'assistant choisit ses preuves d'après la question posée, sans regarder la note, et montre les deux côtés.",
        "en": "Both dates stand beside every review; one that is not known is said not to be communicated. "
        "The assistant chooses its proofs by the question asked, without looking at the rating, and shows both sides.",
    },
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
    "not_found": {"fr": "Cette page n'existe pas", "en": "This page does not exist"},
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
    "launch": {"fr": "Poser une question", "en": "Ask a question"},
    "title": {"fr": "Vos questions", "en": "Your questions"},
    "this_language": {"fr": "Passer en français", "en": "Switch to English"},
    "health": {
        "fr": "N'indiquez ni données de santé ni coordonnées.",
        "en": "Please leave out health and contact details.",
    },
    "your_question": {"fr": "Votre question", "en": "Your question"},
    "placeholder": {"fr": "Par exemple : {question}", "en": "For example: {question}"},
    "send": {"fr": "Demander", "en": "Ask"},
    "stop": {"fr": "Arrêter", "en": "Stop"},
    "close": {"fr": "Fermer", "en": "Close"},
    "back": {"fr": "Revenir", "en": "Back"},
    "clear": {"fr": "Effacer la conversation", "en": "Clear the conversation"},
    "you": {"fr": "Vous", "en": "You"},
    "answer": {"fr": "Réponse", "en": "Answer"},
    "conversation": {"fr": "Conversation", "en": "Conversation"},
    "reading": {"fr": "Je cherche dans ce que les clients ont dit…", "en": "Looking through what customers said…"},
    "slow": {
        "fr": "C'est plus long que d'habitude, je cherche toujours…",
        "en": "This is taking longer than usual, still looking…",
    },
    "try": {"fr": "Questions fréquentes", "en": "People ask"},
    "next": {"fr": "Demander aussi", "en": "Ask next"},
    "proofs_one": {"fr": "1 preuve suit.", "en": "1 proof follows."},
    "proofs_many": {"fr": "{n} preuves suivent.", "en": "{n} proofs follow."},
    "proof": {"fr": "Preuve {number}", "en": "Proof {number}"},
    "open_proof": {"fr": "Ouvrir la preuve {number}", "en": "Open proof {number}"},
    "moment": {"fr": "Voir à {time}", "en": "Watch at {time}"},
    "until": {"fr": "jusqu'à {time}", "en": "until {time}"},
    "source": {"fr": "Voir à la source", "en": "See it at the source"},
    "whole_text": {"fr": "Texte complet", "en": "Full text"},
    "said_in": {"fr": "En {language}", "en": "In {language}"},
    "show_all": {"fr": "Voir les {n}", "en": "See all {n}"},
    "voices": {"fr": "Les {n} voix comptées", "en": "The {n} voices counted"},
    "more": {"fr": "Afficher la suite", "en": "Show more"},
    "mixed_many": {"fr": "Nuancés", "en": "Mixed"},
    "sizes_taken": {"fr": "Ce que des clients comme vous ont pris", "en": "What customers like you took"},
    "usual_size": {"fr": "Taille habituelle", "en": "Usual size"},
    "size_taken": {"fr": "Taille {size}", "en": "Size {size}"},
    "sizes_up": {"fr": "Taille habituelle + {n}", "en": "Usual size + {n}"},
    "sizes_down": {"fr": "Taille habituelle − {n}", "en": "Usual size − {n}"},
    "people_one": {"fr": "{n}\u00a0personne", "en": "{n}\u00a0person"},
    "people_many": {"fr": "{n}\u00a0personnes", "en": "{n}\u00a0people"},
    "fit_suited": {"fr": "à la bonne taille", "en": "right"},
    "fit_small": {"fr": "trop petit", "en": "too small"},
    "fit_large": {"fr": "trop grand", "en": "too large"},
    "fit_returned": {"fr": "en retour", "en": "sent back"},
    "fit_unsaid": {"fr": "sans le dire", "en": "do not say"},
    "compared_on": {"fr": "Nombre de clients, sur {topic}", "en": "Number of customers, on {topic}"},
    "compared_by_stars": {"fr": "Nombre d'avis, par note", "en": "Number of reviews, by rating"},
    "product_column": {"fr": "Produit", "en": "Product"},
    "stars_high": {"fr": "4–5 étoiles", "en": "4–5 stars"},
    "stars_middle": {"fr": "3 étoiles", "en": "3 stars"},
    "stars_low": {"fr": "1–2 étoiles", "en": "1–2 stars"},
    "opinion": {"fr": "Cette réponse vous est-elle utile ?", "en": "Did this answer help?"},
    "helpful": {"fr": "Utile", "en": "Helpful"},
    "unhelpful": {"fr": "Pas utile", "en": "Not helpful"},
    "wrong": {"fr": "C'est faux", "en": "It's wrong"},
    "why": {"fr": "Qu'est-ce qui ne va pas ? (facultatif)", "en": "What is wrong with it? (optional)"},
    "thanks": {"fr": "Merci, c'est transmis.", "en": "Thank you, it has been passed on."},
    "send_reason": {"fr": "Envoyer", "en": "Send"},
    "cancel": {"fr": "Annuler", "en": "Cancel"},
    "unsent": {"fr": "L'envoi n'a pas abouti, réessayez.", "en": "It could not be sent, please try again."},
    "report": {"fr": "Signaler ce contenu", "en": "Report this content"},
    "report_why": {"fr": "Que faut-il revoir dans ce contenu ?", "en": "What is wrong with this content?"},
    "reported": {
        "fr": "C'est reçu : une personne de la boutique relira ce contenu.",
        "en": "Received: someone at the shop will read this content again.",
    },
    "person": {"fr": "Parler à une personne", "en": "Talk to a person"},
    "person_unknown": {
        "fr": "Le service client peut vous répondre : ses coordonnées sont sur le site de la boutique.",
        "en": "Customer service can answer you: the shop's site says how to reach them.",
    },
    "failed": {"fr": "La réponse n'est pas arrivée.", "en": "The answer did not arrive."},
    "stopped": {"fr": "Recherche arrêtée.", "en": "Search stopped."},
    "offline": {
        "fr": "Pas de connexion. Vérifiez le réseau, puis réessayez.",
        "en": "No connection. Check the network, then try again.",
    },
    "wait": {
        "fr": "Trop de questions à la fois : réessayez dans {n} secondes.",
        "en": "Too many questions at once: try again in {n} seconds.",
    },
    "busy": {
        "fr": "L'assistant se prépare encore, réessayez dans un instant.",
        "en": "The assistant is still getting ready, please try again in a moment.",
    },
    "no_product": {"fr": "Je ne connais pas ce produit.", "en": "I do not know this product."},
    "retry": {"fr": "Réessayer", "en": "Try again"},
    "record_gone": {"fr": "Ce texte n'est plus publié.", "en": "This text is no longer published."},
    "unread": {"fr": "Ce texte n'a pas pu être ouvert.", "en": "This text could not be opened."},
    "loading": {"fr": "Ouverture…", "en": "Opening…"},
    "snippets": {"fr": "Extraits d'avis de clients", "en": "Words from customer reviews"},
    "snippets_carousel": {"fr": "carrousel", "en": "carousel"},
    "snippets_back": {"fr": "Extraits précédents", "en": "Previous words"},
    "snippets_on": {"fr": "Extraits suivants", "en": "Next words"},
    "snippets_criteria": {
        "fr": "Mots exacts d'avis qui répondent aux questions posées sur ces produits ; leur note ne compte pas.",
        "en": "Exact words of reviews that answer questions asked about these products; their rating plays no part.",
    },
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


def grouped(value: object, language: str) -> object:
    """A whole number with its thousands apart, as either language writes them; anything else as it is."""
    if not isinstance(value, int) or isinstance(value, bool):
        return value
    return f"{value:,}".replace(",", "\u202f") if language == "fr" else f"{value:,}"


def typeset(text: str, language: str) -> str:
    """French puts a space before its high signs, and a line must not break there."""
    if language != "fr":
        return text
    for sign in ";:?!»":
        text = text.replace(f" {sign}", f"\u00a0{sign}")
    return text.replace("« ", "«\u00a0")
