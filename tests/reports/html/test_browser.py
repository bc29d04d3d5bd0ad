"""The page in a real browser: filters, deep links, keys, review, print, themes, no script, hostile text, axe."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from auditor.gate.baseline import baseline_text, entry_for, read_baseline
from auditor.model.result import Audit, Gate
from auditor.reports.html import render

Open = Callable[..., Any]
SHOWN = "document.querySelectorAll('.view:not(.away) article.item:not(.off)').length"
HERE = "(document.querySelector('.here') || {}).id"


def until(page: Any, condition: str) -> None:
    """Waits for a condition; Playwright's own way needs `eval`, which the page's policy forbids."""
    for _ in range(100):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(20)
    pytest.fail(f"never came true: {condition}")


def _ids(page: Any, selector: str) -> list[str]:
    found: list[str] = page.eval_on_selector_all(selector, "all => all.map((element) => element.id)")
    return found


def test_the_page_opens_without_an_error_and_without_a_request(open_page: Open, page_file: Path) -> None:
    page = open_page(page_file)
    page.wait_for_timeout(100)
    assert page.trouble == []
    assert page.title().startswith("FAIL")


def test_filters_by_verdict_rule_speaker_and_text(open_page: Open, page_file: Path, audit: Audit) -> None:
    page = open_page(page_file, "#r0-document")
    claims = audit.recordings[0].claims
    page.select_option(".filters [name=verdict]", "altered")
    until(page, f"{SHOWN} === {sum(claim.verdict == 'altered' for claim in claims)}")
    page.select_option(".filters [name=speaker]", label="Tom Bray")
    both = [claim.id for claim in claims if claim.verdict == "altered" and claim.speaker == "Tom Bray"]
    until(page, f"{SHOWN} === {len(both)}")
    assert _ids(page, ".docs article.item:not(.off)") == both
    page.click(".filters [type=reset]")
    page.select_option(".filters [name=rule]", "fabricated-claim")
    until(page, f"{SHOWN} === {sum(claim.verdict == 'fabricated' for claim in claims)}")
    page.click(".filters [type=reset]")
    page.fill(".filters [name=q]", "LOGBOOK")
    until(page, f"{SHOWN} < {len(claims)} && {SHOWN} > 0")
    assert all("logbook" in text for text in page.locator(".docs article.item:not(.off)").all_text_contents())
    assert "shown" in page.inner_text(".filters .shown")


def test_a_finding_has_a_deep_link_that_shows_its_evidence(open_page: Open, page_file: Path, audit: Audit) -> None:
    claim = [claim for claim in audit.recordings[0].claims if claim.verdict == "altered"][-1]
    page = open_page(page_file, f"#{claim.findings[0]}")
    page.wait_for_timeout(150)
    assert page.evaluate(HERE) == claim.id
    assert page.locator(f"#{claim.findings[0]}").is_visible()
    lit = page.locator(".l.lit .x").first
    assert lit.is_visible()
    assert claim.evidence[0].text in lit.inner_text()
    assert page.evaluate("[...CSS.highlights.get('evidence')][0].toString()") in claim.evidence[0].text
    box, pane = lit.bounding_box(), page.locator(".sources").bounding_box()
    assert pane["y"] <= box["y"] <= pane["y"] + pane["height"]


def test_a_deep_link_beats_a_filter(open_page: Open, page_file: Path, audit: Audit) -> None:
    page = open_page(page_file, "#r0-document")
    page.select_option(".filters [name=verdict]", "verbatim")
    claim = next(claim for claim in audit.recordings[0].claims if claim.verdict == "altered")
    page.evaluate(f"location.hash = '#{claim.id}'")
    until(page, f"{HERE} === '{claim.id}'")
    assert page.locator(f"#{claim.id}").is_visible()


def test_keys_walk_through_lines_and_parts(open_page: Open, page_file: Path, audit: Audit) -> None:
    claims = audit.recordings[0].claims
    page = open_page(page_file, "#r0-document")
    for _ in range(3):
        page.keyboard.press("j")
    assert page.evaluate(HERE) == claims[2].id
    page.keyboard.press("k")
    assert page.evaluate(HERE) == claims[1].id
    page.keyboard.press("n")
    loud = next(claim.id for claim in claims[2:] if claim.findings or claim.heap in ("flagged", "review"))
    assert page.evaluate(HERE) == loud
    page.keyboard.press("3")
    page.wait_for_selector("#r0-speakers:not(.away)")
    page.keyboard.press("/")
    page.keyboard.type("jk?")
    assert page.input_value(".filters [name=q]") == "jk?"
    page.keyboard.press("Escape")
    assert page.input_value(".filters [name=q]") == ""
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#help").is_visible()


def test_the_review_queue_goes_by_risk_and_one_key_goes_on(open_page: Open, page_file: Path, audit: Audit) -> None:
    review = [claim for claim in audit.recordings[0].claims if claim.heap == "review"]
    queue = sorted(review, key=lambda claim: (-claim.risk, claim.id))
    page = open_page(page_file)
    assert _ids(page, ".queue .card") == [f"q-{claim.id}" for claim in queue]
    page.evaluate(f"location.hash = '#q-{queue[0].id}'")
    until(page, f"{HERE} === 'q-{queue[0].id}'")
    page.keyboard.press("a")
    assert page.evaluate(HERE) == f"q-{queue[1].id}"
    page.keyboard.press("r")
    assert page.evaluate(HERE) == f"q-{queue[2].id}"
    assert page.locator(f"#q-{queue[0].id} .status").inner_text() == "accepted"
    assert page.locator(f"#q-{queue[1].id} .status").inner_text() == "to be mended"


def test_marks_survive_a_reload_and_export_as_the_gates_baseline(
    open_page: Open, page_file: Path, audit: Audit, tmp_path: Path
) -> None:
    recording = audit.recordings[0]
    by_id = {finding.id: finding for finding in recording.findings}
    flagged = [claim for claim in recording.claims if claim.heap == "flagged"]
    review = next(claim for claim in recording.claims if claim.heap == "review")
    page = open_page(page_file, f"#q-{flagged[0].id}")
    page.click(f"#q-{flagged[0].id} [data-do=accepted]")
    page.fill(f"#q-{flagged[1].id} .reason", 'she says "four" \\ later')
    page.click(f"#q-{flagged[1].id} [data-do=wrong]")
    page.click(f"#q-{review.id} [data-do=mend]")
    page.reload()
    assert page.locator(f"#q-{flagged[0].id} [data-do=accepted]").get_attribute("aria-pressed") == "true"
    page.click("#export")
    exported = page.input_value("#export-text")
    assert exported == baseline_text(
        [
            entry_for(by_id[flagged[0].findings[0]], "accepted in review"),
            entry_for(by_id[flagged[1].findings[0]], 'false alarm: she says "four" \\ later'),
        ]
    )
    with page.expect_download() as download:
        page.click("#export-save")
    download.value.save_as(tmp_path / "baseline.json")
    assert len(read_baseline(tmp_path / "baseline.json", "baseline.json", lambda path: True).entries) == 2
    with page.expect_download() as download:
        page.click("#export-mend")
    download.value.save_as(tmp_path / "mend.jsonl")
    (line,) = (tmp_path / "mend.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line) == {"path": review.path, "line": review.line, "text": review.text, "reason": ""}


def test_a_mark_is_taken_back(open_page: Open, page_file: Path, audit: Audit) -> None:
    claim = next(claim for claim in audit.recordings[0].claims if claim.heap == "flagged")
    page = open_page(page_file, f"#q-{claim.id}")
    until(page, f"{HERE} === 'q-{claim.id}'")
    page.click(f"#q-{claim.id} [data-do=accepted]")
    page.keyboard.press("u")
    assert page.locator(f"#q-{claim.id} .status").inner_text() == ""
    page.click("#export")
    assert json.loads(page.input_value("#export-text")) == {"version": 1, "entries": []}


def _lost(page: Any, audit: Audit) -> list[str]:
    """The findings whose sentence is not on the page as shown."""
    texts = page.evaluate("document.body.innerText")
    hidden = page.evaluate(
        "[...document.querySelectorAll('[id].finding')].filter(e => !e.checkVisibility()).map(e => e.id)"
    )
    recording = audit.recordings[0]
    return hidden + [finding.id for finding in recording.findings if finding.message not in texts]


def test_print_loses_no_finding_whatever_is_filtered(open_page: Open, page_file: Path, audit: Audit) -> None:
    page = open_page(page_file, "#r0-speakers")
    page.select_option(".filters [name=verdict]", "verbatim")
    page.wait_for_timeout(200)
    page.emulate_media(media="print")
    assert _lost(page, audit) == []
    assert not page.locator(".filters").is_visible()
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate("document.querySelectorAll('details:not([open], .passed)').length") == 0
    assert len(page.pdf()) > 20_000


def test_all_is_readable_with_javascript_off(open_page: Open, page_file: Path, audit: Audit) -> None:
    page = open_page(page_file, java_script_enabled=False)
    shown = page.locator("body").text_content()
    recording = audit.recordings[0]
    for finding in recording.findings:
        assert finding.message in shown
        assert page.locator(f"#{finding.id}").is_visible()
    for claim in recording.claims:
        assert page.locator(f"#{claim.id}").is_visible()
    assert not page.locator(".filters").is_visible()
    assert not page.locator("#export").is_visible()


def test_dark_mode_follows_the_system_and_the_button_is_remembered(open_page: Open, page_file: Path) -> None:
    background = "getComputedStyle(document.body).backgroundColor"
    light = open_page(page_file, color_scheme="light")
    dark = open_page(page_file, color_scheme="dark")
    colours = [light.evaluate(background), dark.evaluate(background)]
    assert colours[0] != colours[1]
    light.click("#theme")
    assert light.evaluate(background) == colours[1]
    light.reload()
    assert light.evaluate(background) == colours[1]


def test_a_table_is_sorted_by_its_heads_and_rows_open_their_discrepancies(open_page: Open, page_file: Path) -> None:
    page = open_page(page_file, "#r0-speakers")
    table = page.locator("#r0-speakers table")
    names = "all => all.map((body) => body.rows[0].cells[0].textContent)"
    page.click("#r0-speakers thead th:nth-child(2) button")
    down = table.locator("tbody").evaluate_all("all => all.map((body) => Number(body.rows[0].cells[1].textContent))")
    assert down == sorted(down, reverse=True)
    page.click("#r0-speakers thead th:first-child button")
    assert table.locator("tbody").evaluate_all(names) == ["Ada Lund", "Nils Moe", "Tom Bray"]
    assert page.locator("#r0-speakers th").first.get_attribute("aria-sort") == "ascending"
    assert not page.locator("#r0-speakers .sub a").first.is_visible()
    page.locator("#r0-speakers .opens").first.click()
    page.locator("#r0-speakers .sub.open a").first.click()
    page.wait_for_selector("#r0-document:not(.away) .claim.here")


def test_the_timeline_leads_to_the_line(open_page: Open, page_file: Path) -> None:
    page = open_page(page_file)
    target = page.locator(".timeline a").first.get_attribute("href")
    page.locator(".timeline a rect").first.click()
    until(page, f"{HERE} === '{target[1:]}'")


def test_a_line_of_the_source_leads_to_the_claim_that_rests_on_it(
    open_page: Open, page_file: Path, audit: Audit
) -> None:
    claim = next(claim for claim in audit.recordings[0].claims if claim.evidence)
    page = open_page(page_file, "#r0-document")
    page.locator(".source:not(.away) .l .x").nth(claim.evidence[0].line - 1).click()
    assert page.evaluate(HERE) == claim.id


def test_hostile_text_in_every_field_runs_nothing(open_page: Open, hostile: Audit, tmp_path: Path) -> None:
    path = tmp_path / "hostile.html"
    path.write_text(render(hostile), encoding="utf-8")
    page = open_page(path)
    for view in ("heaps", "document", "speakers", "transcripts", "others"):
        page.evaluate(f"location.hash = '#r0-{view}'")
        page.keyboard.press("j")
    for _ in range(3):
        page.keyboard.press("a")
    page.keyboard.press("?")
    page.keyboard.press("Escape")
    page.click("#export")
    assert page.evaluate("window.hit") is None
    assert page.locator("img").count() == 0
    assert page.trouble == []
    assert "onerror=" in page.evaluate("document.body.textContent")  # the text is there, as text


def test_of_several_recordings_one_is_shown_at_a_time(
    open_page: Open, build: Callable[..., Audit], tmp_path: Path
) -> None:
    first, second = build(10, 12).recordings[0], build(10, 12, seed=2).recordings[0]
    other = re.sub(rb'"([cf])(\d{4})"', rb'"\g<1>x\2"', msgspec.json.encode(second)).replace(
        b"Harbour talk", b"Evening talk"
    )
    second = msgspec.json.decode(other, type=type(second))
    path = tmp_path / "two.html"
    path.write_text(render(Audit(signature="s", recordings=[first, second], gate=Gate(passed=True), summary={})))
    page = open_page(path)
    assert [page.locator(f"#r{number}").is_visible() for number in (0, 1)] == [True, False]
    page.click(".recordings a:has-text('Evening talk')")
    until(page, "!document.querySelector('#r1').classList.contains('away')")
    assert [page.locator(f"#r{number}").is_visible() for number in (0, 1)] == [False, True]
    page.select_option("#r1 .filters [name=verdict]", "altered")
    page.evaluate("location.hash = '#c0000'")
    until(page, f"{HERE} === 'c0000'")
    assert page.locator("#c0000").is_visible()
    assert page.trouble == []


def test_a_sandboxed_frame_without_storage_still_works(open_page: Open, page_file: Path, tmp_path: Path) -> None:
    frame = tmp_path / "frame.html"
    frame.write_text(f'<iframe sandbox="allow-scripts" width=1200 height=800 src="{page_file.as_uri()}"></iframe>')
    page = open_page(frame)
    inside = page.frames[1]
    inside.wait_for_selector(".card .actions")
    inside.click(".card [data-do=accepted]")
    assert "keeps no marks" in inside.locator(".card .status").first.inner_text()
    assert page.trouble == []


VIEWS = ("heaps", "document", "speakers", "transcripts", "others")


@pytest.mark.parametrize(
    ("width", "theme", "views"), [(1440, "light", VIEWS), (900, "dark", VIEWS[:2]), (390, "light", VIEWS[:1])]
)
def test_no_accessibility_violation(
    open_page: Open, small_file: Path, width: int, theme: str, views: tuple[str, ...]
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    page = open_page(small_file, viewport={"width": width, "height": 900}, color_scheme=theme)
    for view in views:
        page.evaluate(f"location.hash = '#r0-{view}'")
        page.wait_for_selector(f"#r0-{view}:not(.away)")
        page.keyboard.press("j")
        found = axe.run(page, options={"resultTypes": ["violations"]}).response["violations"]
        assert [(item["id"], item["nodes"][0]["html"][:200]) for item in found] == []


@pytest.mark.parametrize("width", [1440, 900, 390])
def test_nothing_is_wider_than_the_screen(open_page: Open, page_file: Path, width: int) -> None:
    page = open_page(page_file, viewport={"width": width, "height": 900})
    for view in VIEWS:
        page.evaluate(f"location.hash = '#r0-{view}'")
        page.wait_for_selector(f"#r0-{view}:not(.away)")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
