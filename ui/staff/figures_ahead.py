"""Counts what takes minutes before anybody opens the dashboard: once the index has a new generation."""

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from threading import Event, Thread
from typing import Final

from fastapi import FastAPI
from starlette.types import Lifespan

from data.errors import TemoinError
from ui.staff.figures_source import FigureSource

log = logging.getLogger("temoin.figures")
EVERY_S: Final = 60.0
"""Seconds between two looks at the index; the first one a while after a server has begun."""


def renewing(
    lifespan: Lifespan[FastAPI], source: FigureSource, ready: Callable[[], str | None], every_s: float = EVERY_S
) -> Lifespan[FastAPI]:
    """A server's life, in which figures its staff looked at once are counted again whenever they are out of date."""

    @asynccontextmanager
    async def renewed(app: FastAPI) -> AsyncIterator[None]:
        stop = Event()
        async with lifespan(app):
            Thread(target=_look, args=(source, ready, every_s, stop), name="figures-ahead", daemon=True).start()
            try:
                yield
            finally:
                stop.set()

    return renewed


def _look(source: FigureSource, ready: Callable[[], str | None], every_s: float, stop: Event) -> None:
    while not stop.wait(every_s):
        try:
            if ready() is None:
                source.renew()
        except TemoinError as error:
            log.warning("figures could not be counted ahead: %s", error)
