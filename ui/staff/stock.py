"""What a home holds: generations of the index, refused rows, and a look at whether all is as it was written."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Request
from fastapi.responses import FileResponse
from pydantic import BaseModel

from chat.api_needs import Staff
from chat.api_schemas import about
from chat.problems import responses
from data.home import Home
from ingest.verifying import verify
from retrieval.manifest import Manifest
from ui.staff.errand_schemas import ErrandOut
from ui.staff.errands import Errand, ErrandsNeeded
from ui.staff.needs import OfficeNeeded
from ui.staff.refusals import Refusal, StaffRoute, preferred

router = APIRouter(prefix="/v1/staff", tags=["imports"], route_class=StaffRoute)
READ: Final = responses(401, 403, 404, 422, 500, 503)
WRITTEN: Final = responses(401, 403, 404, 409, 422, 500, 503)
QUARANTINE: Final = re.compile(r"[0-9][0-9-]{7,40}\.jsonl")
NO_FILE: Final = {
    "fr": "Il n'y a pas de fichier de ce nom en quarantaine.",
    "en": "There is no file of this name in quarantine.",
}
LINES: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "One refused row a line, as JSON: file, line, column, value and reason.",
        "content": {"application/x-ndjson": {"schema": {"type": "string"}}},
    }
}
ErrandId = Annotated[str, Path(description="id of the work", examples=["5d7e24601f0c9a3b"], pattern="^[0-9a-f]{16}$")]
QuarantineName = Annotated[
    str, Path(description="name of the file", examples=["20261122-193009-634207.jsonl"], max_length=60)
]


class GenerationOut(BaseModel):
    """One state of the index."""

    name: Annotated[str, about("its name", "gen-000042")]
    current: Annotated[bool, about("whether it is served", True)]
    rows: Annotated[int, about("rows in it: spans and wholes of passages", 4709)]
    model_id: Annotated[str, about("the embedding model", "multilingual-e5-small-2")]
    revision: Annotated[int, about("the ledger's revision it stands for", 12)]
    made: Annotated[datetime | None, about("when it was made; null on a Chroma server", "2026-11-22T21:00:00Z")]


class GenerationsOut(BaseModel):
    """The states of the index, newest first."""

    generations: Annotated[list[GenerationOut], about("the generations", [])]
    revision: Annotated[int, about("the ledger's revision now", 12)]


class QuarantineOut(BaseModel):
    """A file of refused rows."""

    name: Annotated[str, about("its name", "20261122-193009-634207.jsonl")]
    rows: Annotated[int, about("refused rows in it", 3)]
    made: Annotated[datetime, about("when the import was", "2026-11-22T21:00:00Z")]


class QuarantinesOut(BaseModel):
    """Files of refused rows, newest first."""

    files: Annotated[list[QuarantineOut], about("the files", [])]


@router.get("/generations", summary="List the generations of the index", responses=READ)
def generations(office: OfficeNeeded, caller: Staff) -> GenerationsOut:  # noqa: ARG001 - the door
    """The one that is served, and those kept for servers that have not switched yet."""
    with office.stores() as stores:
        manifest, revision = stores.index.manifest(), stores.ledger.revision()
        if office.settings.chroma_url:
            found = [_generation("server", manifest, None, current=True)] if manifest else []
        else:
            found = list(_in_folder(stores.home))
    return GenerationsOut(generations=found, revision=revision)


@router.get("/quarantine", summary="List the files of refused rows", responses=READ)
def quarantine(office: OfficeNeeded, caller: Staff) -> QuarantinesOut:  # noqa: ARG001 - the door
    """One file an import that refused something."""
    files = sorted((one for one in office.home.quarantine.glob("*.jsonl")), reverse=True)
    return QuarantinesOut(
        files=[
            QuarantineOut(name=one.name, rows=one.read_bytes().count(b"\n"), made=_moment(one.stat().st_mtime))
            for one in files
            if QUARANTINE.fullmatch(one.name)
        ]
    )


@router.get("/quarantine/{name}", summary="Download refused rows", responses=READ | LINES, response_class=FileResponse)
# asked for so that only staff may call it
def refused_rows(name: QuarantineName, office: OfficeNeeded, caller: Staff) -> FileResponse:  # noqa: ARG001
    """Personal data in them is hidden."""
    path = office.home.quarantine / name
    if not QUARANTINE.fullmatch(name) or not path.is_file():
        raise Refusal(404, NO_FILE)
    return FileResponse(path, media_type="application/x-ndjson", filename=name)


@router.post("/verifications", status_code=202, summary="Verify everything", responses=WRITTEN)
def start_verification(
    request: Request,
    office: OfficeNeeded,
    errands: ErrandsNeeded,
    caller: Staff,  # noqa: ARG001 - asking for it asks for the role
) -> ErrandOut:
    """Every record, every row of the index and every backup is looked at, in the background; nothing is changed."""

    def work(errand: Errand) -> Mapping[str, Any]:
        with office.stores() as stores:
            return verify(stores, errand, datetime.now(UTC)).as_dict()

    return ErrandOut.of(errands.start("verification", "", work), preferred(request))


@router.get("/verifications/{errand_id}", summary="How a verification stands", responses=READ)
def verification(
    request: Request,
    errand_id: ErrandId,
    errands: ErrandsNeeded,
    caller: Staff,  # noqa: ARG001 - asking for it asks for the role
) -> ErrandOut:
    """Its progress, then what is wrong and what helps."""
    return ErrandOut.of(errands.find(errand_id, "verification"), preferred(request))


def _in_folder(home: Home) -> list[GenerationOut]:
    try:
        current = (home.index / "CURRENT").read_text(encoding="utf-8").strip()
    except OSError:
        current = ""
    found = []
    for folder in sorted((path for path in home.index.glob("gen-*") if path.suffix != ".partial"), reverse=True):
        try:
            manifest, made = Manifest.read(folder), (folder / "manifest.json").stat().st_mtime
        except (OSError, ValueError, TypeError):
            continue
        found.append(_generation(folder.name, manifest, _moment(made), current=folder.name == current))
    return found


def _generation(name: str, manifest: Manifest, made: datetime | None, *, current: bool) -> GenerationOut:
    known = {"rows": manifest.rows, "model_id": manifest.model_id, "revision": manifest.revision}
    return GenerationOut(name=name, current=current, made=made, **known)


def _moment(stamp: float) -> datetime:
    return datetime.fromtimestamp(stamp, UTC)
