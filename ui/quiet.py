"""The switches that keep third parties from phoning home; set before any of them is imported."""

from collections.abc import MutableMapping
from typing import Final

SWITCHES: Final = {
    "ANONYMIZED_TELEMETRY": "False",
    "DO_NOT_TRACK": "1",
    "GRADIO_ANALYTICS_ENABLED": "False",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_OFFLINE": "1",
    "LANGSMITH_TRACING": "false",
    "ORT_DISABLE_TELEMETRY": "1",
    "TLDEXTRACT_CACHE_TIMEOUT": "1",
    "TRANSFORMERS_OFFLINE": "1",
}


def hush(environment: MutableMapping[str, str]) -> None:
    """Set every switch; what a person set on purpose stays."""
    for name, value in SWITCHES.items():
        environment.setdefault(name, value)
