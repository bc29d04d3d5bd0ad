"""Real audits in every format: the examples, and the shared seeds where they are at hand."""

from __future__ import annotations

import csv
import io
import json
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from auditor import app
from auditor.cli.demo import EXAMPLES, folder_of
from auditor.model.result import Audit
from auditor.reports import render

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
SEEDS = sorted((SHARED / "seeds").glob("*.txt"))


def _seeds() -> Audit:
    if len(SEEDS) < 3:
        pytest.skip("no shared seeds beside this repository")
    captions, asr, summary = map(str, SEEDS[:3])
    return app.audit(summary, [captions, asr])


@pytest.fixture(scope="module", params=[*EXAMPLES, "seeds"])
def audit(request: Any) -> Audit:
    if request.param == "seeds":
        return _seeds()
    example = EXAMPLES[request.param]
    folder = folder_of(example)
    return app.audit(str(folder / example.derived), [str(folder / source) for source in example.sources])


def _schema(name: str) -> Any:
    path = SHARED / "bench" / "schemas" / name
    if not path.is_file():
        pytest.skip(f"no {name} beside this repository")
    return path


def test_json(audit):
    schema = json.loads(resources.files("auditor.model").joinpath("result.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(json.loads(render(audit, "json")))


def test_sarif(audit):
    schema = json.loads(_schema("sarif-schema-2.1.0.json").read_text("utf-8"))
    content = json.loads(render(audit, "sarif"))
    jsonschema.validators.validator_for(schema)(schema).validate(content)
    results = content["runs"][0]["results"]
    prints = [(r["ruleId"], r["partialFingerprints"]["primaryLocationLineHash"]) for r in results]
    assert len(results) > 5
    assert len(set(prints)) == len(prints)


def test_junit(audit):
    etree = pytest.importorskip("lxml.etree")
    root = etree.fromstring(render(audit, "junit").encode())
    etree.XMLSchema(etree.parse(str(_schema("JUnit.xsd")))).assertValid(root)
    names = [(case.get("classname"), case.get("name")) for case in root.iter("testcase")]
    assert len(set(names)) == len(names)
    assert len(names) > audit.summary["claims"]
    failures = sum(int(suite.get("failures")) for suite in root)
    assert (failures > 0) == (not audit.gate.passed)


def test_the_others(audit):
    findings = sum(len(recording.findings) for recording in audit.recordings)
    table = list(csv.reader(io.StringIO(render(audit, "csv"), newline=""), strict=True))
    assert len(table) == findings + 1
    issues = json.loads(render(audit, "gitlab"))
    assert len({issue["fingerprint"] for issue in issues}) == len(issues) == findings
    page = render(audit, "markdown")
    assert page.count("\n- **") == findings
    assert len(render(audit, "markdown", {"max_bytes": 4000}).encode()) <= 4000
