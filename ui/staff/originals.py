"""What a content said before personal data was hidden in it: for admins, and each opening is written down."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Final

from fastapi import APIRouter, Query, Response
from pydantic import StringConstraints

from chat.api_needs import Admin, RecordId
from chat.api_requests import NO_NUL
from chat.api_schemas import FromInside, about
from chat.problems import responses
from data.audit import AuditEvent
from data.errors import NotFoundError, SettingsError
from ingest.vault import original, vault_of
from ui.staff.needs import OfficeNeeded
from ui.staff.refusals import Refusal, StaffRoute
from ui.staff.signing import signature

router = APIRouter(prefix="/v1/admin", tags=["moderation"], route_class=StaffRoute)
NOT_KEPT: Final = {
    "fr": "Aucun original n'est conservé : rien n'y a été masqué, ou aucune clé n'était réglée à l'import.",
    "en": "No original is kept: nothing was hidden in it, or no key was set when it came in.",
}
NO_OPENING: Final = {
    "fr": "La clé réglée n'ouvre pas cet original : TEMOIN_PII_KEY doit être celle qui l'a scellé.",
    "en": "The key that is set does not open this original: TEMOIN_PII_KEY must be the one it was sealed with.",
}
Why = Annotated[
    Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=500, pattern=NO_NUL)],
    Query(description="why it is opened; written down beside who opens it", examples=["the author asks for a copy"]),
]


class OriginalOut(FromInside):
    """Fields in which something was hidden, as their source had them."""

    record_id: Annotated[str, about("id of the content", "review-1f0c9a3b5d7e2460")]
    text: Annotated[str, about("the words", "Écrivez-moi : claire@example.org")]
    title: Annotated[str | None, about("title or question", None)]
    author: Annotated[str | None, about("who speaks", "claire@example.org")]
    incentive: Annotated[str | None, about("what the author got for it, in the source's words", None)]
    attributes: Annotated[Mapping[str, str], about("what the author's structured fields say", {"skin_type": "dry"})]
    speakers: Annotated[tuple[str, ...], about("who speaks in a video", ())]


@router.get(
    "/records/{record_id}/original",
    summary="A content before its personal data was hidden",
    responses=responses(401, 403, 404, 409, 422, 500, 503),
)
def opened(record_id: RecordId, reason: Why, caller: Admin, office: OfficeNeeded, response: Response) -> OriginalOut:
    """For admins, with a reason. That it was opened is written down before it is."""
    response.headers["Cache-Control"] = "no-store"
    ledger = office.ledger
    if ledger.originals.find(record_id) is None:
        raise Refusal(404, NOT_KEPT)
    by = signature(caller, None, office)
    ledger.audit.add(AuditEvent("original opened", record_id, by, datetime.now(UTC), reason))
    try:
        return OriginalOut.model_validate(original(vault_of(office.settings, ledger), ledger, record_id))
    except NotFoundError as error:
        raise Refusal(404, NOT_KEPT) from error
    except SettingsError as error:
        raise Refusal(409, NO_OPENING) from error
