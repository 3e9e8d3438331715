"""Where an attack may write: a folder that is thrown away, and the model that is not built anew for each."""

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from data.home import Home
from data.settings import Settings
from retrieval.built_in_model import built_in_model
from retrieval.embedder import Embedder, open_embedder


@dataclass(frozen=True, slots=True)
class Scratch:
    """`folder` is this attack's own; `models` the folder of built models all attacks share."""

    folder: Path
    models: Path

    def part(self, name: str) -> "Scratch":
        """A folder of its own for a part of the attack."""
        folder = self.folder / name
        folder.mkdir(parents=True, exist_ok=True)
        return replace(self, folder=folder)

    def home(self, name: str = "home") -> Home:
        """A prepared home folder with the shared models in it."""
        home = Home(self.folder / name)
        home.root.mkdir(parents=True, exist_ok=True)
        self.models.mkdir(parents=True, exist_ok=True)
        if not home.models.exists():
            home.models.symlink_to(self.models.resolve(), target_is_directory=True)
        return home.prepare()

    def settings(self, home: Home, **more: object) -> Settings:
        """Settings of a home that nothing around this process changes."""
        return Settings(_env_file=None, home=home.root, threads=1, **more)  # type: ignore[arg-type]  # fields by name

    def embedder(self) -> Embedder:
        """The built-in model, built on first use and loaded once a process."""
        return _embedder(self.models)


@lru_cache(maxsize=1)
def _embedder(models: Path) -> Embedder:
    models.mkdir(parents=True, exist_ok=True)
    built_in_model(models)
    home = Home(models.parent)
    if home.models != models:
        raise ValueError(f"{models} was expected to be called models")
    return open_embedder(Settings(_env_file=None, home=home.root, threads=1), home)
