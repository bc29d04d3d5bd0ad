"""A team's pull requests from the first good summary to a stale baseline entry."""

from __future__ import annotations

import json


def test_a_pull_request_from_good_to_mended(team, run):
    with_quote = f"{team.good}\n{team.fabricated}\n"
    team.git("checkout", "-qb", "talk")
    team.write("transcripts/marigold.en.vtt", team.captions)
    team.write("summaries/marigold.md", team.good)
    team.commit()
    good = run("check", "--since", "main")
    assert good.status == 0, good.out
    assert "summaries/marigold.md" in good.out
    assert "juniper" not in good.out, "the old document is nobody's business here"

    team.write("summaries/marigold.md", with_quote)
    team.commit()
    line = with_quote.splitlines().index(team.fabricated) + 1
    bad = run("check", "--since", "main")
    assert bad.status == 1
    assert f"fabricated-claim   summaries/marigold.md:{line}" in bad.out

    accepted = run("baseline", "write", "summaries/marigold.md", "--reason", "read out from a letter, not recorded")
    assert accepted.status == 0, accepted.err
    entries = json.loads((team.folder / "auditor-baseline.json").read_text("utf-8"))["entries"]
    assert {entry["path"] for entry in entries} == {"summaries/marigold.md"}
    assert {entry["reason"] for entry in entries} == {"read out from a letter, not recorded"}
    team.commit()
    before = (team.folder / "auditor-baseline.json").read_bytes()
    assert run("check", "--since", "main").status == 0

    told = "We were never late in the last nine years, not once, because the captain slept on board."
    edited = with_quote.replace("- The brass", f"- {told}\n- The brass")
    team.write("summaries/marigold.md", f"# Notes\n\n\n{edited}")
    team.commit()
    moved = run("check", "--since", "main", "--no-baseline")
    assert moved.status == 1, "the quote is still there"
    assert run("check", "--since", "main").status == 0, "and still accepted, six lines further down"

    team.write("summaries/marigold.md", team.good)
    team.commit()
    mended = run("check", "--since", "main")
    assert mended.status == 0
    assert "stale in the baseline" in mended.out
    assert "A01 fabricated-claim   summaries/marigold.md" in mended.out
    assert (team.folder / "auditor-baseline.json").read_bytes() == before, "a check never rewrites the file"
    assert run("check", "--since", "main", "--preset", "strict", "--fail-on", "error").status == 1, (
        "strict: stale entries fail"
    )

    pruned = run("baseline", "prune")
    assert f"{len(entries)} taken out, 0 left" in pruned.out
    assert "stale" not in run("check", "--since", "main").out


def test_the_whole_repository_still_shows_the_old_document(team, run):
    done = run("check")
    assert done.status == 1
    assert "summaries/juniper.md:3" in done.out


def test_a_pull_request_that_touches_no_transcript_passes_aloud(team, run, tmp_path):
    team.git("checkout", "-qb", "docs")
    team.write("README.md", "x")
    team.commit()
    done = run("check", "--since", "main", "--report", "out.json")
    assert (done.status, done.err) == (0, "")
    assert "PASS   the recording has no file changed since" in done.out
    assert json.loads((team.folder / "out.json").read_text())["gate"]["passed"] is True


def test_a_renamed_document_keeps_what_is_accepted(team, run):
    run("baseline", "write", "--reason", "old, will be mended")
    assert run("check").status == 0
    team.git("mv", "summaries/juniper.md", "summaries/juniper-old.md")
    team.git("mv", "transcripts/juniper.en.vtt", "transcripts/juniper-old.en.vtt")
    done = run("check")
    assert done.status == 0, done.out
    assert "stale" not in done.out


def test_the_same_finding_a_second_time_is_new(team, run):
    run("baseline", "write", "--reason", "old, will be mended")
    team.write("summaries/juniper.md", f"# Old\n\n- {team.fabricated}\n\n- {team.fabricated}\n")
    done = run("check")
    assert done.status == 1
    assert "1 fabricated (limit 0)" in done.out
    assert "fabricated-claim   summaries/juniper.md:5" in done.out


def test_an_inline_suppression_accepts_one_line_with_a_reason(team, run):
    ignore = "<!-- auditor: ignore fabricated-claim: from a letter -->"
    team.write("summaries/juniper.md", f"# Old\n\n{ignore}\n- {team.fabricated}\n")
    done = run("check")
    assert done.status == 0, done.out
    assert "1 accepted finding (inline)" in done.out
    team.write(
        "summaries/juniper.md", f"# Old\n\n{ignore}\n- The ferry Juniper was built in 1948 in the yard at Dunmoor.\n"
    )
    unused = run("check")
    assert unused.status == 0
    assert "G01 unused-suppression   summaries/juniper.md:3" in unused.out
    team.write("summaries/juniper.md", "# Old\n\n<!-- auditor: ignore fabricated-claim -->\n- The ferry.\n")
    faulty = run("check")
    assert faulty.status == 2
    assert faulty.err.startswith("auditor: summaries/juniper.md:3: the suppression has no reason")
