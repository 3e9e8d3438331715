"""The compose file and the Kubernetes sketch say what the product understands, and leave no door open."""

import re
from pathlib import Path
from typing import Any

import yaml

from data.settings import Settings

DEPLOY = Path(__file__).parent.parent / "deploy"
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
OBJECTS = list(yaml.safe_load_all((DEPLOY / "kubernetes.yaml").read_text(encoding="utf-8")))
KNOWN = {f"TEMOIN_{name.upper()}" for name in Settings.model_fields}


def containers(of: Any) -> list[dict[str, Any]]:
    """Every container anywhere in an object."""
    if isinstance(of, dict):
        return [*of.get("containers", []), *(c for value in of.values() for c in containers(value))]
    return [c for one in of for c in containers(one)] if isinstance(of, list) else []


def test_every_variable_is_a_setting() -> None:
    for path in (DEPLOY / "compose.yaml", DEPLOY / "kubernetes.yaml"):
        named = set(re.findall(r"TEMOIN_[A-Z_]+", path.read_text(encoding="utf-8")))
        assert named, path
        assert named <= KNOWN


def test_what_has_no_authentication_is_on_the_inner_network_alone() -> None:
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    for name in ("ledger", "index"):
        service = COMPOSE["services"][name]
        assert service["networks"] == ["inside"]
        assert "ports" not in service
    assert all(port.startswith("127.0.0.1:") for port in COMPOSE["services"]["answers"]["ports"])


def test_images_are_named_with_their_version_and_no_secret_is_written_down() -> None:
    images = [s["image"] for s in COMPOSE["services"].values() if "image" in s]
    images += [c["image"] for c in containers(OBJECTS)]
    assert images
    assert all(re.fullmatch(r"[\w./-]+:\d[\w.]*", image) for image in images)
    assert not re.search(r"PASSWORD: *\S", (DEPLOY / "compose.yaml").read_text(encoding="utf-8"))


def test_what_answers_writes_nowhere_but_its_volumes_and_is_asked_for_its_health() -> None:
    answers = next(c for c in containers(OBJECTS) if c["name"] == "answers")
    assert answers["securityContext"]["readOnlyRootFilesystem"]
    assert answers["readinessProbe"]["httpGet"]["path"] == "/readyz"
    assert answers["livenessProbe"]["httpGet"]["path"] == "/healthz"
    assert COMPOSE["services"]["answers"]["read_only"]
    for service in ("answers", "ingest"):
        assert COMPOSE["services"][service]["environment"]["TEMOIN_BUDGETS"] == "shared"
