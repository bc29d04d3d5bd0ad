"""Finding, reading and merging the configuration; what a complaint says."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.errors import ConfigError, InputError
from auditor.gate.config import Choices, find_config, load_config
from auditor.gate.validate import key_lines, seconds
from auditor.settings import Settings


@pytest.fixture
def load(tmp_path):
    def loaded(text: str, choices: Choices | None = None, name: str = "auditor.toml"):
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return load_config(path, choices, tmp_path)

    return loaded


def test_the_nearest_file_upwards_wins(tmp_path):
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "auditor.toml").write_text("")
    assert find_config(inner) == tmp_path / "auditor.toml"
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.ruff]\n")
    assert find_config(inner) == tmp_path / "auditor.toml", "a pyproject.toml without our table is none of ours"
    (tmp_path / "a" / "pyproject.toml").write_text('[tool.auditor]\npreset = "strict"\n')
    assert find_config(inner) == tmp_path / "a" / "pyproject.toml"
    assert load_config(find_config(inner)).policy.preset == "strict"


def test_another_projects_broken_file_is_no_hindrance(tmp_path):
    (tmp_path / "pyproject.toml").write_text("[project\nname = 'auditor-user'\n")
    assert find_config(tmp_path) != tmp_path / "pyproject.toml"
    (tmp_path / "pyproject.toml").write_text("[tool.auditor\n")
    with pytest.raises(InputError, match="no valid TOML"):
        load_config(find_config(tmp_path))


def test_without_a_file_the_standard_preset_holds(tmp_path):
    config = load_config(None, start=tmp_path)
    assert (config.policy.limits.fabricated, config.policy.limits.altered, config.policy.fail_on) == (0, 0, "error")
    assert config.settings == Settings()


def test_the_file_goes_over_the_preset_and_the_call_over_the_file(load):
    text = (
        'preset = "strict"\nfail-on = "error"\n[limits]\nmax-review = 0.3\nmax-time-off = "off"\nmax-gap = "1.5min"\n'
    )
    config = load(text, Choices(fail_on="note", ignore=("time-off,S",)))
    limits = config.policy.limits
    assert (limits.fabricated, limits.max_review, limits.max_time_off, limits.max_gap) == (0, 0.3, None, 90.0)
    assert config.policy.fail_on == "note"
    assert "time-off" in config.policy.ignore and "speaker-invented" in config.policy.ignore
    origins = {value.key: (value.value, value.origin) for value in config.values}
    assert origins["preset"] == ("strict", "auditor.toml:1")
    assert origins["fail-on"] == ("note", "--fail-on")
    assert origins["limits.fabricated"] == (0, "preset strict")
    assert origins["limits.max-review"] == (0.3, "auditor.toml:4")
    assert origins["limits.max-time-off"] == ("off", "auditor.toml:5")
    assert origins["limits.max-wer"] == ("off", "default")


def test_levels_by_name_code_and_family(load):
    levels = load('[levels]\nA12 = "warning"\ntime-off = "error"\nsentiment = "off"\n').policy.levels
    assert levels["number-changed"] == "warning"
    assert levels["time-off"] == "error"
    assert levels["sentiment-missing"] == levels["sentiment-inconsistent"] == "off"


def test_settings_of_the_audit(load, tmp_path):
    (tmp_path / "terms.txt").write_text("# names\nVarroa, varoa, verroa\n\n", "utf-8")
    text = '[audit]\ntime-tolerance = "2s"\nsentiments = ["calm", "upset"]\n'
    text += 'glossary = [["oxalic acid"]]\nglossary-file = "terms.txt"\n'
    settings = load(text + '[audit.fields]\nspeaker = ["voice"]\n').settings
    assert settings.time_tolerance == 2.0
    assert settings.sentiments == ("calm", "upset")
    assert settings.glossary == (("oxalic acid",), ("Varroa", "varoa", "verroa"))
    assert settings.fields.speaker == ("voice",)
    assert settings.fields.owner == Settings().fields.owner


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[limits]\nfabricatd = 0\n", "auditor.toml:2: `limits.fabricatd`: no such key; did you mean `fabricated`?"),
        ("zzz = 1\n", "auditor.toml:1: `zzz`: no such key; expected one of preset, select"),
        ("[limits]\n\nfabricated = -1\n", "auditor.toml:3: `limits.fabricated`: expected a whole number from 0"),
        ("[limits]\nmax-wer = 15\n", "auditor.toml:2: `limits.max-wer`: expected a share from 0 to 1, got 15"),
        ('[limits]\nmax-gap = "soon"\n', 'auditor.toml:2: `limits.max-gap`: expected a duration such as "60s"'),
        ("[limits]\nfabricated = true\n", "auditor.toml:2: `limits.fabricated`: expected a whole number"),
        ('[limits]\nfabricatd = "off"\n', "did you mean `fabricated`?"),
        ('preset = "stict"\n', "auditor.toml:1: `preset`: expected one of lenient, standard, strict"),
        ('preset = "stict"\n', "did you mean `strict`?"),
        ('[levels]\nnumber-change = "off"\n', "auditor.toml:2: `levels.number-change`: no finding is called"),
        ('[levels]\ntime-off = "errors"\n', "did you mean `error`?"),
        ('[[recordings]]\nderived = "a.md"\n[[recordings]]\nsource = "b"\n', "auditor.toml:4: `recordings[1].source`"),
        ("[[recordings]]\nderived = 3\n", "auditor.toml:2: `recordings[0].derived`: expected"),
        ("[[overrides]]\nlevels = {}\n", "`overrides[0]`: Object missing required field `paths`"),
        ('[audit]\ntime-tolerence = "2s"\n', "did you mean `time-tolerance`?"),
        ('[audit]\ntime-tolerance = "long"\n', "auditor.toml:2: `audit.time-tolerance`: expected a duration"),
        ('[audit]\nfillers = "um"\n', "auditor.toml:2: `audit.fillers`: expected a list, got a string"),
        ("[audit]\nreview-risk = 7\n", "auditor.toml:2: `audit.review-risk`: expected a risk from 0 to 1"),
        ('fail-on-stale = "yes"\n', "auditor.toml:1: `fail-on-stale`: expected true or false"),
        ('ignore = ["nothing-such"]\n', "auditor.toml:1: `ignore`: no finding is called `nothing-such`"),
    ],
)
def test_a_complaint_names_file_line_key_and_what_was_expected(load, text, says):
    with pytest.raises(ConfigError) as raised:
        load(text)
    assert says in str(raised.value)
    assert "\n" not in str(raised.value)


def test_the_table_in_pyproject_is_named_with_its_line(load):
    with pytest.raises(ConfigError, match=r"pyproject.toml:4: `limits.altred`: no such key; did you mean `altered`"):
        load("[project]\nname = 'x'\n[tool.auditor.limits]\naltred = 1\n", name="pyproject.toml")


def test_missing_and_broken_files(load, tmp_path):
    with pytest.raises(InputError, match="no such configuration file"):
        load_config(tmp_path / "none.toml")
    with pytest.raises(InputError, match=r"auditor.toml: is no valid TOML: .*line 1"):
        load("preset = \n")
    with pytest.raises(InputError, match="glossary cannot be read"):
        load('[audit]\nglossary-file = "gone.txt"\n')


def test_unknown_words_in_the_call(load):
    for choices, says in (
        (Choices(preset="hard"), "--preset"),
        (Choices(fail_on="never"), "--fail-on"),
        (Choices(select=("A1", "number-chnged")), "--select: no finding is called `number-chnged`; did you mean"),
    ):
        with pytest.raises(ConfigError, match=says):
            load("", choices)


def test_the_baseline_beside_the_file_is_found(load, tmp_path):
    assert load("").baseline is None
    (tmp_path / "auditor-baseline.json").write_text("{}")
    assert load("").baseline == tmp_path / "auditor-baseline.json"
    assert load("", Choices(use_baseline=False)).baseline is None
    assert load("", Choices(baseline="x.json")).baseline == Path("x.json")
    assert load('baseline = "b/known.json"').baseline == tmp_path / "b" / "known.json"


@pytest.mark.parametrize(
    ("text", "value"), [("60s", 60), ("1.5 min", 90), ("500ms", 0.5), ("2h", 7200), ("7", 7), (3, 3), (0.5, 0.5)]
)
def test_durations(text, value):
    assert seconds(text) == value


@pytest.mark.parametrize("text", ["", "s", "-1s", "1 fortnight", None, True, -2, float("inf"), float("nan"), []])
def test_no_durations(text):
    with pytest.raises(ValueError, match="expected a duration"):
        seconds(text)


def test_lines_of_keys_in_nested_tables():
    text = "a = 1\n[t]\nb.c = 2\n[[r]]\nx = 1\n[[r]]\nlimits = { y = 2, z = 3 }\n[r.deep]\nq = 1\n"
    lines = key_lines(text)
    assert lines["a"] == 1 and lines["t.b.c"] == 3 and lines["r[0].x"] == 5
    assert lines["r[1].limits.z"] == 7 and lines["r[1].deep.q"] == 9
