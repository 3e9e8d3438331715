"""Imports by staff: a file is sent, looked at without writing anything, then read in the background, or put away."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any, Final

from fastapi import APIRouter, Body, Path, Query, Request
from pydantic import BaseModel, ConfigDict, Field

from chat.api_needs import Staff
from chat.api_requests import Id
from chat.api_schemas import about
from chat.problems import responses
from ingest.pipeline import Options, ingest
from ingest.report import Report
from ui.staff.errand_schemas import ErrandOut
from ui.staff.errands import Errand, Errands, ErrandsNeeded
from ui.staff.needs import OfficeNeeded
from ui.staff.office import Office
from ui.staff.refusals import Refusal, StaffRoute, preferred
from ui.staff.uploads import Upload, find, receive, uploads

router = APIRouter(prefix="/v1/staff/imports", tags=["imports"], route_class=StaffRoute)
PROBLEMS: Final = responses(400, 401, 403, 404, 409, 413, 422, 500, 503)
SHOWN: Final = 100
"""Refused rows that are told; all of them are in the quarantine file."""
NOT_SEEN: Final = {
    "fr": "Regardez d'abord ce que ce fichier apporterait : son aperçu n'est pas fini.",
    "en": "Look first at what this file would bring: its preview has not ended.",
}
FILE: Final[dict[str, Any]] = {
    "requestBody": {
        "description": "the file itself, at most 64 MiB",
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}
UploadId = Annotated[
    str, Path(description="id of a file that was sent", examples=["5d7e24601f0c9a3b"], pattern="^[0-9a-f]{16}$")
]
FileName = Annotated[
    str,
    Query(
        description="its name: the ending tells the format",
        examples=["avis.csv"],
        min_length=1,
        max_length=200,
        pattern=r"^[^\x00-\x1f\x7f]+$",
    ),
]
ProductWanted = Annotated[
    Id | None, Query(description="product of transcripts that name none", examples=["creme-confort"])
]


class ImportIn(BaseModel):
    """How a file is to be read."""

    model_config = ConfigDict(extra="forbid")

    full: Annotated[
        bool, Field(description="the export is complete: what it no longer holds leaves", examples=[False])
    ] = False
    product_id: Annotated[
        Id | None, Field(description="product of transcripts that name none", examples=["creme-confort"])
    ] = None


class ImportOut(BaseModel):
    """A file that was sent, and the work on it: its preview first, then its import."""

    id: Annotated[str, about("its id", "5d7e24601f0c9a3b")]
    name: Annotated[str | None, about("its name; null: read and put away", "avis.csv")]
    bytes: Annotated[int, about("its size; 0: read and put away", 18234)]
    sent: Annotated[datetime | None, about("when it came", "2026-11-22T21:00:00Z")]
    previewed: Annotated[bool, about("whether it may be imported: its preview has ended", True)]
    work: Annotated[ErrandOut | None, about("the last work on it; `told` is the report", None)]


class ImportsOut(BaseModel):
    """The files that wait, newest first."""

    imports: Annotated[list[ImportOut], about("the files", [])]


@router.post("", status_code=201, summary="Send an export", responses=PROBLEMS, openapi_extra=FILE)
async def send(
    request: Request,
    office: OfficeNeeded,
    errands: ErrandsNeeded,
    caller: Staff,  # noqa: ARG001 - the door
    name: FileName,
    product_id: ProductWanted = None,
) -> ImportOut:
    """What it would bring is looked at at once, in the background; nothing is written before it is imported."""
    upload = await receive(office.home, name, request.stream())
    try:
        _look(upload, office, errands, product_id)
    except Refusal:
        upload.drop()
        raise
    return _told(upload.id, upload, errands, preferred(request))


@router.get("", summary="List the files that wait", responses=PROBLEMS)
# asked for so that only staff may call it
def listed(request: Request, office: OfficeNeeded, errands: ErrandsNeeded, caller: Staff) -> ImportsOut:  # noqa: ARG001
    """Files nobody comes back for go after a day."""
    found = [_told(one.id, one, errands, preferred(request)) for one in uploads(office.home)]
    return ImportsOut(imports=found)


@router.get("/{upload_id}", summary="How an import stands", responses=PROBLEMS)
def one(
    request: Request,
    upload_id: UploadId,
    office: OfficeNeeded,
    errands: ErrandsNeeded,
    caller: Staff,  # noqa: ARG001 - asking for it asks for the role
) -> ImportOut:
    """The preview while it runs, its report, then the import's."""
    waiting = next((one for one in uploads(office.home) if one.id == upload_id), None)
    if waiting is None and errands.last(upload_id) is None:
        find(office.home, upload_id)
    return _told(upload_id, waiting, errands, preferred(request))


@router.post("/{upload_id}/run", status_code=202, summary="Import a file that was looked at", responses=PROBLEMS)
def run(
    request: Request,
    upload_id: UploadId,
    given: Annotated[ImportIn, Body(description="how")],
    office: OfficeNeeded,
    errands: ErrandsNeeded,
    caller: Staff,  # noqa: ARG001 - asking for it asks for the role
) -> ImportOut:
    """In the background; the file is put away when it is read."""
    upload = find(office.home, upload_id)
    if not _previewed(errands.last(upload_id)):
        raise Refusal(409, NOT_SEEN)

    def work(errand: Errand) -> Mapping[str, Any]:
        with office.stores() as stores:
            options = Options(product=given.product_id, full=given.full)
            report = ingest([upload.path], stores, options, errand)
        upload.drop()
        return _report(report)

    errands.start("import", upload_id, work)
    return _told(upload_id, upload, errands, preferred(request))


@router.delete("/{upload_id}", status_code=204, summary="Put a file away unread", responses=PROBLEMS)
# asked for so that only staff may call it
def put_away(upload_id: UploadId, office: OfficeNeeded, caller: Staff) -> None:  # noqa: ARG001
    """Nothing of it stays."""
    find(office.home, upload_id).drop()


def _look(upload: Upload, office: Office, errands: Errands, product_id: str | None) -> None:
    def work(errand: Errand) -> Mapping[str, Any]:
        with office.stores() as stores:
            return _report(ingest([upload.path], stores, Options(product=product_id, dry_run=True), errand))

    errands.start("preview", upload.id, work)


def _previewed(errand: Errand | None) -> bool:
    """Whether the last work on a file lets it be imported: a preview that ended, or an import that failed."""
    if errand is None or errand.state == "running":
        return False
    return errand.kind == "import" or errand.state == "done"


def _told(upload_id: str, upload: Upload | None, errands: Errands, language: str) -> ImportOut:
    errand = errands.last(upload_id)
    there = upload is not None and upload.path.exists()
    return ImportOut(
        id=upload_id,
        name=upload.path.name if upload and there else None,
        bytes=upload.size if upload and there else 0,
        sent=upload.sent if upload and there else None,
        previewed=there and _previewed(errand),
        work=ErrandOut.of(errand, language) if errand else None,
    )


def _report(report: Report) -> dict[str, Any]:
    """Every figure, the first refused rows, and the file that holds them all; no path of this machine."""
    left_out = ("refusals", "skipped", "quarantine")
    figures = {name: value for name, value in asdict(report).items() if name not in left_out}
    return figures | {
        "kept": report.kept,
        "refusals": [asdict(refusal) for refusal in report.refusals[:SHOWN]],
        "skipped": [asdict(skipped) for skipped in report.skipped[:SHOWN]],
        "quarantine": report.quarantine.name if report.quarantine else None,
    }
