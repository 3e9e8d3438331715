"""Products and records as they leave the server; nothing here is for staff only (scores, moderation, source ids)."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from pydantic import BaseModel

from chat.api_schemas import FromInside, SafeUrl, about
from chat.contract import ProductSummary
from chat.labels import incentive_key
from chat.links import at_second, safe_url
from chat.signatures import signature, signed
from chat.sites import site_name
from data.records import Kind, Record

NAMES = {"fr": "Crème Confort", "en": "Confort Cream"}


class FactOut(FromInside):
    """One line of a product sheet."""

    name: Annotated[dict[str, str], about("what it is about, by language", {"fr": "Contenance", "en": "Size"})]
    value: Annotated[dict[str, str], about("what the brand says, by language", {"fr": "50 ml", "en": "50 ml"})]


class ProductLine(BaseModel):
    """A product in a list."""

    id: Annotated[str, about("id", "creme-confort")]
    name: Annotated[dict[str, str], about("name by language", NAMES)]
    brand: Annotated[str | None, about("brand", "Aubépine & Sel")]
    category: Annotated[str | None, about("category", "face-cream")]
    price: Annotated[str | None, about("price, as a decimal number in text", "39.00")]
    currency: Annotated[str | None, about("ISO 4217", "EUR")]
    availability: Annotated[str | None, about("what the brand says of stock", "in_stock")]
    records: Annotated[dict[str, int], about("records served, by kind", {"review": 61, "transcript": 4})]
    rating: Annotated[float | None, about("mean rating of the reviews counted in `records`; null without one", 4.1)]

    @classmethod
    def of(cls, summary: ProductSummary) -> "ProductLine":
        """A product as a line."""
        return cls.model_validate(_cells(summary), from_attributes=True)


class ProductSheet(ProductLine):
    """Everything the brand says of a product."""

    description: Annotated[dict[str, str], about("description by language", {"fr": "Une crème riche."})]
    facts: Annotated[tuple[FactOut, ...], about("lines of the sheet", [])]
    sizes: Annotated[tuple[str, ...], about("sizes sold", ["50 ml"])]
    delivery: Annotated[dict[str, str], about("delivery by language", {"fr": "48 h."})]
    returns: Annotated[dict[str, str], about("returns by language", {"fr": "30 jours."})]
    warranty: Annotated[dict[str, str], about("guarantee by language", {})]
    url: Annotated[SafeUrl, about("the brand's page", "https://shop.example/creme-confort")]
    image: Annotated[SafeUrl, about("the brand's picture", None)]
    aliases: Annotated[tuple[str, ...], about("other ids it is known by", ["AS-CCPS-50"])]

    @classmethod
    def of(cls, summary: ProductSummary) -> "ProductSheet":
        """A product as a sheet."""
        return cls.model_validate(_cells(summary), from_attributes=True)


def _cells(summary: ProductSummary) -> dict[str, object]:
    product = summary.product
    own = {name: getattr(product, name) for name in ProductSheet.model_fields if hasattr(product, name)}
    return own | {"records": summary.records, "rating": summary.rating}


class ProductsPage(BaseModel):
    """One page of the products, by id."""

    total: Annotated[int, about("products there are", 10)]
    offset: Annotated[int, about("products before this page", 0)]
    limit: Annotated[int, about("products on a page", 50)]
    products: Annotated[list[ProductLine], about("this page's products", [])]

    @classmethod
    def of(cls, products: Sequence[ProductSummary], offset: int, limit: int) -> "ProductsPage":
        """The page of some products that begins at an offset."""
        lines = [ProductLine.of(summary) for summary in products[offset : offset + limit]]
        return cls(total=len(products), offset=offset, limit=limit, products=lines)


class CueOut(FromInside):
    """One timed line of a video."""

    start: Annotated[int, about("first code point in the record's text", 0)]
    end: Annotated[int, about("code point after it", 40)]
    start_s: Annotated[float, about("second where it begins", 42.0)]
    end_s: Annotated[float, about("second where it ends", 45.5)]
    speaker: Annotated[str | None, about("who speaks", "lina")] = None
    url: Annotated[SafeUrl, about("the video at this second", "https://shop.example/videos/1#t=42")] = None

    def at(self, url: str | None) -> "CueOut":
        """The same line under its video's address, whoever speaks named as authors are."""
        named = signature(self.speaker, creator=True)
        return self.model_copy(update={"url": at_second(url, self.start_s), "speaker": named})


class RecordOut(BaseModel):
    """One review, FAQ answer, community answer, product sheet or video transcript."""

    id: Annotated[str, about("id", "review-1f0c9a3b5d7e2460")]
    kind: Annotated[Kind, about("what it is", "review")]
    product_id: Annotated[str, about("its product", "creme-confort")]
    text: Annotated[str, about("the words; offsets of citations count its code points", "Plus aucun tiraillement.")]
    language: Annotated[str, about("ISO 639-1 or und", "fr")]
    by_brand: Annotated[bool, about("whether the brand speaks", False)]
    title: Annotated[str | None, about("the question answered, or the video's name", None)]
    author: Annotated[str | None, about("who speaks: first name and initial, or a pseudonym", "Claire")]
    published: Annotated[date | None, about("publication date; null: not communicated", "2026-01-18")]
    experienced: Annotated[date | None, about("date of the experience; null: not communicated", "2026-01-04")]
    rating: Annotated[float | None, about("from 1 to 5", 5.0)]
    verified: Annotated[bool | None, about("verified purchase; null: the source does not say", True)]
    incentive: Annotated[str | None, about("what the author got for it: gifted or sponsored", None)]
    origin: Annotated[str | None, about("site it was first published on", None)]
    translated_from: Annotated[str | None, about("original language of a translation", None)]
    url: Annotated[SafeUrl, about("where it stands in public", "https://shop.example/reviews/1")]
    media: Annotated[list[str], about("addresses of its photos and videos", [])]
    helpful: Annotated[int, about("readers who found it helpful", 4)]
    unhelpful: Annotated[int, about("readers who did not", 0)]
    duplicates: Annotated[int, about("further copies of the same words, shown once", 0)]
    attributes: Annotated[dict[str, str], about("what the author said of themselves", {"skin_type": "dry"})]
    cues: Annotated[tuple[CueOut, ...], about("timed lines of a video", [])]
    thread: Annotated[str | None, about("groups the answers to one community question", None)]

    @classmethod
    def of(cls, record: Record) -> "RecordOut":
        """A record as it leaves the server."""
        sources = (record.provenance, record.votes, record)
        cells = {
            name: getattr(source, name) for source in sources for name in cls.model_fields if hasattr(source, name)
        }
        incentive = record.provenance.incentive and incentive_key(record.provenance.incentive)
        media = [address for address in map(safe_url, record.media) if address]
        origin = site_name(record.provenance.origin)
        cells |= {"author": signed(record), "incentive": incentive, "origin": origin, "media": media}
        told = cls.model_validate(cells, from_attributes=True)
        return told.model_copy(update={"cues": tuple(cue.at(told.url) for cue in told.cues)})


class RecordsPage(BaseModel):
    """One page of a product's records, the newest publication first, undated ones last."""

    product_id: Annotated[str, about("the product", "creme-confort")]
    kind: Annotated[Kind | None, about("the kind asked for; null: all", "review")]
    total: Annotated[int, about("records there are", 61)]
    offset: Annotated[int, about("records before this page", 0)]
    limit: Annotated[int, about("records on a page", 20)]
    records: Annotated[list[RecordOut], about("this page's records", [])]
