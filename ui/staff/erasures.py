"""Contributors' rights: what is held on somebody, as a preview or a whole document, and its erasure with a receipt."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated, Any, Final, Self

from fastapi import APIRouter, Body, Path, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from chat.api_needs import Admin
from chat.api_requests import NO_NUL, Id
from chat.api_schemas import about
from chat.problems import responses
from data.errors import NotFoundError
from data.records import Record
from ingest.erasure import erase, preview
from ingest.erasure_contributor import Contributor
from ingest.erasure_export import contributor_export
from ingest.erasure_plan import pending
from ingest.erasure_receipt import NOTES, Receipt, receipts
from ui.staff.errand_schemas import ErrandOut
from ui.staff.errands import Errand, ErrandsNeeded
from ui.staff.needs import OfficeNeeded
from ui.staff.refusals import Refusal, StaffRoute, preferred
from ui.staff.signing import SignedBy, signature

router = APIRouter(prefix="/v1/admin", tags=["contributors"], route_class=StaffRoute)
READ: Final = responses(401, 403, 404, 422, 500, 503)
WRITTEN: Final = responses(400, 401, 403, 404, 409, 413, 422, 500, 503)
NOBODY: Final = {
    "fr": "Rien n'est conservé sous ce nom ou cet identifiant : écrivez le nom comme la source l'affiche, en entier.",
    "en": "Nothing is held under this name or id: write the name as the source shows it, in full.",
}
SHOWN: Final = 200
"""Records a preview lists; all of them are counted."""
AuthorName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=NO_NUL)]
SourceName = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200, pattern=NO_NUL)]
ErasureId = Annotated[
    str, Path(description="id of the work, or of its receipt", max_length=60, examples=["5d7e24601f0c9a3b"])
]


class ContributorIn(BaseModel):
    """Who is meant: every name they go by, or single records."""

    model_config = ConfigDict(extra="forbid")

    authors: Annotated[
        list[AuthorName], Field(description="their names, as the sources show them", max_length=20, examples=[["Zoé"]])
    ] = []
    source: Annotated[
        SourceName | None, Field(description="only what they wrote in this source", examples=["boutique"])
    ] = None
    record_ids: Annotated[
        list[Id],
        Field(description="single records", max_length=1000, examples=[["review-1f0c9a3b5d7e2460"]]),
    ] = []

    @model_validator(mode="after")
    def _somebody(self) -> Self:
        if not self.authors and not self.record_ids:
            raise ValueError("give a name or the id of a record")
        return self

    def contributor(self) -> Contributor:
        """The same as the erasure takes it."""
        return Contributor(tuple(self.authors), self.source or None, tuple(self.record_ids))


class ErasureIn(ContributorIn):
    """Whom to erase, said twice."""

    confirm: Annotated[
        AuthorName,
        Field(description="the first name again, or the first record's id, as it was given", examples=["Zoé"]),
    ]
    by: SignedBy = None

    @model_validator(mode="after")
    def _meant(self) -> Self:
        if self.confirm != (self.authors or self.record_ids or [""])[0]:
            raise ValueError("must be the first name, or the first record's id, again")
        return self


class HeldRecord(BaseModel):
    """A record that would go."""

    id: Annotated[str, about("id", "review-1f0c9a3b5d7e2460")]
    kind: Annotated[str, about("what it is", "review")]
    source: Annotated[str, about("where it comes from", "boutique")]
    product_id: Annotated[str, about("its product", "creme-confort")]
    author: Annotated[str | None, about("how it is signed", "Zoé")]
    status: Annotated[str, about("moderation state", "approved")]
    text: Annotated[str, about("its first words", "Plus aucun tiraillement.")]

    @classmethod
    def of(cls, record: Record) -> "HeldRecord":
        """A record in one line."""
        said = " ".join(record.text.split())
        return cls(
            id=record.id,
            kind=record.kind.value,
            source=record.provenance.source,
            product_id=record.product_id,
            author=record.author,
            status=record.status.value,
            text=said if len(said) <= SHOWN else said[: SHOWN - 1] + "…",
        )


class PreviewOut(BaseModel):
    """What an erasure would take away; nothing is changed."""

    total: Annotated[int, about("records there are", 3)]
    records: Annotated[list[HeldRecord], about("the first two hundred of them", [])]
    traces: Annotated[dict[str, int], about("how much there is in each place", {"records": 3, "vectors": 9})]
    mentioned: Annotated[int, about("other people's contributions that use the name; they stay", 0)]
    backups: Annotated[list[dict[str, str]], about("backups that keep it until they expire", [])]


class ReceiptOut(BaseModel):
    """The receipt of an erasure: figures and dates, nobody's name and nobody's words."""

    receipt: Annotated[dict[str, Any], about("every figure of it", {"id": "erasure-20261122-205722-a2a26e"})]
    notes: Annotated[list[str], about("what to know, in the reader's language", [])]


class ErasuresOut(BaseModel):
    """Erasures, newest first."""

    erasures: Annotated[list[ReceiptOut], about("their receipts", [])]
    cut_short: Annotated[bool, about("whether one was stopped before its end: the next one ends it first", False)]


class ErasureOut(BaseModel):
    """An erasure that goes on, or has ended."""

    work: Annotated[ErrandOut, about("how it stands", None)]
    receipt: Annotated[ReceiptOut | None, about("its receipt, once it has ended", None)]


@router.get("/erasures", summary="List the receipts of erasures", responses=READ)
def listed(request: Request, office: OfficeNeeded, caller: Admin) -> ErasuresOut:  # noqa: ARG001 - the door
    """They tell what was erased and when, never whose it was."""
    found = [_receipt(one, preferred(request)) for one in receipts(office.home)]
    return ErasuresOut(erasures=found, cut_short=pending(office.home) is not None)


@router.get("/erasures/preview", summary="Look at what an erasure would take away", responses=READ)
def look(
    office: OfficeNeeded,
    caller: Admin,  # noqa: ARG001 - asking for it asks for the role
    author: Annotated[
        list[AuthorName], Query(description="a name they go by; may be given again", max_length=20, examples=["Zoé"])
    ] = [],  # noqa: B006 - never changed
    source: Annotated[
        SourceName | None, Query(description="only what they wrote in this source", examples=["boutique"])
    ] = None,
    record: Annotated[
        list[Id], Query(description="a single record", max_length=100, examples=["review-1f0c9a3b5d7e2460"])
    ] = [],  # noqa: B006  # never changed
) -> PreviewOut:
    """Nothing is changed. No log of this server holds the address, but a proxy's may: use POST there."""
    return _preview(office, Contributor(tuple(author), source or None, tuple(record)))


@router.post("/erasures/preview", summary="Look at what an erasure would take away", responses=WRITTEN)
def look_unlogged(
    given: Annotated[ContributorIn, Body(description="who is meant")],
    office: OfficeNeeded,
    caller: Admin,  # noqa: ARG001 - asking for it asks for the role
) -> PreviewOut:
    """As GET, with the name in the body, which no proxy writes into a log."""
    return _preview(office, given.contributor())


@router.post("/erasures", status_code=202, summary="Erase a contributor for good", responses=WRITTEN)
def start(
    request: Request,
    given: Annotated[ErasureIn, Body(description="whom, said twice")],
    office: OfficeNeeded,
    errands: ErrandsNeeded,
    caller: Admin,
) -> ErasureOut:
    """In the background: records, vectors, index, journals, quarantine; a scan proves it, a receipt says it."""
    actor = signature(caller, given.by, office)

    def work(errand: Errand) -> Mapping[str, Any]:
        with office.stores() as stores:
            return erase(stores, given.contributor(), actor, errand).as_dict()

    errand = errands.start("erasure", "", work)
    return ErasureOut(work=ErrandOut.of(errand, preferred(request)), receipt=None)


@router.get("/erasures/{erasure_id}", summary="How an erasure stands", responses=READ)
def one(
    request: Request,
    erasure_id: ErasureId,
    office: OfficeNeeded,
    errands: ErrandsNeeded,
    caller: Admin,  # noqa: ARG001 - asking for it asks for the role
) -> ErasureOut:
    """Its progress, then its receipt."""
    work = ErrandOut.of(errands.find(erasure_id, "erasure"), preferred(request))
    done = next((kept for kept in receipts(office.home) if kept.id == work.told.get("id")), None)
    return ErasureOut(work=work, receipt=_receipt(done, preferred(request)) if done else None)


@router.post("/contributor-exports", summary="Everything held on a contributor", responses=WRITTEN)
def export(
    given: Annotated[ContributorIn, Body(description="who is meant")],
    response: Response,
    office: OfficeNeeded,
    caller: Admin,  # noqa: ARG001 - asking for it asks for the role
) -> dict[str, Any]:
    """Their records word for word, where each comes from, what was decided on it and why; made at every call anew."""
    response.headers["Content-Disposition"] = 'attachment; filename="contributor.json"'
    response.headers["Cache-Control"] = "no-store"
    try:
        return contributor_export(office.ledger, given.contributor(), datetime.now(UTC))
    except NotFoundError as error:
        raise Refusal(404, NOBODY) from error


def _preview(office: OfficeNeeded, who: Contributor) -> PreviewOut:
    try:
        with office.stores() as stores:
            found = preview(stores, who)
    except NotFoundError as error:
        raise Refusal(404, NOBODY) from error
    return PreviewOut(
        total=len(found.records),
        records=[HeldRecord.of(record) for record in found.records[:SHOWN]],
        traces=found.traces,
        mentioned=found.mentioned,
        backups=[asdict(backup) for backup in found.backups],
    )


def _receipt(receipt: Receipt, language: str) -> ReceiptOut:
    place = 0 if language == "fr" else 1
    return ReceiptOut(receipt=receipt.as_dict(), notes=[NOTES[note][place] for note in receipt.notes if note in NOTES])
