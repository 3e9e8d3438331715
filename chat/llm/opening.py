"""Opens the chat model the settings name, through LangChain."""

from typing import Any

from chat.llm.prompting import SCHEMA
from chat.llm.verification import Judge
from chat.llm.writer import TOTAL_S, Writer
from data.errors import ModelError
from data.settings import Settings

EXTRAS = {
    "openai": "langchain-openai",
    "anthropic": "langchain-anthropic",
    "mistralai": "langchain-mistralai",
    "ollama": "langchain-ollama",
}
JSON_SCHEMA: dict[str, Any] = {
    "response_format": {"type": "json_schema", "json_schema": {"name": "answer", "strict": True, "schema": SCHEMA}}
}
"""How OpenAI-compatible servers are told the form of the answer; others are told in the prompt."""


def open_writer(settings: Settings, judge: Judge | None = None) -> Writer | None:
    """The writer of `TEMOIN_CHAT_MODEL`, `None` where it names no model.

    Raises:
        ModelError: the model or the package it needs is not there.
    """
    name = settings.chat_model
    if not name:
        return None
    provider, _, model = name.partition(":")
    if not model:
        raise ModelError(f"TEMOIN_CHAT_MODEL={name!r}: provider:model was expected, such as openai:gpt-4.1-mini")
    from langchain.chat_models import init_chat_model

    key = settings.chat_api_key.get_secret_value() if settings.chat_api_key else None
    options: dict[str, Any] = {"temperature": 0, "timeout": TOTAL_S, "max_retries": 0, "max_tokens": 500}
    options |= {name: value for name, value in (("base_url", settings.chat_base_url), ("api_key", key)) if value}
    try:
        opened = init_chat_model(model, model_provider=provider, **options)
    except (ImportError, ValueError) as error:
        package = EXTRAS.get(provider)
        remedy = f"pip install {package}, and check the key" if package else f"one of {', '.join(EXTRAS)} was expected"
        raise ModelError(f"chat model {name!r} cannot be opened ({str(error).splitlines()[0]}): {remedy}") from error
    return Writer(opened, judge, **(JSON_SCHEMA if provider == "openai" else {}))
