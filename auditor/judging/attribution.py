"""The words of a claim that only say who speaks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from auditor.aligning.weights import reporting
from auditor.lexicon.cues import is_given_name, looks_like_name
from auditor.lexicon.words import is_function_word, lemmas, pos

if TYPE_CHECKING:
    from auditor.judging.view import Region, View

HEAD = 12  # words at the head of a claim that may say who speaks
REPORT = 3  # words that mean anything in a report within a claim
ROLES = frozenset("guest host speaker moderator interviewer presenter panelist panellist caller witness".split())
BESIDE = 5  # words beside a quotation that say whose it is
LEAD = 5  # words before a colon
CLOSING, OPENING = re.compile(r"[,.!?…][\"”’'»]"), re.compile(r"[\"“‘«„]$")
NAMING = frozenset({"call"})
MORE = frozenset("according make clear plain point out".split())  # `made clear that`


def attribution(view: View) -> frozenset[int]:
    """The head of a claim up to its reporting verb, where the source has neither the verb nor what is before it."""
    known = [i for i in sorted(view.matched) if not is_function_word(view.lemmas[i]) and i not in view.named]
    stop = min([HEAD, len(view.texts) - 3, *known[:1]])
    verbs = [i for i in range(1, stop) if not reporting().isdisjoint(lemmas(view.texts[i]))]
    return frozenset(range(verbs[-1] + 1 + (view.texts[verbs[-1] + 1] == "that")) if verbs else ())


def lead(view: View) -> frozenset[int]:
    """What stands before a colon at the head of a claim and only says what is listed (`Functions named so far:`)."""
    text, tokens = view.claim.claim.text.text, view.claim.tokens
    stop = view.parts(0, len(view.texts))[0][1]
    colon = stop < len(tokens) and text[tokens[stop - 1].stop : tokens[stop].begin].startswith(":")
    untold = view.matched.keys().isdisjoint(range(stop)) and not any(map(str.isdigit, "".join(view.texts[:stop])))
    listed = len(view.parts(stop, len(view.texts))) > 1
    return frozenset(range(stop)) if colon and stop <= LEAD and untold and listed else frozenset()


def beside_quotes(view: View) -> frozenset[int]:
    """What stands beside a quotation and is not of it: `“...,” the minister recounted`."""
    text, tokens = view.claim.claim.text.text, view.claim.tokens
    found: set[int] = set()
    for begin, stop in view.parts(0, len(view.texts)):
        before = text[tokens[begin - 1].stop : tokens[begin].begin] if begin else ""
        after = text[tokens[stop - 1].stop : tokens[stop].begin] if stop < len(tokens) else ""
        quoted = CLOSING.search(before) or OPENING.search(after)
        if quoted and stop - begin <= BESIDE and view.matched.keys().isdisjoint(range(begin, stop)):
            found.update(range(begin, stop))
    return frozenset(found)


def reports(view: View) -> frozenset[int]:
    """What says within a claim that somebody speaks: `and the professor made clear that`, `according to Ann Lee`."""
    found: set[int] = set()
    for begin, stop in view.parts(0, len(view.texts)):
        found.update(_spoken_name(view, begin, stop))
        that = next((i + 1 for i in range(begin, stop) if view.texts[i] == "that"), stop)
        for last in {that, stop}:
            told = [i for i in range(begin, last) if not _names_speaker(view, i)]
            if len(told) < last - begin and _only_reports(view, told):
                found.update(range(begin, last))
    return frozenset(found)


def _spoken_name(view: View, begin: int, stop: int) -> range:
    """A name that the recording holds, and a reporting verb, at the head of a part (`and Ron thought that`).

    Not where the source has a name in its place: then it may be another one.
    """
    at = begin
    while at < stop and at - begin < 2 and is_function_word(view.lemmas[at]):
        at += 1
    verb = at
    while verb < stop and (verb in view.named or (view.raw(verb)[:1].isupper() and _is_heard(view, verb))):
        verb += 1
    verb += verb - 1 in view.named and verb < stop and "n" in pos(view.lemmas[verb])  # `the User Interface designer`
    if not at < verb < stop - 1 or not ((reporting() | NAMING) & set(lemmas(view.texts[verb]))):
        return range(0)
    region = next((r for r in view.regions if r.c0 <= at and verb < r.c1), None)
    if region is None or not view.matched.keys().isdisjoint(range(at, verb + 1)) or _has_name(view, region):
        return range(0)
    return range(begin, verb + 1 + (view.texts[verb + 1] in ("that", "it")))


def _is_heard(view: View, i: int) -> bool:
    heard = any(view.lemmas[i] in index.positions for index in view.alignment.indexes)
    return heard or view.lemmas[i] in view.alignment.known


def _has_name(view: View, region: Region) -> bool:
    """Whether the source has a name in a region, or what an ASR made of one."""
    told = set(view.matched.values())
    words = [(view.stream.raw(s, s), s) for s in range(region.s0, region.s1) if s not in told]
    return any(
        is_given_name(view.stream.texts[s]) or looks_like_name(raw, s == 0 or bool(view.stream.ends[s - 1]))
        for raw, s in words
    )


def _only_reports(view: View, places: list[int]) -> bool:
    """Whether untraced words hold a reporting verb and nothing else that means anything."""
    words = [view.texts[i] for i in places if not is_function_word(view.lemmas[i]) and pos(view.lemmas[i]) != {"r"}]
    verbs = reporting() | MORE
    return (
        0 < len(words) <= REPORT
        and view.matched.keys().isdisjoint(places)
        and all(verbs & set(lemmas(w)) for w in words)
    )


def _names_speaker(view: View, i: int) -> bool:
    """Whether claim word i is part of a speaker's name or role, or a pronoun for one."""
    told = i + 1 < len(view.texts) and not reporting().isdisjoint(lemmas(view.texts[i + 1]))
    trade = told and "n" in pos(view.lemmas[i])  # `the Marketing Expert`, `the User Interface designer agreed`
    beside = i - 1 in view.claim.voices and (trade or view.raw(i)[:1].isupper())
    if view.lemmas[i] in ROLES:
        return True
    return beside or i in view.claim.voices or i in view.named or view.texts[i] in ("he", "she", "they")
