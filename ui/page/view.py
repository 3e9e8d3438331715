"""What a product page shows, worked out before any template sees it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from chat.contract import AssistantLike, ProductSummary
from chat.labels import date_labels, kind_label, label, language_name, provenance_labels
from chat.links import safe_url
from chat.signatures import signed
from chat.sites import site_name
from chat.wording import rating as rating_words
from data.products import Product, Texts, in_language
from data.records import Kind, Record
from ui.page.formats import amount, counted, drawing, mean_words, price, stock, stock_key
from ui.strings import PAGE

REVIEWS_A_PAGE = 10
ASKED_FIRST = 3


@dataclass(frozen=True, slots=True)
class Said:
    """One record as the page shows it."""

    id: str
    kind: str
    text: str
    language: str
    by_brand: bool
    title: str | None
    name: str
    byline: str
    published: date | None
    score: float | None
    stars: int | None
    rating: str | None
    labels: tuple[str, ...]
    dates: tuple[str, ...]
    foreign: str | None
    notes: tuple[str, ...]
    url: str | None


@dataclass(frozen=True, slots=True)
class Bar:
    """How many reviewers gave a number of stars; `share` is the bar's length in percent."""

    stars: int
    count: int
    share: int


@dataclass(frozen=True, slots=True)
class ProductCard:
    """A product as lists show it."""

    id: str
    title: str
    brand: str | None
    drawing: str
    price: str
    reviews: str


@dataclass(frozen=True, slots=True)
class ProductView:
    """A product with everything the brand says of it, in one language where it has it."""

    card: ProductCard
    amount: str | None
    currency: str | None
    stock: str | None
    stock_key: str | None
    description: str | None
    facts: tuple[tuple[str, str], ...]
    terms: tuple[tuple[str, str], ...]
    sizes: tuple[str, ...]
    url: str | None


@dataclass(frozen=True, slots=True)
class ReviewsView:
    """One page of the reviews, and the figures over all of them."""

    shown: tuple[Said, ...]
    total: int
    rated: int
    average: float | None
    mean: str | None
    bars: tuple[Bar, ...]
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class PageView:
    """The whole product page; `asked_first` are the brand's answers shown open, `faq` its other ones."""

    product: ProductView
    reviews: ReviewsView
    videos: tuple[Said, ...]
    asked_first: tuple[Said, ...]
    faq: tuple[Said, ...]
    community: tuple[tuple[str, tuple[Said, ...]], ...]


def product_page(assistant: AssistantLike, product_id: str, language: str, page: int) -> PageView:
    """The page of one product, by id or alias (`NotFoundError`)."""
    summary = assistant.product(product_id)
    records = assistant.records(summary.product.id)
    of_kind = {kind: [record for record in records if record.kind is kind] for kind in Kind}
    faq = _own_language(of_kind[Kind.FAQ], language)
    first = [record for record in faq if record.title][:ASKED_FIRST]
    return PageView(
        product=_product(summary, language),
        reviews=_reviews(of_kind[Kind.REVIEW], language, page),
        videos=tuple(said(record, language) for record in of_kind[Kind.TRANSCRIPT]),
        asked_first=tuple(said(record, language) for record in first),
        faq=tuple(said(record, language) for record in faq if record not in first),
        community=tuple(_threads(of_kind[Kind.QUESTION], language)),
    )


def product_card(summary: ProductSummary, language: str) -> ProductCard:
    """A product as lists show it."""
    product = summary.product
    return ProductCard(
        id=product.id,
        title=product.title(language),
        brand=product.brand,
        drawing=drawing(product.category),
        price=price(product.price, product.currency, language),
        reviews=counted("review", summary.records.get(Kind.REVIEW, 0), language),
    )


def said(record: Record, language: str) -> Said:
    """One record as the page shows it."""
    described = _Described(record)
    dates = date_labels(described, language)
    return Said(
        id=record.id,
        kind=kind_label(described, language),
        text=record.text,
        language=record.language,
        by_brand=record.by_brand,
        title=record.title,
        name=signed(record) or label("anonymous", language),
        byline=" · ".join([signed(record) or label("anonymous", language), *dates[:1]]),
        published=record.published,
        score=record.rating,
        stars=round(record.rating) if record.rating is not None else None,
        rating=rating_words(record.rating, language) if record.rating is not None else None,
        labels=provenance_labels(described, language),
        dates=dates,
        foreign=_foreign(record.language, language),
        notes=tuple(_notes(record, language)),
        url=safe_url(record.url),
    )


def _notes(record: Record, language: str) -> Iterator[str]:
    if record.votes.helpful:
        yield counted("helpful", record.votes.helpful, language)
    if record.duplicates:
        yield counted("copies", record.duplicates, language)


class _Described:
    """A record with what its provenance says at hand, as labels are written from."""

    def __init__(self, record: Record) -> None:
        self.kind, self.by_brand = record.kind, record.by_brand
        self.published, self.experienced = record.published, record.experienced
        self.verified, self.incentive = record.provenance.verified, record.provenance.incentive
        self.origin, self.translated_from = site_name(record.provenance.origin), record.provenance.translated_from


def _product(summary: ProductSummary, language: str) -> ProductView:
    product = summary.product
    return ProductView(
        card=product_card(summary, language),
        amount=amount(product.price),
        currency=product.currency,
        stock=stock(product.availability, language),
        stock_key=stock_key(product.availability),
        description=in_language(product.description, language),
        facts=tuple(_facts(product, language)),
        terms=tuple(_terms(product, language)),
        sizes=product.sizes,
        url=safe_url(product.url),
    )


def _facts(product: Product, language: str) -> list[tuple[str, str]]:
    pairs = ((in_language(fact.name, language), in_language(fact.value, language)) for fact in product.facts)
    return [(name, value) for name, value in pairs if name and value]


def _terms(product: Product, language: str) -> list[tuple[str, str]]:
    """Delivery, returns and guarantee: the brand's word, never a reviewer's."""
    given: dict[str, Texts] = {
        "delivery": product.delivery,
        "returns": product.returns,
        "warranty": product.warranty,
    }
    pairs = ((PAGE[key][language], in_language(texts, language)) for key, texts in given.items())
    return [(name, value) for name, value in pairs if value]


def _reviews(records: Sequence[Record], language: str, page: int) -> ReviewsView:
    pages = max(1, -(-len(records) // REVIEWS_A_PAGE))
    page = min(max(page, 1), pages)
    first = (page - 1) * REVIEWS_A_PAGE
    ratings = [record.rating for record in records if record.rating is not None]
    return ReviewsView(
        shown=tuple(said(record, language) for record in records[first : first + REVIEWS_A_PAGE]),
        total=len(records),
        rated=len(ratings),
        average=sum(ratings) / len(ratings) if ratings else None,
        mean=mean_words(sum(ratings) / len(ratings), len(ratings), language) if ratings else None,
        bars=tuple(_bars([round(rating) for rating in ratings])),
        page=page,
        pages=pages,
    )


def _bars(stars: Sequence[int]) -> list[Bar]:
    return [Bar(n, stars.count(n), round(100 * stars.count(n) / len(stars))) for n in range(5, 0, -1)] if stars else []


def _threads(records: Sequence[Record], language: str) -> list[tuple[str, tuple[Said, ...]]]:
    """Community answers under the question they answer, threads in the order of their newest answer."""
    order = {key: place for place, key in reversed(list(enumerate(map(_thread, records))))}
    grouped = groupby(sorted(records, key=lambda record: order[_thread(record)]), key=_thread)
    threads = [list(answers) for _, answers in grouped]
    return [(answers[0].title or "", tuple(said(answer, language) for answer in answers)) for answers in threads]


def review_page(assistant: AssistantLike, record: Record) -> int:
    """The page of a product's reviews a record stands on; the first for what is no review."""
    reviews = [one.id for one in assistant.records(record.product_id) if one.kind is Kind.REVIEW]
    return 1 + reviews.index(record.id) // REVIEWS_A_PAGE if record.id in reviews else 1


def _thread(record: Record) -> str:
    return record.thread or record.title or record.id


def _own_language(records: Sequence[Record], language: str) -> list[Record]:
    """The brand's answers in the page's language; where it gave fewer than the page opens with, the others follow."""
    own = [record for record in records if record.language in (language, "und")]
    others = [record for record in records if record not in own]
    return own if len(own) >= ASKED_FIRST else own + others


def _foreign(code: str, language: str) -> str | None:
    """Says the language of words that are not in the page's."""
    if code in (language, "und"):
        return None
    return PAGE["in_language"][language].format(language=language_name(code, language))
