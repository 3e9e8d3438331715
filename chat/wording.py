"""Every word Témoin says itself, French and English side by side, and how dates and times are written."""

from datetime import date

Texts = dict[str, str]

MONTHS = {
    "fr": [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}

SAYINGS: dict[str, Texts] = {
    "disclosure": {
        "fr": "Vous parlez à un assistant automatique (IA). Il ne cite que des avis et des informations de la marque.",
        "en": "You are talking to an automated assistant (AI). It quotes only reviews and the brand's own information.",
    },
    "customers": {
        "fr": "Voici ce qu'en disent des clients :",
        "en": "Here is what customers say:",
    },
    "stars": {
        "fr": "{mean} sur 5 en moyenne : {rated}.",
        "en": "{mean} out of 5 on average: {rated}.",
    },
    "liked": {
        "fr": "Voici ce que des clients en aiment :",
        "en": "Here is what some customers like about it:",
    },
    "objections": {
        "fr": "Voici ce que des clients lui reprochent :",
        "en": "Here is what some customers hold against it:",
    },
    "objections_counted": {
        "fr": "{low} des {of} avis notés donnent 1 ou 2 étoiles. Voici ce que des clients lui reprochent :",
        "en": "{low} of the {of} rated reviews give 1 or 2 stars. Here is what customers hold against it:",
    },
    "objections_one": {
        "fr": "Un des {of} avis notés donne 1 ou 2 étoiles. Voici ce que des clients lui reprochent :",
        "en": "One of the {of} rated reviews gives 1 or 2 stars. Here is what customers hold against it:",
    },
    "objections_none": {
        "fr": "Aucun des {of} avis notés ne donne 1 ou 2 étoiles ; voici ce que des clients lui reprochent :",
        "en": "None of the {of} rated reviews gives 1 or 2 stars; still, here is what customers hold against it:",
    },
    "one_customer": {
        "fr": "Voici ce qu'en dit un client :",
        "en": "Here is what one customer says:",
    },
    "brand_only": {
        "fr": "Je n'ai pas trouvé de client qui y réponde ; la marque, elle, en dit ceci :",
        "en": "I found no customer who answers this; the brand says:",
    },
    "videos": {
        "fr": "Voici le passage à regarder :",
        "en": "Here is the moment to watch:",
    },
    "videos_many": {
        "fr": "Voici les passages à regarder :",
        "en": "Here are the moments to watch:",
    },
    "on_video": {
        "fr": "Une vidéo en parle :",
        "en": "A video speaks of it:",
    },
    "on_video_many": {
        "fr": "Des vidéos en parlent :",
        "en": "Videos speak of it:",
    },
    "brand_fact": {
        "fr": "Voici ce qu'indique la marque :",
        "en": "Here is what the brand states:",
    },
    "brand_says": {"fr": "Selon la marque : {quote}", "en": "According to the brand: {quote}"},
    "video_says": {"fr": "Vidéo, {time} — {quote}{who}", "en": "Video, {time} — {quote}{who}"},
    "answer_says": {"fr": "{quote} — {who}", "en": "{quote} — {who}"},
    "price": {
        "fr": "Prix indiqué par la marque : {value}.",
        "en": "Price given by the brand: {value}.",
    },
    "states": {"fr": "La marque indique : {value}", "en": "The brand states: {value}"},
    "sizes": {
        "fr": "Tailles indiquées par la marque : {sizes}. Je n'y lis pas lesquelles sont en stock.",
        "en": "Sizes the brand lists: {sizes}. It does not tell me which of them are in stock.",
    },
    "in_stock": {"fr": "La marque l'indique en stock.", "en": "The brand lists it as in stock."},
    "out_of_stock": {"fr": "La marque l'indique en rupture de stock.", "en": "The brand lists it as out of stock."},
    "stated_each": {"fr": "Voici ce qu'indique la marque :", "en": "Here is what the brand states:"},
    "stated_of": {"fr": "{product}\u00a0: {value}", "en": "{product}: {value}"},
    "stock_in_stock": {"fr": "en stock.", "en": "in stock."},
    "stock_out_of_stock": {"fr": "en rupture de stock.", "en": "out of stock."},
    "no_brand_data": {
        "fr": "La marque n'a pas donné cette information ici, et je ne la prends pas dans les avis : "
        "le service client pourra vous répondre.",
        "en": "The brand has not given this information here, and I don't take it from reviews: "
        "customer service can tell you.",
    },
    "no_evidence": {
        "fr": "Je n'ai trouvé personne qui en parle, ni client ni marque : j'ai cherché dans {searched}.",
        "en": "I found nobody who speaks of this, neither customers nor the brand: I searched {searched}.",
    },
    "compared": {
        "fr": "Voici où en sont ces produits, selon les clients :",
        "en": "Here is where these products stand, according to customers:",
    },
    "suggested": {
        "fr": "Voici les produits dont les clients parlent le mieux sur ce point :",
        "en": "Here are the products customers speak best of on this point:",
    },
    "nearly": {
        "fr": "Je n'ai pas trouvé de réponse nette à cette question ; voici ce qui s'en approche le plus :",
        "en": "I found no clear answer to this question; here is what comes closest:",
    },
    "nearest": {
        "fr": "Ce qui s'en approche le plus, sans y répondre :",
        "en": "The nearest thing to it, which does not answer it:",
    },
    "ask": {
        "fr": "Vous pouvez poser la question aux clients ou au service client.",
        "en": "You can put the question to other customers or to customer service.",
    },
    "no_content": {
        "fr": "Je ne peux pas encore répondre : il n'y a ni avis de clients ni information de la marque ici.",
        "en": "I can't answer yet: there are no customer reviews and no information from the brand here.",
    },
    "unsafe": {
        "fr": "Je ne peux pas répondre à une question de santé ou de sécurité : parlez-en à un médecin, "
        "à un pharmacien ou, en cas d'urgence, appelez le 112.",
        "en": "I can't answer a question of health or safety: please ask a doctor or a pharmacist, "
        "or call 112 in an emergency.",
    },
    "unsafe_animal": {
        "fr": "Je ne peux pas répondre à une question sur la santé d'un animal : parlez-en à un vétérinaire ou, en cas "
        "d'urgence, appelez une clinique vétérinaire de garde.",
        "en": "I can't answer a question about an animal's health: please ask a vet, or call an emergency vet if it "
        "can't wait.",
    },
    "unsafe_people": {
        "fr": "Je ne donne aucune information sur d'autres personnes que ce qu'elles ont publié elles-mêmes dans leur "
        "avis.",
        "en": "I give no information about other people beyond what they have published in their own reviews.",
    },
    "order_support": {
        "fr": "Je ne vois pas les commandes : le service client, lui, peut suivre la vôtre.",
        "en": "I can't see orders: customer service can look into yours.",
    },
    "off_topic": {
        "fr": "Je ne réponds qu'aux questions sur les produits de cette boutique, avec les mots des clients et de la "
        "marque. Que voulez-vous savoir du produit ?",
        "en": "I only answer questions about this shop's products, in the words of customers and of the brand. "
        "What would you like to know about the product?",
    },
    "identity": {
        "fr": "Je suis un assistant automatique (IA), pas une personne : je ne cite que des avis et des informations "
        "de la marque. Que voulez-vous savoir du produit ?",
        "en": "I am an automated assistant (AI), not a person: I quote only reviews and the brand's own information. "
        "What would you like to know about the product?",
    },
    "thanks": {
        "fr": "Avec plaisir ! Si vous avez une autre question sur le produit, posez-la.",
        "en": "You're welcome! If you have another question about the product, just ask.",
    },
    "goodbye": {"fr": "Au revoir, et bonne journée !", "en": "Goodbye, and have a good day!"},
    "noted": {
        "fr": "Si vous avez une autre question sur le produit, posez-la.",
        "en": "If you have another question about the product, just ask.",
    },
    "greeting": {
        "fr": "Bonjour ! Posez-moi une question sur le produit : je cherche dans les avis et ce que dit la marque.",
        "en": "Hello! Ask me anything about the product: I look through reviews and the brand's own information.",
    },
    "limit_old": {
        "fr": "À savoir : ces témoignages datent d'avant {year}.",
        "en": "Good to know: these are from before {year}.",
    },
    "limit_one": {
        "fr": "À savoir : cela repose sur un seul témoignage.",
        "en": "Good to know: this rests on one voice.",
    },
    "limit_counted": {
        "fr": "À savoir : le compte est automatique et peut mal lire un avis ; chacun peut être relu dans la liste.",
        "en": "Good to know: the count is automatic and may misread a review; each can be read in the list.",
    },
    "limit_suspected": {
        "fr": "À savoir : {n} avis d'une vague suspecte en parlent aussi ; ils ne sont pas comptés.",
        "en": "Good to know: {n} reviews of a suspected burst speak of it too; they are not counted.",
    },
    "limit_suspected_one": {
        "fr": "À savoir : un avis d'une vague suspecte en parle aussi ; il n'est pas compté.",
        "en": "Good to know: one review of a suspected burst speaks of it too; it is not counted.",
    },
    "limit_incentive": {
        "fr": "À savoir : tous ces témoignages viennent de personnes qui ont reçu le produit.",
        "en": "Good to know: all of these come from people who were given the product.",
    },
    "limit_language": {
        "fr": "À savoir : ces témoignages sont en anglais ; les mots d'origine sont conservés.",
        "en": "Good to know: these are in French; the original words are kept.",
    },
    "verified": {"fr": "achat vérifié", "en": "verified purchase"},
    "incentive": {"fr": "produit offert", "en": "product provided free"},
    "sponsored": {"fr": "collaboration commerciale", "en": "paid partnership"},
    "anonymous": {"fr": "client anonyme", "en": "anonymous customer"},
    "community": {"fr": "réponse d'un client", "en": "a customer's answer"},
    "undated": {"fr": "date non communiquée", "en": "date not given"},
}

KINDS: dict[str, dict[str, tuple[str, str]]] = {
    "review": {"fr": ("{n} avis", "{n} avis"), "en": ("{n} review", "{n} reviews")},
    "question": {
        "fr": ("{n} réponse de la communauté", "{n} réponses de la communauté"),
        "en": ("{n} community answer", "{n} community answers"),
    },
    "transcript": {"fr": ("{n} vidéo", "{n} vidéos"), "en": ("{n} video", "{n} videos")},
    "faq": {
        "fr": ("{n} question fréquente", "{n} questions fréquentes"),
        "en": ("{n} FAQ entry", "{n} FAQ entries"),
    },
    "product": {"fr": ("la fiche du produit", "la fiche du produit"), "en": ("the product sheet", "the product sheet")},
}

SUGGESTIONS: dict[str, tuple[str, ...]] = {
    "fr": ("Quels sont les défauts ?", "Est-ce solide dans la durée ?", "Montrez-moi comment on s'en sert"),
    "en": ("What are the downsides?", "Does it last?", "Show me how it is used"),
}


def say(name: str, language: str, **values: str | int) -> str:
    """A saying in "fr" or "en", with its blanks filled."""
    return SAYINGS[name][language].format(**values)


NESTED = {"fr": str.maketrans("«»", "“”"), "en": str.maketrans("“”", "‘’")}


def quoted(text: str, language: str) -> str:
    """The words between the quotation marks of the language of the sentence around them.

    Such marks among the words become those of a quote in a quote: nobody's words can end the quote they stand in.
    """
    one_line = " ".join(text.split("\n")).translate(NESTED[language])
    return f"« {one_line} »" if language == "fr" else f"“{one_line}”"


def month(day: date, language: str) -> str:
    """Month and year in words, such as "janvier 2026"."""
    return f"{MONTHS[language][day.month - 1]} {day.year}"


def clock(seconds: float) -> str:
    """A place in a video: 42 → "0:42", 3725 → "1:02:05"."""
    whole = int(seconds)
    hours, minutes = whole // 3600, whole % 3600 // 60
    return f"{hours}:{minutes:02d}:{whole % 60:02d}" if hours else f"{minutes}:{whole % 60:02d}"


def rating(value: float, language: str) -> str:
    """A rating out of five: "4/5", "4,5/5"."""
    text = f"{value:g}/5"
    return text.replace(".", ",") if language == "fr" else text


def searched(counts: dict[str, int], language: str) -> str:
    """What was looked through: "61 avis, 4 vidéos et la fiche du produit"; empty where there is nothing."""
    parts = [
        KINDS[kind][language][0 if n == 1 or (n == 0 and language == "fr") else 1].format(n=n)
        for kind, n in counts.items()
        if n and kind in KINDS
    ]
    joint = " et " if language == "fr" else " and "
    return joint.join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)
