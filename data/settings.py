"""Every setting, read once from the environment or `.env` by a `__main__`, then passed in."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from data.errors import SettingsError

BUILT_IN_MODEL = "multilingual-e5-small"


class Settings(BaseSettings):
    """Settings of one installation; each is the environment variable `TEMOIN_<NAME>`."""

    model_config = SettingsConfigDict(
        env_prefix="TEMOIN_", env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    home: Annotated[Path, Field(description="folder of the ledger, the index generations and the model")] = Path(
        ".temoin"
    )
    ledger_url: Annotated[
        str | None, Field(description="SQLAlchemy URL of the ledger; empty: a SQLite file in the home folder")
    ] = None
    chroma_url: Annotated[
        str | None, Field(description="URL of a Chroma server; empty: embedded generations in the home folder")
    ] = None
    embedding_model: Annotated[
        str, Field(description="the built-in model, or the folder or hub name of any sentence-transformers model")
    ] = BUILT_IN_MODEL
    reranker: Annotated[
        str | None, Field(description="folder or hub name of a cross-encoder that reads the best hits; empty: none")
    ] = None
    cross_encoder: Annotated[
        Literal["built-in", "none"],
        Field(description="built-in: passages are read together with the question; none: faster, and worse answers"),
    ] = "built-in"
    chat_model: Annotated[
        str | None,
        Field(description="a LangChain chat model that words the answers, such as openai:gpt-4.1-mini; empty: none"),
    ] = None
    chat_base_url: Annotated[
        str | None, Field(description="URL of the chat model's server, for any that speaks the OpenAI protocol")
    ] = None
    chat_api_key: Annotated[
        SecretStr | None, Field(description="key of the chat model; empty: the variable its provider reads")
    ] = None
    threads: Annotated[int, Field(ge=1, le=256, description="CPU threads one embedding call may use")] = 2
    host: Annotated[str, Field(description="address the server listens on")] = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535, description="port the server listens on")] = 8000
    workers: Annotated[
        int, Field(ge=1, le=64, description="processes that answer; the console is there with one only")
    ] = 1
    cors_origins: Annotated[
        str, Field(description="origins of shops whose pages may call the API, such as https://shop.example, by comma")
    ] = ""
    trusted_proxies: Annotated[
        str, Field(description="addresses or networks of the proxies in front, by comma; only they may name a client")
    ] = ""
    questions_per_minute: Annotated[
        int | None,
        Field(ge=0, description="questions an address may ask a minute; empty: 60, on loopback no limit; 0: no limit"),
    ] = None
    requests_per_minute: Annotated[
        int | None,
        Field(ge=0, description="other calls of an address a minute; empty: 600, on loopback no limit; 0: no limit"),
    ] = None
    key_budget: Annotated[
        int, Field(ge=1, le=10_000, description="how many times the calls of an address one with an API key may make")
    ] = 10
    max_requests: Annotated[
        int, Field(ge=1, le=10_000, description="requests worked on at once; further ones are told to come back")
    ] = 200
    max_connections: Annotated[
        int, Field(ge=8, le=100_000, description="connections held at once; the longest idle makes way for a new one")
    ] = 1000
    answer_s: Annotated[
        float, Field(gt=0, le=3600, description="seconds after which a request is given up, whatever it waits for")
    ] = 60.0
    pii_key: Annotated[
        SecretStr | None,
        Field(description="key or long passphrase under which originals of masked texts are kept; empty: none is kept"),
    ] = None
    pii_key_before: Annotated[
        SecretStr | None, Field(description="the key before it, while python -m ingest reseal runs")
    ] = None
    budgets: Annotated[
        Literal["memory", "shared"],
        Field(description="where calls are counted: memory, one server; shared, in the home or PostgreSQL, several"),
    ] = "memory"
    otel: Annotated[
        bool, Field(description="1: send OpenTelemetry spans of answers, without text; their address: OTEL_EXPORTER_*")
    ] = False
    shelves: Annotated[int, Field(ge=1, description="products kept in memory, least recently asked dropped first")] = 64


def load_settings(**given: object) -> Settings:
    """Settings from the environment, `given` (such as command line options) winning where not `None`.

    Raises:
        SettingsError: naming each variable, its value and what was expected.
    """
    try:
        # values by name; the settings check their types
        return Settings(**{name: value for name, value in given.items() if value not in (None, "")})  # type: ignore[arg-type]
    except ValidationError as error:
        lines = [
            f"TEMOIN_{'_'.join(map(str, e['loc'])).upper()}={e.get('input')!r}: {e['msg']}" for e in error.errors()
        ]
        raise SettingsError("; ".join(lines) + " (see .env.example)") from error
