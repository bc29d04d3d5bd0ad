"""A tiny entailment model, built here: it entails a claim by the share of its words that a window holds."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from auditor.errors import ConfigError
from auditor.judges.apply import Asking, apply_judges
from auditor.judges.check import objection
from auditor.judges.protocol import Answer, Failure, Noted, Request, Shown

from .conftest import make_claim, make_recording

onnx = pytest.importorskip("onnx", reason="builds the model with onnx")
pytest.importorskip("onnxruntime", reason="needs the extra nli")
tokenizers = pytest.importorskip("tokenizers", reason="needs the extra nli")

from auditor.judges.nli import NliJudge  # noqa: E402

WORDS = "rosa tom we they no not opened built the stage ourselves out of old oak ferry line".split()
WORDS += "never baker lent us his van a".split()
VOCABULARY = {"[PAD]": 0, "[UNK]": 1, "[CLS]": 2, "[SEP]": 3, **{w: n for n, w in enumerate(WORDS, 4)}}
LABELS = {"0": "CONTRADICTION", "1": "NEUTRAL", "2": "ENTAILMENT"}


def build(folder: Path, labels: dict[str, str] = LABELS, limit: int = 512) -> Path:
    """Logits: contradiction where the pair holds `never`; entailment by how many claim words stand in the window."""
    from onnx import TensorProto, helper

    # token_type_ids tell claim from window; a word of the claim is covered where an equal word stands in the window
    nodes = [
        helper.make_node("Cast", ["token_type_ids"], ["side"], to=TensorProto.FLOAT),
        helper.make_node("Sub", ["one", "side"], ["other"]),
        helper.make_node("Unsqueeze", ["input_ids", "last"], ["across"]),
        helper.make_node("Unsqueeze", ["input_ids", "middle"], ["down"]),
        helper.make_node("Equal", ["across", "down"], ["same"]),
        helper.make_node("Cast", ["same"], ["equal"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["other", "middle"], ["window"]),
        helper.make_node("Mul", ["equal", "window"], ["met"]),
        helper.make_node("ReduceMax", ["met"], ["covered"], axes=[2], keepdims=0),
        helper.make_node("Mul", ["covered", "side"], ["counted"]),
        helper.make_node("ReduceSum", ["counted", "row"], ["hits"], keepdims=1),
        helper.make_node("ReduceSum", ["side", "row"], ["all"], keepdims=1),
        helper.make_node("Div", ["hits", "all"], ["share"]),
        helper.make_node("Sub", ["share", "half"], ["above"]),
        helper.make_node("Mul", ["above", "steep"], ["entails"]),
        helper.make_node("Equal", ["input_ids", "never"], ["is_never"]),
        helper.make_node("Cast", ["is_never"], ["nevers"], to=TensorProto.FLOAT),
        helper.make_node("ReduceMax", ["nevers"], ["denied"], axes=[1], keepdims=1),
        helper.make_node("Mul", ["denied", "strong"], ["contradicts"]),
        helper.make_node("Mul", ["contradicts", "nothing"], ["neutral"]),
        helper.make_node("Concat", ["contradicts", "neutral", "entails"], ["logits"], axis=1),
    ]
    numbers = {"one": 1.0, "half": 0.85, "steep": 40.0, "strong": 30.0, "nothing": 0.0}
    constants = [helper.make_tensor(name, TensorProto.FLOAT, [], [value]) for name, value in numbers.items()]
    axes = {"row": 1, "last": 2, "middle": 1}
    constants += [helper.make_tensor(name, TensorProto.INT64, [1], [value]) for name, value in axes.items()]
    constants.append(helper.make_tensor("never", TensorProto.INT64, [], [VOCABULARY["never"]]))
    inputs = [helper.make_tensor_value_info(n, TensorProto.INT64, [1, None]) for n in ("input_ids", "token_type_ids")]
    outputs = [helper.make_tensor_value_info("logits", TensorProto.FLOAT, [1, 3])]
    graph = helper.make_graph(nodes, "tiny", inputs, outputs, constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    folder.mkdir(parents=True, exist_ok=True)
    onnx.save(model, str(folder / "model.onnx"))
    (folder / "config.json").write_text(json.dumps({"id2label": labels, "max_position_embeddings": limit}))
    _tokenizer().save(str(folder / "tokenizer.json"))
    return folder


def _tokenizer() -> Any:
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

    tokenizer = Tokenizer(models.WordLevel(VOCABULARY, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    tokenizer.enable_truncation(8)  # as shipped tokenizers do: the judge must not let it cut anything off
    return tokenizer


def ask(folder: Path, claim: str, *lines: str, noted: list[Noted] | None = None) -> tuple[Answer | Failure, Request]:
    shown = [Shown(id=n, path="p", lines=[line]) for n, line in enumerate(lines, 1)]
    request = Request(key="k", claim=claim, passages=shown, differences=noted or [])
    ((_, answer),) = NliJudge("tiny", folder).ask([request])
    return answer, request


def test_entailed(tmp_path: Path) -> None:
    answer, request = ask(build(tmp_path), "we built the stage", "the ferry line", "no we built the stage ourselves")
    assert isinstance(answer, Answer)
    assert (answer.verdict, answer.passage) == ("supported", 2) and answer.risk < 0.1
    assert objection(answer, request) is None


def test_contradicted(tmp_path: Path) -> None:
    folder = build(tmp_path)
    answer, _ = ask(folder, "they lent us the ferry", "the baker never lent us his van")
    assert isinstance(answer, Answer) and answer.verdict == "unsupported" and answer.risk > 0.9
    noted = [Noted(kind="name", claimed="the ferry", source="his van")]
    answer, request = ask(folder, "they lent us the ferry", "the baker never lent us his van", noted=noted)
    assert isinstance(answer, Answer) and (answer.verdict, answer.claimed) == ("altered", "the ferry")
    assert objection(answer, request) is None


def test_neither(tmp_path: Path) -> None:
    answer, _ = ask(build(tmp_path), "tom opened the ferry line", "we built out of old oak")
    assert isinstance(answer, Answer) and answer.verdict == "not-in-passages"


@pytest.mark.parametrize("place", [0, 150, 299])
def test_nothing_of_a_long_passage_is_cut_off(tmp_path: Path, place: int) -> None:
    words = ["oak"] * 300
    words[place:place] = "we built the stage ourselves".split()
    answer, request = ask(build(tmp_path, limit=60), "we built the stage ourselves", " ".join(words))
    assert isinstance(answer, Answer) and answer.verdict == "supported"
    assert objection(answer, request) is None


def test_a_claim_longer_than_the_model_is_a_failure(tmp_path: Path) -> None:
    answer, _ = ask(build(tmp_path, limit=60), "oak " * 100, "old oak")
    assert isinstance(answer, Failure)


def test_the_labels_are_read_from_the_model(tmp_path: Path) -> None:
    swapped = {"0": "not_entailment", "1": "other", "2": "entailment"}
    answer, _ = ask(build(tmp_path, swapped), "we built the stage", "we built the stage")
    assert isinstance(answer, Answer) and answer.verdict == "supported"
    with pytest.raises(ConfigError, match="no label `entailment`"):
        ask(build(tmp_path / "b", {"0": "LABEL_0", "1": "LABEL_1", "2": "LABEL_2"}), "a", "b")


def test_a_folder_without_a_model(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"no model\.onnx and no model\.safetensors"):
        NliJudge("tiny", tmp_path)
    build(tmp_path / "m")
    (tmp_path / "m" / "model.onnx").write_bytes(b"nonsense")
    with pytest.raises(ConfigError, match="cannot be used"):
        NliJudge("tiny", tmp_path / "m")


def test_it_judges_a_recording(tmp_path: Path) -> None:
    recording = make_recording([make_claim("we built the stage ourselves out of old oak")])
    done, counts = apply_judges([recording], [NliJudge("tiny", build(tmp_path))], Asking(everything=True))
    assert counts.judged == 1 and counts.dropped == {}
    assert done[0].claims[0].judge is not None and done[0].claims[0].judge.verdict == "supported"


def build_transformers(folder: Path, limit: int = 64) -> Path:
    """A small BERT of random weights, the same every time, with the words of this file."""
    torch = pytest.importorskip("torch", reason="needs the extra transformers")
    transformers = pytest.importorskip("transformers", reason="needs the extra transformers")
    torch.manual_seed(7)
    config = transformers.BertConfig(
        vocab_size=len(VOCABULARY), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16,
        max_position_embeddings=limit, id2label={int(k): v for k, v in LABELS.items()}, num_labels=3,
    )  # fmt: skip
    model = transformers.BertForSequenceClassification(config)
    with torch.no_grad():
        model.classifier.bias.copy_(torch.tensor([0.0, 0.0, 9.0]))
    model.save_pretrained(str(folder))
    special = {"unk_token": "[UNK]", "pad_token": "[PAD]", "cls_token": "[CLS]", "sep_token": "[SEP]"}
    fast = transformers.PreTrainedTokenizerFast(tokenizer_object=_tokenizer(), **special)
    fast.save_pretrained(str(folder))
    return folder


def test_weights_without_an_onnx_file_are_run_by_transformers(tmp_path: Path) -> None:
    folder = build_transformers(tmp_path / "bert")
    answer, request = ask(folder, "we built the stage", "the ferry line", "no we built the stage ourselves")
    assert isinstance(answer, Answer) and answer.verdict == "supported" and answer.risk < 0.1
    assert objection(answer, request) is None
    assert ask(folder, "we built the stage", "the ferry line", "no we built the stage ourselves")[0] == answer


def test_transformers_cut_nothing_off_either(tmp_path: Path) -> None:
    folder = build_transformers(tmp_path / "bert")
    seen: list[str] = []
    judge = NliJudge("bert", folder)
    logits = judge._pairs.logits
    judge._pairs.logits = lambda window, claim: seen.append(window) or logits(window, claim)  # type: ignore[method-assign,func-returns-value]
    words = [WORDS[n % len(WORDS)] for n in range(300)]
    request = Request(
        key="k", claim="old oak", passages=[Shown(id=1, path="p", lines=[" ".join(words)])], differences=[]
    )
    assert isinstance(next(judge.ask([request]))[1], Answer)
    assert seen[0].split()[0] == words[0] and seen[-1].split()[-1] == words[-1] and len(seen) > 4
    assert all(judge._pairs.tokens(window, "old oak") <= judge._pairs.limit for window in seen)


def test_a_folder_for_transformers_without_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"")
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(ConfigError, match=r"auditor\[transformers\]"):
        NliJudge("tiny", tmp_path)
