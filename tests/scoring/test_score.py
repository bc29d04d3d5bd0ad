"""The public function and the command: counts, pooling, partners, details, variants without a reference."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import auditor
from auditor.cli.score import Call
from auditor.cli.score import score as command
from auditor.errors import ConfigError, InputError
from auditor.reading import read_transcript
from auditor.reports.json import read as read_audit
from auditor.scoring import compare_variants
from auditor.scoring.align import canonical_counts
from auditor.scoring.options import ScoreOptions

TRUTH = (
    "The lighthouse at Skelby was built in 1931. It isn't tall, but it's bright. "
    "Forty boats come home every evening, and nobody was lost."
)
GOOD = (
    "the light house at skelby was built in nineteen thirty one it is not tall but it is bright um "
    "40 boats come home every evening and nobody was lost"
)
BAD = (
    "the light house at selby was built in nineteen thirteen it is tall but it's bright "
    "fourteen boats come come come come home every evening and nobody was lost"
)


def files(folder: Path, **texts: str) -> dict[str, str]:
    paths = {name: folder / f"{name}.txt" for name in texts}
    for name, path in paths.items():
        path.write_text(texts[name] + "\n", "utf-8")
    return {name: str(path) for name, path in paths.items()}


def test_raw_and_normalised_side_by_side(tmp_path: Path) -> None:
    paths = files(tmp_path, truth=TRUTH, good=GOOD)
    audit = auditor.score(paths["truth"], paths["good"])
    row = audit.recordings[0].asr.variants[0]
    raw = canonical_counts(TRUTH.split(), GOOD.split())
    assert (row["raw"]["errors"], row["raw"]["reference_words"]) == (raw.errors, len(TRUTH.split()))
    assert row["normalised"]["errors"] == 2  # lighthouse / light house
    assert (
        row["normalised"]["hits"] + row["normalised"]["substitutions"] + row["normalised"]["deletions"]
        == (row["normalised"]["reference_words"])
    )
    assert "norm:en-1" in audit.signature
    assert "cost:canonical" in audit.signature


def test_the_waterfall_goes_from_raw_to_normalised(tmp_path: Path) -> None:
    paths = files(tmp_path, truth=TRUTH, good=GOOD)
    row = auditor.score(paths["truth"], paths["good"]).recordings[0].asr.variants[0]
    steps = row["waterfall"]
    assert [step["step"] for step in steps] == [
        "raw", "case", "punctuation", "numbers", "contractions", "fillers", "spelling",
    ]  # fmt: skip
    assert steps[0]["errors"] == row["raw"]["errors"]
    assert steps[-1]["errors"] == row["normalised"]["errors"]
    saved = {step["step"]: step["saved"] for step in steps}
    assert saved["case"] > 0 and saved["numbers"] > 0 and saved["contractions"] > 0 and saved["fillers"] == 1


def test_errors_that_change_the_meaning_are_counted_apart(tmp_path: Path) -> None:
    paths = files(tmp_path, truth=TRUTH, bad=BAD)
    row = auditor.score(paths["truth"], paths["bad"]).recordings[0].asr.variants[0]
    parts = row["breakdown"]
    assert parts["changes"]["number"] == 2
    assert parts["changes"]["negation"] == 1
    assert parts["classes"]["entity"]["wrong"] == 1
    assert parts["meaning"] + parts["harmless"] == row["normalised"]["errors"]
    assert row["without_loops"]["removed_words"] == 3
    assert row["without_loops"]["errors"] == row["normalised"]["errors"] - 3


def test_a_glossary_makes_spellings_the_same_and_its_terms_a_class(tmp_path: Path) -> None:
    paths = files(tmp_path, truth=TRUTH, bad=BAD, good=GOOD)
    options = ScoreOptions(glossary=(("lighthouse", "light house"), ("Skelby", "Selby")))
    audit = auditor.score(paths["truth"], [paths["good"], paths["bad"]], options)
    good, bad = audit.recordings[0].asr.variants
    assert good["normalised"]["errors"] == 0
    assert bad["breakdown"]["classes"]["term"] == {"words": 2, "wrong": 0, "rate": 0.0, "inserted": 0}
    assert "glossary:none" not in audit.signature


def test_places_where_all_variants_agree_against_the_reference(tmp_path: Path) -> None:
    paths = files(tmp_path, truth="we met at noon near the old harbour", a="we met at ten near the old harbour",
                  b="we met at ten near an old harbour")  # fmt: skip
    asr = auditor.score(paths["truth"], [paths["a"], paths["b"]]).recordings[0].asr
    assert [(place["reference"], place["all_say"]) for place in asr.pooled["reference_doubtful"]] == [("noon", "10")]
    assert asr.significance[0]["verdict"].startswith("no difference shown")


def test_folders_are_matched_by_stem_and_pooled_by_words(tmp_path: Path) -> None:
    for folder, texts in {
        "ref": {"one": "a b c d e f g h i j", "two": "k l"},
        "hyp": {"one": "a b c d e f g h i j", "two": "x y"},
    }.items():
        (tmp_path / folder).mkdir()
        files(tmp_path / folder, **texts)
    audit = auditor.score(str(tmp_path / "ref"), str(tmp_path / "hyp"))
    assert [recording.name for recording in audit.recordings] == ["one", "two"]
    pooled = audit.summary["scores"][str(tmp_path / "hyp")]["normalised"]
    assert (pooled["errors"], pooled["reference_words"]) == (2, 12)
    assert pooled["wer"] == pytest.approx(2 / 12, abs=1e-6)  # not the mean of 0 and 1


def test_a_file_without_a_partner_is_an_error(tmp_path: Path) -> None:
    for folder, texts in {"ref": {"one": "a"}, "hyp": {"one": "a", "three": "b"}}.items():
        (tmp_path / folder).mkdir()
        files(tmp_path / folder, **texts)
    with pytest.raises(InputError, match=r"three\.txt: has no partner"):
        auditor.score(str(tmp_path / "ref"), str(tmp_path / "hyp"))
    with pytest.raises(InputError, match="both files or both folders"):
        auditor.score(str(tmp_path / "ref"), str(tmp_path / "hyp" / "one.txt"))


def test_a_manifest_names_systems_and_bad_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files(tmp_path, r1="a b c", r2="d e f", h1="a b c", h2="d x f")
    manifest = tmp_path / "list.tsv"
    manifest.write_text("reference\tnew model\n# two\nr1.txt\th1.txt\nr2.txt\th2.txt\n", "utf-8")
    assert command(Call(manifest=str(manifest)), "json") == 0
    audit = json.loads(capsys.readouterr().out)
    assert audit["summary"]["scores"]["new model"]["normalised"]["errors"] == 1
    manifest.write_text("r1.txt\n", "utf-8")
    with pytest.raises(InputError, match=r"list\.tsv:1"):
        command(Call(manifest=str(manifest)))


def test_the_command_prints_writes_and_refuses(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paths = files(tmp_path, truth=TRUTH, good=GOOD, bad=BAD)
    call = Call((paths["truth"], paths["good"], paths["bad"]))
    report = tmp_path / "scores.json"
    assert command(call, "text", (str(report),)) == 0
    text = capsys.readouterr().out
    assert "signature: auditor" in text and "touch the meaning" in text
    audit = read_audit(report.read_bytes(), str(report))
    assert audit.recordings[0].asr.reference == paths["truth"]
    assert [pair.b for pair in audit.recordings[0].asr.pairs] == [paths["good"], paths["bad"]]
    assert [source.role for source in audit.recordings[0].sources] == ["reference", "source", "source"]
    command(call, "markdown")
    assert capsys.readouterr().out.count("|---|") == 1
    with pytest.raises(ConfigError, match="nothing to score"):
        command(Call((paths["truth"],)))
    for wrong in (Call(call.paths, profile="loud"), Call(call.paths, cost="free")):
        with pytest.raises(ConfigError, match="expected one of"):
            command(wrong)


def test_details_change_no_figure(tmp_path: Path) -> None:
    paths = files(tmp_path, truth=TRUTH, bad=BAD)
    full = auditor.score(paths["truth"], paths["bad"])
    plain = auditor.score(paths["truth"], paths["bad"], ScoreOptions(details=False))
    assert full.signature == plain.signature
    for key, value in plain.recordings[0].asr.variants[0].items():
        assert full.recordings[0].asr.variants[0][key] == value


def test_times_and_speakers_of_the_reference_carry_the_counts(tmp_path: Path) -> None:
    cues = "".join(
        f"00:0{n}:00.000 --> 00:0{n}:05.000\n<v {who}>{text}\n\n"
        for n, (who, text) in enumerate(
            [("Ada", "we went to sea"), ("Bo", "nobody saw us"), ("Ada", "the fog was thick")]
        )
    )
    truth = tmp_path / "truth.vtt"
    truth.write_text(f"WEBVTT\n\n{cues}", "utf-8")
    paths = files(tmp_path, hyp="we went to the sea nobody saw him the fog was")
    row = auditor.score(str(truth), paths["hyp"]).recordings[0].asr.variants[0]
    assert [(m["minute"], m["errors"], m["words"]) for m in row["minutes"]] == [(0, 1, 4), (1, 1, 3), (2, 1, 4)]
    assert [(s["speaker"], s["errors"], s["reference_words"]) for s in row["speakers"]] == [("Ada", 2, 8), ("Bo", 1, 3)]


def test_without_a_reference_variants_vote(tmp_path: Path) -> None:
    paths = files(tmp_path, a="we met at ten near the pier", b="we met at ten near a pier",
                  c="we met at nine near the pier")  # fmt: skip
    asr = compare_variants([read_transcript(path) for path in paths.values()])
    assert asr.reference is None
    assert len(asr.pairs) == 3
    assert asr.consensus["text"] == "we met at 10 near the pier"
    assert "not accuracy" in asr.consensus["note"]
    dissents = {row["path"]: [d["says"] for d in row["dissents"]] for row in asr.consensus["distances"]}
    assert dissents == {paths["a"]: [], paths["b"]: ["a"], paths["c"]: ["9"]}


def test_two_variants_are_compared_and_one_is_not(tmp_path: Path) -> None:
    paths = files(tmp_path, a="red boats", b="red boat")
    both = [read_transcript(path) for path in paths.values()]
    asr = compare_variants(both)
    assert [pair.scores["normalised"]["errors"] for pair in asr.pairs] == [1]
    assert asr.consensus["disagreement"] == [{"a": paths["a"], "b": paths["b"], "disagreement": 0.5}]
    assert compare_variants(both[:1]).pairs == []
    assert compare_variants(both[1:], both[0]).variants[0]["normalised"]["substitutions"] == 1


def test_the_same_call_gives_the_same_bytes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paths = files(tmp_path, truth=TRUTH, good=GOOD, bad=BAD)
    call = Call(tuple(paths.values()))
    outputs = []
    for _ in range(2):
        command(call, "json")
        outputs.append(capsys.readouterr().out)
    assert outputs[0] == outputs[1]


def test_empty_files_are_scored_and_not_refused(tmp_path: Path) -> None:
    paths = files(tmp_path, truth="one two three", nothing="")
    row = auditor.score(paths["truth"], paths["nothing"]).recordings[0].asr.variants[0]
    assert (row["raw"]["wer"], row["raw"]["deletions"], row["raw"]["cer"]) == (1.0, 3, 1.0)
    row = auditor.score(paths["nothing"], paths["truth"]).recordings[0].asr.variants[0]
    assert (row["raw"]["wer"], row["raw"]["insertions"], row["interval"]) == (None, 3, None)


def test_one_character_utterances_count(tmp_path: Path) -> None:
    paths = files(tmp_path, truth="a\nthe end", hyp="b\nthe end")
    assert auditor.score(paths["truth"], paths["hyp"]).recordings[0].asr.variants[0]["raw"]["errors"] == 1


def test_recordings_of_an_stm_are_matched_by_name(tmp_path: Path) -> None:
    truth, hypothesis = tmp_path / "r.stm", tmp_path / "h.stm"
    truth.write_text("f 1 a 0 1 one two\nf 1 b 1 2 three\ng 1 a 0 1 four five\n", "utf-8")
    hypothesis.write_text("g 1 x 0 1 four five\nf 1 x 0 2 one two trees\n", "utf-8")
    assert auditor.score(str(truth), str(hypothesis)).recordings[0].asr.variants[0]["raw"]["errors"] == 1
    hypothesis.write_text("f 1 x 0 2 one two three\n", "utf-8")
    with pytest.raises(InputError, match="has nothing of `g 1`"):
        auditor.score(str(truth), str(hypothesis))


def test_the_command_line_itself(tmp_path: Path) -> None:
    paths = files(tmp_path, truth=TRUTH, good=GOOD)
    glossary = tmp_path / "terms.txt"
    glossary.write_text("# one term a line\nlighthouse, light house\n", "utf-8")
    call = [sys.executable, "-m", "auditor", "score", paths["truth"]]
    good = subprocess.run(
        [*call, paths["good"], "--glossary", str(glossary), "-f", "json"], capture_output=True, check=True
    )
    row = json.loads(good.stdout)["recordings"][0]["asr"]["variants"][0]
    assert row["normalised"]["errors"] == 0
    bad = subprocess.run([*call, str(tmp_path / "missing.txt")], capture_output=True, text=True)
    assert bad.returncode == 2
    assert bad.stderr.count("\n") == 1 and "missing.txt" in bad.stderr
