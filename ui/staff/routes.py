"""Every router of the staff's API: each route asks for `Staff` or `Admin` (chat.api_needs)."""

from typing import Final

from fastapi import APIRouter

from ui.staff import answering, erasures, evaluation, figures, imports, moderation, originals, questions, stock

ROUTERS: Final[tuple[APIRouter, ...]] = (
    answering.router,
    erasures.router,
    evaluation.router,
    figures.router,
    imports.router,
    moderation.router,
    originals.router,
    questions.router,
    stock.router,
)
