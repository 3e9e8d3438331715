"""Records for the tests of the ledger, as a reader and the pipeline would hand them over."""

from datetime import date

from data.records import Cue, Kind, Provenance, Record, Status, Votes

NARROW = "\u202f"  # the narrow space French typography puts before "!" and inside figures


def review(number: int, text: str = "Taille bien, très confortable.", **fields: object) -> Record:
    """A review whose id holds its number, of product `shoe` unless said otherwise."""
    given: dict[str, object] = {
        "id": f"review-{number:016x}",
        "kind": Kind.REVIEW,
        "product_id": "shoe",
        "text": text,
        "provenance": Provenance("reviews.csv", str(number)),
    } | fields
    return Record(**given)  # type: ignore[arg-type]  # fields by name


def put_of(*records: Record) -> list[tuple[Record, str]]:
    """What `put_records` takes, each fingerprint made of the id."""
    return [(record, f"print of {record.id}") for record in records]


def full_record() -> Record:
    """A record in which no field has its default value."""
    return Record(
        id="transcript-00000000000000ff",
        kind=Kind.TRANSCRIPT,
        product_id="chaussure d'été",
        text=f"Génial{NARROW}! 👩🏽‍🔬 1{NARROW}299{NARROW}€ שלום עולם، مرحبا\t\\u0000 \u200f«{NARROW}oui{NARROW}»\n🇫🇷",
        provenance=Provenance("vidéos.json", "x/1?é=ü", True, "gifted 🎁", "autre site", "he", by_brand=True),
        language="fr",
        title="Ma vidéo 🎬",
        author="Zoë O’Brien",
        published=date(2024, 2, 29),
        experienced=date(999, 1, 2),
        rating=4.1,
        url="https://example.org/é?a=1&b=%00",
        media=("https://example.org/1.jpg", "https://example.org/2.mp4"),
        votes=Votes(3, 2**40),
        attributes={"skin_type": "très sèche", "size_bought": "39", "": "empty key", "zeta": "1", "alpha": "2"},
        cues=(Cue(0, 6, 0.1, 1e-7, None), Cue(6, 12, 1.25, 1234567.890625, "Noé")),
        thread="thread 7",
        status=Status.MASKED,
        status_reason="phone number masked",
        duplicates=3,
        proof_score=1 / 3,
    )
