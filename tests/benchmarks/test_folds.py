"""No two folds share a meeting: the sources' own words say so, whatever the documents are called."""

import re
from collections import defaultdict
from itertools import combinations

import pytest
from measure.data import FAITH_SETS, faith_documents, key_documents, minutes_documents
from measure.folds import meeting_of

WORDS = 12
# Chairs open and close public meetings in set phrases: other meetings of a committee share this much, no more.
FORMULAS, SHARE = 40, 0.02


def shingles(text):
    words = re.findall(r"[a-z0-9]+", text.lower())
    return {" ".join(words[i : i + WORDS]) for i in range(len(words) - WORDS + 1)}


@pytest.fixture(scope="module")
def documents(tmp_path_factory):
    found = key_documents() + minutes_documents() + faith_documents(tmp_path_factory.mktemp("faith"))
    if not found:
        pytest.skip("the shared labelled sets are not here")
    return found


def test_no_two_folds_share_text(documents):
    texts = defaultdict(set)
    for document in documents:
        for source in document.sources:
            texts[document.meeting] |= shingles(source.read_text("utf-8"))
    assert len(texts) > 60
    held_by = defaultdict(list)
    for meeting, some in sorted(texts.items()):
        for shingle in some:
            held_by[shingle].append(meeting)
    shared = defaultdict(int)
    for meetings in held_by.values():
        for pair in combinations(meetings, 2):
            shared[pair] += 1
    for (a, b), count in shared.items():
        assert count <= FORMULAS, f"{a} and {b} share {count} runs of {WORDS} words"
        small = min(len(texts[a]), len(texts[b]))
        assert count <= max(2, SHARE * small), f"{a} and {b} share {count} of {small} runs of {WORDS} words"


def test_one_meeting_under_all_its_names(documents):
    sets = defaultdict(set)
    for document in documents:
        sets[document.meeting].add(document.set)
    for meeting in ("es2009b", "ts3010c", "bmr026", "education0"):
        assert sets[meeting] == {"keys", "minutes", "qmsum_spans"}
    assert sets["ts3011d"] == {"diasumfact_qmsum", "summedits_qmsumm", "summedits_pairs"}
    minutes = {d.meeting for d in documents if d.set == "minutes"}
    assert minutes <= {d.meeting for d in documents if d.set == "qmsum_spans"}


def test_a_seed_summary_belongs_to_the_document_that_it_sums_up(documents):
    of_seeds = [d for d in documents if d.set == "summedits_pairs"]
    others = {d.meeting for d in documents if d.set != "summedits_pairs"}
    domains = {row["domain"] for d in of_seeds for row in d.rows}
    linked = {row["domain"] for d in of_seeds if d.meeting in others for row in d.rows}
    assert {"podcast", "qmsumm", "sales_call", "ectsum"} <= linked < domains


def test_every_set_is_there(documents):
    assert {d.set for d in documents} == {"keys", "minutes", *FAITH_SETS}


def test_names_of_a_meeting_are_folded(tmp_path):
    assert meeting_of("minutes", "ES2009b") == meeting_of("keys", "es2009b") == "es2009b"
    assert meeting_of("qmsum_spans", "qs_education_0") == meeting_of("keys", "education0")
    assert meeting_of("diasumfact_qmsum", "dsf_qmsum_1", tmp_path) == "qmsum1"
