"""The page as text: deterministic, self-contained, its policy right, its anchors whole, hostile text still text."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser

import msgspec
import pytest

from auditor.model.result import Audit, Gate
from auditor.reports.html import render


class Reader(HTMLParser):
    """Collects every element with its attributes, and the text of scripts and styles."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.raw: dict[str, list[str]] = {"script": [], "style": []}
        self.inside = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.inside = tag

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside in self.raw:
            self.raw[self.inside].append(data)

    def values(self, name: str) -> list[str]:
        return [attributes[name] or "" for _, attributes in self.elements if name in attributes]


@pytest.fixture(scope="module")
def page(audit: Audit) -> Reader:
    return Reader(render(audit))


def test_the_same_audit_gives_the_same_page_also_through_json(audit: Audit) -> None:
    again = msgspec.json.decode(msgspec.json.encode(audit), type=Audit)
    assert render(audit) == render(again)


def test_the_policy_names_the_hashes_of_the_script_and_style(page: Reader) -> None:
    policy = next(a["content"] or "" for _, a in page.elements if a.get("http-equiv") == "Content-Security-Policy")
    digests = [
        base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        for text in (page.raw["script"][0], page.raw["script"][-1], page.raw["style"][0])
    ]
    assert re.findall(r"'sha256-([^']+)'", policy) == digests
    assert policy.startswith("default-src 'none';")


def test_nothing_is_loaded_and_nothing_runs_inline(page: Reader) -> None:
    for tag, attributes in page.elements:
        assert tag not in {"img", "iframe", "object", "embed", "base", "audio", "video"}
        assert not [name for name in attributes if name.startswith("on") or name in ("style", "src", "srcset")]
        target = attributes.get("href")
        assert target is None or target.startswith(("#", "https://youtu.be/")) or target == "data:,"
    for script in page.raw["script"]:
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|fetch\(", script)


def test_ids_are_unique_and_every_anchor_leads_somewhere(page: Reader) -> None:
    ids = Counter(page.values("id"))
    assert [name for name, amount in ids.items() if amount > 1] == []
    assert {href[1:] for href in page.values("href") if href.startswith("#")} - set(ids) == set()
    assert {name for value in page.values("aria-labelledby") for name in value.split()} <= set(ids)


def test_every_claim_and_every_finding_has_its_anchor(page: Reader, audit: Audit) -> None:
    (recording,) = audit.recordings
    ids = set(page.values("id"))
    assert {claim.id for claim in recording.claims} <= ids
    assert {finding.id for finding in recording.findings} <= ids


def test_times_lead_into_the_video(page: Reader) -> None:
    assert "https://youtu.be/abcDEF12345?t=35" in page.values("href")


def test_hostile_text_makes_no_element_and_no_attribute(hostile: Audit, page: Reader) -> None:
    poisoned = Reader(render(hostile))
    assert {tag for tag, _ in poisoned.elements} <= {tag for tag, _ in page.elements}
    assert {name for _, a in poisoned.elements for name in a} <= {name for _, a in page.elements for name in a}
    counts = Counter(tag for tag, _ in poisoned.elements)
    assert (counts["script"], counts["style"]) == (3, 1)
    assert {href[:1] for href in poisoned.values("href")} <= {"#", "h", "d"}
    assert all(href.startswith(("#", "https://youtu.be/")) or href == "data:," for href in poisoned.values("href"))


def test_no_control_character_and_no_direction_mark_reaches_the_page(hostile: Audit) -> None:
    assert not re.findall("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", render(hostile))


@pytest.mark.parametrize("claims", [0, 1])
def test_a_small_audit_is_still_a_page(build: Callable[..., Audit], claims: int) -> None:
    assert "<h1>Harbour talk</h1>" in render(build(claims, 1))


def test_an_audit_without_recordings_is_still_a_page() -> None:
    page = render(Audit(signature="s", recordings=[], gate=Gate(passed=True), summary={}))
    assert "PASS" in page
    assert page.endswith("</html>\n")


def test_several_recordings_share_a_page_without_sharing_an_id(build: Callable[..., Audit]) -> None:
    one, two = build(8, 10).recordings[0], build(8, 10).recordings[0]
    renamed = msgspec.json.decode(re.sub(rb'"([cf])(\d{4})"', rb'"\g<1>x\2"', msgspec.json.encode(two)), type=type(two))
    audit = Audit(signature="s", recordings=[one, renamed], gate=Gate(passed=True), summary={})
    ids = Counter(Reader(render(audit)).values("id"))
    assert [name for name, amount in ids.items() if amount > 1] == []


def test_three_hours_with_two_thousand_claims_stay_under_five_megabytes(build: Callable[..., Audit]) -> None:
    assert len(render(build(2000, 2160)).encode()) < 5_000_000
