"""Embedding on a Ray cluster of two processes: the same vectors, and a process that dies costs nothing but time."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from retrieval.embedder import Embedder

pytestmark = pytest.mark.model
ROOT = Path(__file__).parents[2]
TEXTS = [f"Avis {i} : la semelle tient {i} kilomètres, {'sans' if i % 2 else 'avec'} ampoule." for i in range(200)]
EMBED = """
import json, os, signal, sys
from pathlib import Path
import numpy as np
import psutil
import ray
from data.home import Home
from data.settings import load_settings
from retrieval.model import ModelSource
from retrieval.ray_cluster import RayModel

ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
settings = load_settings(home=sys.argv[1], threads=1)
texts = json.loads(sys.stdin.read())
model = RayModel(ModelSource(settings, Home(settings.home)))
embedder, killed = model.open(), []

def kill_one(done):
    if not killed:
        members = [one.pid for one in psutil.process_iter() if " ".join(one.cmdline()).startswith("ray::Member")]
        killed.append(members[0])
        os.kill(killed[0], signal.SIGKILL)

vectors = embedder.documents(texts, kill_one if sys.argv[2] == "kill" else None)
np.save(sys.argv[3], vectors)
print(json.dumps({"members": len(embedder._members), "killed": len(killed), "made": model.made(embedder.model_id)}))
"""


@pytest.mark.parametrize("how", ["alone", "kill"])
def test_two_processes_give_the_vectors_of_one(how: str, model: Embedder, model_home: Path, tmp_path: Path) -> None:
    out = tmp_path / "vectors.npy"
    done = subprocess.run(
        [sys.executable, "-c", EMBED, str(model_home), how, str(out)],
        cwd=ROOT, input=json.dumps(TEXTS), capture_output=True, text=True, check=False, timeout=280,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    told = json.loads(done.stdout.splitlines()[-1])
    assert told == {"members": 2, "killed": int(how == "kill"), "made": True}
    assert np.sum(np.load(out) * model.documents(TEXTS), axis=1).min() > 0.99999
