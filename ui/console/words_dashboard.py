"""Words of the tab that shows the shop's figures."""

from typing import Final

from ui.strings import grouped, typeset

Words = dict[str, dict[str, str]]

DASHBOARD: Final[Words] = {
    "title": {"fr": "Chiffres", "en": "Dashboard"},
    "product": {"fr": "Produit", "en": "Product"},
    "every_product": {"fr": "Tous les produits", "en": "All products"},
    "period": {"fr": "Réponses et retours", "en": "Answers and feedback"},
    "always": {"fr": "Depuis toujours", "en": "Since ever"},
    "days": {"fr": "{n} derniers jours", "en": "Last {n} days"},
    "refresh": {"fr": "Actualiser", "en": "Refresh"},
    "csv": {"fr": "Télécharger (CSV)", "en": "Download (CSV)"},
    "counting": {
        "fr": "Les avis sont en train d'être comptés ({done} sur {of}) : les chiffres arrivent seuls.",
        "en": "Reviews are being counted ({done} of {of}): the figures will come by themselves.",
    },
    "counted": {"fr": "Comptés le {at} UTC.", "en": "Counted on {at} UTC."},
    "newer": {
        "fr": "Comptés le {at} UTC ; les contenus ont changé depuis, un nouveau compte est en cours ({done} sur {of}).",
        "en": "Counted on {at} UTC; the content has changed since and is being counted anew ({done} of {of}).",
    },
    "nothing": {"fr": "Rien à compter ici pour l'instant.", "en": "Nothing to count here yet."},
    "content": {"fr": "Contenus", "en": "Content"},
    "content_told": {
        "fr": "{records} contenus servis, dont {reviews} avis et {videos} vidéos ; {french} en français, {english} en "
        "anglais. {undated} sans date de publication.",
        "en": "{records} pieces of content served, of them {reviews} reviews and {videos} videos; {french} in French, "
        "{english} in English. {undated} without a date of publication.",
    },
    "by_month": {"fr": "Par mois de publication et par sorte", "en": "By month of publication and kind"},
    "by_product": {"fr": "Par produit et par langue", "en": "By product and language"},
    "topics": {"fr": "Ce que disent les clients", "en": "What customers say"},
    "topics_told": {
        "fr": "{topics} sujets jugés, {voices} voix : une par personne et par sujet, comptées par les modèles qui "
        "comptent pour les réponses. Le plus critiqué, parmi ceux de cinq voix ou plus : {worst}.",
        "en": "{topics} topics judged, {voices} voices: one a person and topic, counted by the models that count for "
        "answers. The most criticised among those with five voices or more: {worst}.",
    },
    "by_topic": {"fr": "Pour, partagés, contre, par sujet", "en": "For, in two minds, against, by topic"},
    "over_time": {"fr": "Un sujet au fil du temps", "en": "One topic over time"},
    "topic": {"fr": "Sujet", "en": "Topic"},
    "for": {"fr": "pour", "en": "for"},
    "mixed": {"fr": "partagés", "en": "in two minds"},
    "against": {"fr": "contre", "en": "against"},
    "rating": {"fr": "note moyenne", "en": "mean rating"},
    "voices": {"fr": "voix", "en": "voices"},
    "videos": {"fr": "Vidéos citées", "en": "Videos cited"},
    "videos_told": {
        "fr": "{cited} citations de {videos} vidéos ; {helpful} fois la réponse a été trouvée utile, {not_helpful} "
        "fois pas utile ou fausse.",
        "en": "{cited} citations of {videos} videos; {helpful} times the answer was found helpful, {not_helpful} "
        "times unhelpful or wrong.",
    },
    "grouped": {"fr": "Regrouper par", "en": "Group by"},
    "format": {"fr": "Format", "en": "Format"},
    "creator": {"fr": "Créateur", "en": "Creator"},
    "hook": {"fr": "Premiers mots", "en": "Opening words"},
    "unknown": {"fr": "non communiqué", "en": "not communicated"},
    "format_field_test": {"fr": "essai sur le terrain", "en": "field test"},
    "format_tutorial": {"fr": "mode d'emploi", "en": "tutorial"},
    "format_before_after": {"fr": "avant, après", "en": "before and after"},
    "format_unboxing": {"fr": "déballage", "en": "unboxing"},
    "format_review": {"fr": "avis en vidéo", "en": "video review"},
    "format_comparison": {"fr": "comparaison", "en": "comparison"},
    "format_haul": {"fr": "achats montrés", "en": "haul"},
    "format_routine": {"fr": "routine", "en": "routine"},
    "format_get_ready_with_me": {"fr": "préparation filmée", "en": "get ready with me"},
    "axis_answers": {"fr": "réponses", "en": "answers"},
    "axis_count": {"fr": "retours", "en": "verdicts"},
    "cited": {"fr": "citations", "en": "citations"},
    "helpful": {"fr": "utile", "en": "helpful"},
    "not_helpful": {"fr": "pas utile ou faux", "en": "unhelpful or wrong"},
    "coverage": {"fr": "Sujets fréquents sans preuve", "en": "Frequent topics without proof"},
    "coverage_told": {
        "fr": "{gaps} manques sur {products} produits : des questions posées deux fois ou plus sans trouver de "
        "réponse, et des sujets dont personne ne parle ici alors que six clients sur cent ou plus en parlent pour "
        "des produits du même genre. Les plus demandés d'abord.",
        "en": "{gaps} gaps on {products} products: questions asked twice or more that found no answer, and topics "
        "nobody speaks of here though six customers in a hundred or more do on products of the same kind. The most "
        "asked first.",
    },
    "gap": {"fr": "Manque", "en": "What is missing"},
    "nobody": {"fr": "personne n'en parle", "en": "nobody speaks of it"},
    "brand_only": {"fr": "seule la marque en parle", "en": "only the brand does"},
    "expected": {"fr": "Ce qu'on attend", "en": "What is expected"},
    "quoted": {"fr": "« {question} »", "en": "“{question}”"},
    "people": {"fr": "contenus", "en": "records"},
    "why": {"fr": "Pourquoi", "en": "Why"},
    "why_asked": {
        "fr": "demandé {asked} fois, dont {unanswered} sans réponse",
        "en": "asked {asked} times, {unanswered} of them unanswered",
    },
    "why_beside": {
        "fr": "{people} contenus de clients sur {of} en parlent pour {beside}",
        "en": "{people} of {of} customers' records speak of it, on {beside}",
    },
    "answers": {"fr": "Issues des questions", "en": "How questions ended"},
    "answers_told": {
        "fr": "{answers} réponses, dont {answered} données et {none} où personne n'en parle ; "
        "durée médiane : {ms} ms. Ce décompte ne garde aucun mot des questions.",
        "en": "{answers} answers, of them {answered} given and {none} where nobody speaks of it; "
        "median time: {ms} ms. This count keeps no word of any question.",
    },
    "by_week": {"fr": "Par semaine", "en": "By week"},
    "answered": {"fr": "répondu", "en": "answered"},
    "partial": {"fr": "en partie", "en": "in part"},
    "no_evidence": {"fr": "personne n'en parle", "en": "nobody speaks of it"},
    "handed_over": {"fr": "confié à une personne", "en": "handed to a person"},
    "refused": {"fr": "refusé", "en": "refused"},
    "feedback": {"fr": "Retours des lecteurs", "en": "What readers say"},
    "feedback_told": {
        "fr": "{helpful} utiles, {unhelpful} pas utiles, {wrong} fausses ; {report} contenus signalés.",
        "en": "{helpful} helpful, {unhelpful} unhelpful, {wrong} wrong; {report} contents reported.",
    },
    "unhelpful": {"fr": "pas utile", "en": "unhelpful"},
    "wrong": {"fr": "faux", "en": "wrong"},
    "report": {"fr": "signalement", "en": "report"},
    "when": {"fr": "quand", "en": "when"},
    "verdict": {"fr": "retour", "en": "verdict"},
    "reason": {"fr": "raison", "en": "reason"},
    "about": {"fr": "réponse ou contenu", "en": "answer or content"},
    "review": {"fr": "avis", "en": "reviews"},
    "faq": {"fr": "FAQ", "en": "FAQ"},
    "question": {"fr": "questions", "en": "Q&A"},
    "transcript": {"fr": "vidéos", "en": "videos"},
    "sheet": {"fr": "fiches", "en": "sheets"},
    "fr": {"fr": "français", "en": "French"},
    "en": {"fr": "anglais", "en": "English"},
    "de": {"fr": "allemand", "en": "German"},
    "es": {"fr": "espagnol", "en": "Spanish"},
    "it": {"fr": "italien", "en": "Italian"},
    "nl": {"fr": "néerlandais", "en": "Dutch"},
    "pt": {"fr": "portugais", "en": "Portuguese"},
    "und": {"fr": "langue inconnue", "en": "unknown language"},
}


def said(key: str, language: str, **values: object) -> str:
    """A phrase with its blanks filled; the key itself where it is none of ours, such as a language code."""
    if key not in DASHBOARD:
        return key
    told = {name: grouped(value, language) for name, value in values.items()}
    return typeset(DASHBOARD[key][language], language).format(**told)
