"""`reports/` holds what the program makes today; every JSON in it is valid against the schema in the package."""

from __future__ import annotations

import importlib.util
import json
from functools import lru_cache
from pathlib import Path
from types import ModuleType

import jsonschema
import pytest

ROOT = Path(__file__).resolve().parents[2]


@lru_cache
def make() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_reports", ROOT / "reports" / "make.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@lru_cache
def made() -> dict[Path, str]:
    return make().made()  # type: ignore[no-any-return]


def kept() -> list[str]:
    made_by_hand = [ROOT / "reports" / "make.py", ROOT / "reports" / "README.md"]
    reports = [path for path in (ROOT / "reports").iterdir() if path.is_file() and path not in made_by_hand]
    others = [ROOT / "README.md", ROOT / "examples" / "README.md", ROOT / "auditor" / "model" / "result.schema.json"]
    return sorted(str(path.relative_to(ROOT)) for path in (*reports, *others))


@pytest.mark.parametrize("name", kept())
def test_report_is_what_the_program_makes_today(name: str) -> None:
    assert (ROOT / name).read_bytes() == made()[ROOT / name].encode(), f"{name} is stale: python reports/make.py"


def test_every_format_of_every_example_is_there() -> None:
    assert sorted(str(path.relative_to(ROOT)) for path in made()) == kept()


@pytest.mark.parametrize("name", [name for name in kept() if name.endswith(".json") and name.startswith("reports/")])
def test_json_is_valid_against_the_schema(name: str) -> None:
    schema = json.loads((ROOT / "auditor" / "model" / "result.schema.json").read_text("utf-8"))

    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads((ROOT / name).read_text("utf-8")), schema)


def test_the_schema_refuses_a_wrong_result() -> None:
    schema = json.loads((ROOT / "auditor" / "model" / "result.schema.json").read_text("utf-8"))
    wrong = {
        "schema_version": 1,
        "signature": "x",
        "recordings": [{"name": 3}],
        "gate": {"passed": True},
        "summary": {},
    }

    with pytest.raises(jsonschema.ValidationError, match="3 is not of type 'string'"):
        jsonschema.validate(wrong, schema)
