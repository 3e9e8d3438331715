"""What the staff's routes refuse in particular, said in the language of whoever asked."""

from collections.abc import Callable, Coroutine, Mapping
from typing import Any, Final

from fastapi import Request, Response
from fastapi.routing import APIRoute

from chat.problems import problem_of, problem_response, trace_id_of
from data.errors import TemoinError

Handler = Callable[[Request], Coroutine[Any, Any, Response]]
RETRY_S: Final = 5


class Refusal(TemoinError):
    """A request that is understood and cannot be done; `said` is one sentence in French and one in English."""

    def __init__(self, status: int, said: Mapping[str, str]) -> None:
        """`status` is 404, 409 or 422."""
        super().__init__(said["en"])
        self.status, self.said = status, said


class StaffRoute(APIRoute):
    """Answers a `Refusal` as a problem in the reader's language; used by `APIRouter(route_class=StaffRoute)`."""

    def get_route_handler(self) -> Handler:
        """As `APIRoute`."""
        answer = super().get_route_handler()

        async def refusing(request: Request) -> Response:
            try:
                return await answer(request)
            except Refusal as refusal:
                return _problem(request, refusal)

        return refusing


def preferred(request: Request) -> str:
    """French for whoever prefers it, else English."""
    return "fr" if request.headers.get("accept-language", "").lower().startswith("fr") else "en"


def _problem(request: Request, refusal: Refusal) -> Response:
    language = preferred(request)
    problem = problem_of(refusal.status, trace_id_of(request), detail=refusal.said[language])
    later = {"Retry-After": str(RETRY_S)} if refusal.status == 409 else {}
    return problem_response(problem, {"Content-Language": language} | later)
