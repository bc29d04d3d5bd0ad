"""From findings and scores to pass or fail."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from auditor.errors import InputError
from auditor.gate.apply import apply_policy
from auditor.gate.baseline import Baseline, entry_for
from auditor.gate.policy import Limits, Override, Policy
from auditor.gate.suppression import Suppression
from auditor.model.asr import Asr
from auditor.model.result import Coverage, Gap, SpeakerRow


@pytest.fixture
def bad(make):
    """An altered and a fabricated claim among good ones."""
    claims = [
        make.claim(1),
        make.claim(2, "altered", text="Forty mites.", speaker="Ada", risk=0.9),
        make.claim(3, "fabricated", text="I am thrilled.", risk=0.95),
        make.claim(4, "unverifiable", risk=0.5),
        make.claim(5, "boilerplate"),
    ]
    findings = [
        make.finding(1, "number-changed", claim=claims[1], claimed="forty", source="four"),
        make.finding(2, "fabricated-claim", claim=claims[2]),
        make.finding(3, "time-off", claim=claims[0]),
    ]
    row = SpeakerRow(speaker="Ada", claims=1, verdicts={"altered": 1}, findings=1, names={"number-changed": 1})
    return make.recording(claims, findings, speakers=[row])


def test_errors_in_what_was_said_fail(bad):
    [done], gate, summary = apply_policy([bad], Policy())
    assert not gate.passed
    assert gate.reasons == ["bees.md: 1 fabricated (limit 0)", "bees.md: 1 altered (limit 0)"]
    assert all(finding.fingerprint for finding in done.findings)
    assert summary["claims"] == 4
    assert summary["verdicts"] == {
        "verbatim": 1, "edited": 0, "condensed": 0, "altered": 1, "fabricated": 1, "unverifiable": 1, "boilerplate": 1,
    }  # fmt: skip
    assert summary["heaps"] == {"flagged": 2, "review": 1, "passed": 1}
    assert summary["findings"] == {"fabricated-claim": 1, "number-changed": 1, "time-off": 1}
    assert summary["severities"] == {"error": 2, "warning": 1, "note": 0}


def test_doubtful_findings_pass_with_a_warning_and_fail_on_warning(make):
    claim = make.claim(1, "altered")
    recording = make.recording([claim], [make.finding(1, "number-changed", claim=claim, severity="warning")])
    _, gate, summary = apply_policy([recording], Policy())
    assert gate.passed
    assert summary["heaps"]["flagged"] == 1
    assert not apply_policy([recording], Policy(fail_on="warning"))[1].passed


def test_a_bad_verdict_that_no_rule_named_does_not_slip_through(make):
    recording = make.recording([make.claim(1, "altered")], [])
    assert apply_policy([recording], Policy())[1].reasons == ["bees.md: 1 altered (limit 0)"]


def test_limits_allow_as_many_as_they_say(bad):
    loose = Policy(limits=Limits(fabricated=1, altered=1))
    assert apply_policy([bad], loose)[1].passed
    none = Policy(limits=Limits())
    assert apply_policy([bad], none)[1].reasons == ["bees.md: 1 fabricated-claim, 1 number-changed"], "by severity then"


def test_other_findings_fail_by_their_level(bad):
    policy = Policy(levels={"time-off": "error"}, limits=Limits(fabricated=9, altered=9))
    assert apply_policy([bad], policy)[1].reasons == ["bees.md: 1 time-off"]


def test_findings_that_are_off_leave_everything_but_the_verdict(bad):
    policy = Policy(levels={"number-changed": "off"}, limits=Limits(fabricated=1, altered=0))
    [done], gate, summary = apply_policy([bad], policy)
    assert gate.passed
    assert [f.name for f in done.findings] == ["fabricated-claim", "time-off"]
    assert done.claims[1].findings == []
    assert done.claims[1].verdict == "altered"
    assert (done.speakers[0].findings, done.speakers[0].names) == (0, {})
    assert summary["switched_off"] == 1


def test_the_baseline_accepts_and_tells_what_is_stale(bad):
    [first], _, _ = apply_policy([bad], Policy())
    known = [entry_for(finding, "agreed") for finding in first.findings]
    stale = replace(known[0], fingerprint="0" * 16)
    [done], gate, summary = apply_policy([bad], Policy(), Baseline((*known, stale)))
    assert gate.passed
    assert {f.suppressed.kind for f in done.findings} == {"baseline"}
    assert summary["accepted"] == {"baseline": 3, "inline": 0}
    assert [entry["fingerprint"] for entry in summary["stale"]] == ["0" * 16]
    strict = apply_policy([bad], Policy(fail_on_stale=True), Baseline((*known, stale)))[1]
    assert strict.reasons == ["baseline: 1 stale entry; auditor baseline prune removes them"]


def test_a_new_finding_beside_an_accepted_one_fails(bad, make):
    [first], _, _ = apply_policy([bad], Policy())
    baseline = Baseline(tuple(entry_for(f, "agreed") for f in first.findings))
    twin = make.claim(9, "altered", text="Forty mites.", speaker="Ada")
    more = replace(
        bad,
        claims=[*bad.claims, replace(twin, findings=["f009"])],
        findings=[*bad.findings, make.finding(9, "number-changed", claim=twin, claimed="forty", source="four")],
    )
    assert apply_policy([more], Policy(), baseline)[1].reasons == ["bees.md: 1 altered (limit 0)"]


def test_an_inline_suppression_accepts_and_an_unused_one_is_a_finding(bad):
    used = Suppression("bees.md", "bees.md", 1, frozenset({"number-changed"}), "known", target=2)
    unused = Suppression("bees.md", "bees.md", 8, frozenset({"entity-changed"}), "known", target=9)
    elsewhere = Suppression("other.md", "other.md", 8, frozenset({"entity-changed"}), "known", target=9)
    [done], gate, summary = apply_policy([bad], Policy(), None, [used, unused, elsewhere])
    assert gate.reasons == ["bees.md: 1 fabricated (limit 0)"]
    by_name = {f.name: f for f in done.findings}
    assert by_name["number-changed"].suppressed.reason == "known"
    assert (by_name["unused-suppression"].line, by_name["unused-suppression"].severity) == (8, "warning")
    assert len({f.id for f in done.findings}) == len(done.findings)
    assert summary["unused_suppressions"] == 1
    for off in (Policy(ignore=frozenset({"entity-changed"})), Policy(levels={"entity-changed": "off"})):
        assert apply_policy([bad], off, None, [unused])[2]["unused_suppressions"] == 0, (
            "a rule that is off finds nothing"
        )


def test_an_inline_suppression_uses_no_baseline_entry_up(bad):
    [first], _, _ = apply_policy([bad], Policy())
    baseline = Baseline((entry_for(first.findings[0], "agreed"),))
    inline = Suppression("bees.md", "bees.md", 1, frozenset({"number-changed"}), "known", target=2)
    assert len(apply_policy([bad], Policy(), baseline, [inline])[2]["stale"]) == 1


def test_shares_count_only_what_nobody_accepted(make):
    claims = [make.claim(n) for n in range(1, 9)] + [make.claim(9, "unverifiable"), make.claim(10, "altered")]
    recording = make.recording(claims, [make.finding(1, "number-changed", claim=claims[9], severity="warning")])
    policy = Policy(limits=Limits(min_supported=0.85, max_review=0.1))
    _, gate, _ = apply_policy([recording], policy)
    assert gate.reasons == ["bees.md: 80.0 % of the claims supported (at least 85 %)"]
    inline = Suppression("bees.md", "bees.md", 1, frozenset({"number-changed"}), "known", target=10)
    _, gate, _ = apply_policy([recording], policy, None, [inline])
    assert gate.reasons == ["bees.md: 11.1 % of the claims to review (at most 10 %)"]


def test_gap_time_and_error_rate(make):
    near = make.claim(1, start=10.0, evidence=[make.evidence("x", start=12.0, end=14.0)], turn="t1")
    later_in_turn = make.claim(2, start=10.0, evidence=[make.evidence("x", start=40.0, end=44.0)], turn="t1")
    far = make.claim(3, start=60.0, evidence=[make.evidence("x", start=30.0, end=33.0)])
    gap = Gap(path="bees.vtt", line=1, end_line=2, words=80, text="...", start=100.0, end=170.0)
    asr = Asr(reference="ref.txt", variants=[{"normalised": {"wer": rate}} for rate in (0.21, 0.1, None)])
    recording = make.recording([near, later_in_turn, far], [], coverage=Coverage(gaps=[gap]), asr=asr)
    policy = Policy(limits=Limits(max_gap=60.0, max_time_off=5.0, max_wer=0.2))
    _, gate, _ = apply_policy([recording], policy)
    assert gate.reasons == [
        "bees.md: 27 s between a claimed and the real time (limit 5 s)",
        "bees: 21.0 % word error rate against the reference (at most 20 %)",
        "bees: 70 s of the recording untold in one stretch (limit 60 s)",
    ]


def test_what_cannot_be_measured_is_said_and_does_not_fail(make):
    policy = Policy(limits=Limits(max_gap=60.0, max_time_off=5.0, max_wer=0.2))
    untimed = Coverage(gaps=[Gap(path="x", line=1, end_line=1, words=9, text="")])
    _, gate, _ = apply_policy([make.recording([make.claim(1)], [], coverage=untimed)], policy)
    assert gate.passed
    assert {row["limit"] for row in gate.limits if row["found"] is None} == {"max-gap", "max-time-off", "max-wer"}


def test_a_document_cannot_hide_in_a_good_corpus(make):
    good = make.recording([make.claim(n, path="good.md") for n in range(1, 40)], [], name="good")
    poor = make.recording(
        [make.claim(50, path="poor.md"), make.claim(51, "unverifiable", path="poor.md")], [], name="poor"
    )
    policy = Policy(limits=Limits(min_supported=0.9), overrides=(Override(("drafts/*",), {}, {"min_supported": None}),))
    assert apply_policy([good, poor], policy)[1].reasons == ["poor.md: 50.0 % of the claims supported (at least 90 %)"]
    loose = Policy(limits=Limits(min_supported=0.9), overrides=(Override(("poor.md",), {}, {"min_supported": None}),))
    assert apply_policy([good, poor], loose)[1].passed


def test_a_document_in_which_nothing_was_checked_never_passes(make):
    good = make.recording([make.claim(1)], [])
    only_pipeline_text = make.recording([make.claim(2, "boilerplate", path="empty.md")], [], name="empty")
    with pytest.raises(InputError, match=r"empty\.md: nothing in it could be checked"):
        apply_policy([good, only_pipeline_text], Policy())


def test_the_same_input_gives_the_same_result(bad):
    assert apply_policy([bad], Policy()) == apply_policy([bad], Policy())
