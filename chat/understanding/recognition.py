"""What a question wants: a pattern that decides, else the model, else the first pattern; and why."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from chat.intent import Intent
from chat.understanding.intent_model import IntentModel, Vector
from chat.understanding.intent_words import matched, plain
from chat.understanding.overall import overall

OF_THE_BRAND = re.compile(
    r"\b(?:vos|tous les) (?:produits|articles)\b|\bvous etes\b|\betes.vous\b|\bare you\b|\byour brand\b"
)
"""A question about the brand as a whole: it chooses between nothing."""
RUNS = re.compile(
    r"\b(?:runs?|fits?|come[s]? up) (?:\w+ )?(?:small|large|big|narrow|wide|true to size)\b|"
    r"\btaille(?:nt)?(?:-t)?[ -](?:il|elle|ils|elles)?\s?"
    r"(?:petit|grand|normalement|comment)\b"
)
"""How a product runs: a question on sizes whatever the model says."""
COSTS = re.compile(
    r"^\W*(?:et |and )?(?:"
    r"(?:combien|cb)(?: est.ce que?)?(?: ?(?:ca|elles?|ils?))? (?:coute|vaut|coutent)(?:.t.(?:elle|il|on))?|"
    r"(?:ca|elle|il) (?:coute|vaut) (?:combien|cb)|"
    r"how much (?:is|does|are|do)(?: (?:it|this|that|they|these|she|he))?(?: one)?(?: costs?)?"
    r")(?:\W+(?:svp|s'il vous plait|please))?\W*$"
)
"""What the product of the page costs, and nothing more."""
A_SIZE = r"(?:\d{1,2}|[2-5]?x*[sml])"
SOLD_IN = re.compile(
    r"\b(?:vous (?:l[ae]s? |en )?(?:faites|avez|vendez|proposez)|exist(?:e|ent)(?:.t.(?:il|elle)s?)?|"
    r"(?:do you|does it|do they) (?:do|make|have|stock|sell|come)(?: \w+)?)\b.*"
    rf"\b(?:cette (?:taille|pointure)|(?:taille|pointure|size|en|du) {A_SIZE}|in (?:a |an |size )?{A_SIZE})\b"
)
"""Whether a size is sold at all, which the sheet alone tells."""
RATED = re.compile(
    r"\b(?:(?:mieux|moins bien|plus mal) note\w*|meilleures? notes?|"
    r"plus de (?:plaintes|reproches|mauvais avis|mauvaises notes|etoiles)|"
    r"(?:better|best|higher|highest|worse|worst) rated|(?:better|higher|worse) (?:ratings?|reviews?|reviewed|stars?)|"
    r"(?:more|fewer) (?:stars|complaints|bad reviews))\b"
)
"""Words, folded, of a question on how products are rated: their stars answer it, and no count of a topic."""
A_QUALITY = re.compile(
    r"\b(?:heel|shaft|sole|strap|seat|back) (?:height|thickness|length|width)\b|"
    r"\b(?:hauteur|epaisseur|longueur|largeur) (?:du|de la|des) (?:talon|tige|semelle|sangle|assise|dossier)s?\b|"
    r"\bsee[ -]?thr(?:ough|u)\b|\btailles? (?:haute|basse|mi-haute)s?\b|\b(?:high|low)[ -](?:waist|rise)"
)
"""A quality of a product whose words are those of a wish to see, or of a size."""
EXPECTING = re.compile(r"\b(?:pregnan\w*|breast ?-?feed\w*|enceinte|grossesse|allait\w*)\b")
WORN = re.compile(
    r"\b(?:robes?|jupes?|jeans?|pantalons?|leggings?|shorts?|chemis\w+|pulls?|gilets?|vestes?|manteaux?|hauts?|collants?|"
    r"maillots?|chaussures?|baskets?|bottines?|fauteuils?|chaises?|matelas|oreillers?|ventre|tailles?|pointures?|"
    r"dress(?:es)?|skirts?|trousers|pants|shirts?|tops?|blouses?|jumpers?|sweaters?|cardigans?|coats?|jackets?|tights|"
    r"swimsuits?|shoes?|boots?|trainers|chairs?|mattress|pillows?|bump|belly|sizes?|stretchy?|room)\b"
)
PUT_ON_SKIN = re.compile(
    r"\b(?:cremes?|serums?|huiles?|retinol\w*|actifs?|ingredients?|dangereu\w+|risques?|sans danger|"
    r"creams?|oils?|safe(?:ly|ty)?|harmful|risk\w*|dangerous)\b"
)
"""Somebody expecting a child who asks how a thing is worn or sat on asks nothing of a doctor, unless it may do harm."""
A_PART = re.compile(
    r"\b(?:rechange|detachee?s?|racheter|remplacer|tout seul|toute seule|a l'unite|separement|"
    r"replacement|replacing|spares?|on its own|separately)\b"
)
"""What a part costs stands in no sheet: the price of the whole would be a false answer."""
SENT_AWAY = {Intent.OFF_TOPIC: 0.6, Intent.UNSAFE: 0.6}
"""Probability from which a shopper is told that a question is off topic, or one for a doctor, where no wording says so
and it may be one on the product: told so wrongly, a shopper is sent away; no evidence is the lesser harm."""
SECOND = 0.1
"""A second guess below this is not worth telling."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """An intent and the reason for it, as the trace tells it."""

    intent: Intent
    reason: str


NAMED = (
    (RUNS, Recognised(Intent.SIZE, "asks how it runs")),
    (COSTS, Recognised(Intent.PRICE, "asks what it costs")),
    (SOLD_IN, Recognised(Intent.STOCK, "asks whether a size is sold")),
    (A_QUALITY, Recognised(Intent.PRODUCT, "names a quality")),
)
"""Wordings that tell more surely than the model does."""


def recognise(
    question: str, model: IntentModel | None = None, vector: Vector | None = None, *, shop_wide: bool = False
) -> Recognised:
    """The intent of a question that stands alone.

    `model` with the question's uncentred `vector` weighs everything; without them the patterns alone tell. A question
    on no product's page (`shop_wide`) that would be one on a product asks which of them.
    """
    found = _recognised(question, model, vector)
    priced = found.intent is Intent.PRICE or any(pattern.intent is Intent.PRICE for pattern in matched(question))
    if priced and A_PART.search(plain(question)):
        return Recognised(Intent.BRAND, f"asks what a part costs; else {found.intent}: {found.reason}")
    if shop_wide and found.intent in (Intent.PRODUCT, Intent.SIZE) and not OF_THE_BRAND.search(plain(question)):
        return Recognised(Intent.COMPARE, f"on no product's page; else {found.intent}: {found.reason}")
    return found


def recognise_last(
    own: str,
    question: str,
    model: IntentModel | None = None,
    vector: Vector | None = None,
    *,
    shop_wide: bool = False,
) -> Recognised:
    """The intent of the last question of a conversation: `own` as typed, `question` standing alone, with its `vector`.

    Words of a follow-up that tell an intent by themselves go before those it took from the question before.
    """
    if own != question and (told := matched(own)):
        return Recognised(told[0].intent, f"pattern of {told[0].intent} in the last message")
    return recognise(question, model, vector, shop_wide=shop_wide)


def asks_how_it_is_worn(question: str) -> bool:
    """Whether somebody expecting a child asks for room or comfort: a question for those who wear it, no medical one."""
    text = plain(question)
    return bool(EXPECTING.search(text) and WORN.search(text) and not PUT_ON_SKIN.search(text))


def asks_for_ratings(question: str) -> bool:
    """Whether a question compares products by how they are rated."""
    return bool(RATED.search(plain(question)))


def intent_of(question: str) -> Intent:
    """The intent by patterns alone; a product question when none is found."""
    return recognise(question).intent


def _recognised(question: str, model: IntentModel | None, vector: Vector | None) -> Recognised:
    if asks_for_ratings(question):
        return Recognised(Intent.COMPARE, "asks which is better rated")
    if overall(question):
        return Recognised(Intent.PRODUCT, "asks what people make of the whole")
    told = matched(question)
    worn = asks_how_it_is_worn(question)
    if worn:
        told = tuple(pattern for pattern in told if pattern.intent is not Intent.UNSAFE)
    sure = next((pattern for pattern in told if pattern.decides), None)
    if sure:
        return Recognised(sure.intent, f"pattern of {sure.intent}")
    if named := next((found for wording, found in NAMED if wording.search(plain(question))), None):
        return named
    if model is None or vector is None:
        first = told[0].intent if told else Intent.PRODUCT
        return Recognised(first, f"pattern of {first}" if told else "no pattern")
    known = model.probabilities(question, vector)
    ranked = [(intent, p) for intent, p in known.items() if not (worn and intent is Intent.UNSAFE)]
    shown = [f"{intent} {p:.2f}" for i, (intent, p) in enumerate(ranked[:3]) if i == 0 or p >= SECOND]
    return Recognised(_most_likely(ranked), f"model: {', '.join(shown)}")


def _most_likely(ranked: Sequence[tuple[Intent, float]]) -> Intent:
    """The first of intents that come the likeliest first; where it would send away in doubt, one on the product."""
    (first, p), *others = ranked
    doubtful = p < SENT_AWAY.get(first, 0.0) and any(other is Intent.PRODUCT for other, _ in others[:2])
    return Intent.PRODUCT if doubtful else first
