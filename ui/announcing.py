"""What the person who started the server reads once questions can really be answered."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Final
from urllib.parse import quote

from fastapi import FastAPI
from starlette.types import Lifespan

from chat.contract import AssistantLike
from chat.warming import LOADING, WarmingAssistant
from data.records import Kind

POLL_S: Final = 0.2
Say = Callable[[str], None]


def warming_lifespan(assistant: WarmingAssistant, address: str, say: Say, *, staff: bool = False) -> Lifespan[FastAPI]:
    """Open the assistant in the background while the server runs, and say where to go once it is there."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        assistant.start()
        announcing = asyncio.create_task(_announce(assistant, address, say, staff))
        yield
        announcing.cancel()
        with suppress(asyncio.CancelledError):
            await announcing
        assistant.stop()

    return lifespan


async def _announce(assistant: WarmingAssistant, address: str, say: Say, staff: bool) -> None:
    """Wait until it is ready, saying once what is missing if it is more than time."""
    told = LOADING
    while (missing := await asyncio.to_thread(assistant.ready)) is not None:
        if missing != told:
            say(f"not ready: {missing}")
            told = missing
        await asyncio.sleep(POLL_S)
    say(await asyncio.to_thread(announcement, assistant, address, staff))


def announcement(assistant: AssistantLike, address: str, staff: bool) -> str:
    """The addresses, and three questions to try on the product most has been said about."""
    lines = [
        "Témoin is ready.",
        f"  shop     {address}/",
        *([f"  console  {address}/console"] if staff else []),
        f"  API      {address}/docs",
    ]
    products = assistant.products()
    if products:
        most = max(products, key=lambda summary: summary.records.get(Kind.REVIEW, 0)).product.id
        fr, en = (assistant.suggestions(most, language) for language in ("fr", "en"))
        lines += ["", f"Three questions to try at {address}/p/{quote(most)}"]
        lines += [f"  {question}" for question in (*fr[:2], *en[:1])]
    return "\n".join(lines)
