"""Beyond the one number: which errors change the meaning, where they gather, and what is confused with what."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from auditor.lexicon.cues import looks_like_name, negation_cues
from auditor.lexicon.words import is_function_word, same_lemma
from auditor.scoring.align import Op, canonical_counts, rounded
from auditor.scoring.units import Comparison, Unit
from auditor.scoring.words import Glossary, Words

CLASSES = ("number", "negation", "entity", "term", "content", "inflection", "function")
HARMLESS = frozenset({"inflection", "function"})
_MOST_CONFUSIONS = 20
_SENTENCE_ENDS = (".", "?", "!", "…")


def errors_in(unit: Unit) -> Iterator[tuple[int | None, int | None]]:
    """Every error as (reference index, hypothesis index), None where one side has no word."""
    for tag, i1, i2, j1, j2 in unit.ops:
        if tag == "replace":
            yield from zip(range(i1, i2), range(j1, j2), strict=True)
        elif tag == "delete":
            yield from ((i, None) for i in range(i1, i2))
        elif tag == "insert":
            yield from ((None, j) for j in range(j1, j2))


def kinds_of(texts: Sequence[str], words: Words | None, glossary: Glossary | None) -> list[str]:
    """For each word the class that matters most: number, negation, entity, term, function or content."""
    kinds = ["function" if is_function_word(text) else "content" for text in texts]
    for begin, stop in _terms(texts, glossary):
        kinds[begin:stop] = ["term"] * (stop - begin)
    for index in _names(words) if words is not None else ():
        if kinds[index] == "content":
            kinds[index] = "entity"
    for begin, stop, _ in negation_cues(texts):
        if stop == begin + 1:
            kinds[begin] = "negation"
    for index, text in enumerate(texts):
        if any(char.isdigit() for char in text) and kinds[index] not in ("entity", "term"):
            kinds[index] = "number"
    return kinds


def _terms(texts: Sequence[str], glossary: Glossary | None) -> Iterator[tuple[int, int]]:
    if glossary is None or not glossary.terms:
        return
    starts = {term[0] for term in glossary.terms if term}
    for index, text in enumerate(texts):
        if text in starts:
            for term in sorted(glossary.terms):
                if tuple(texts[index : index + len(term)]) == term:
                    yield index, index + len(term)


def _names(words: Words) -> Iterator[int]:
    """Words that are written like names; only in a text that has capitals and small letters."""
    if not words.source or words.source.isupper() or words.source.islower():
        return
    end = 0
    for index, begin in enumerate(words.begin):
        gap = words.source[end:begin]
        initial = index == 0 or any(mark in gap for mark in _SENTENCE_ENDS)
        end = words.stop[index]
        raw = words.source[begin:end]
        if raw[:1].isupper() and looks_like_name(raw, initial):
            yield index


def breakdown(comparison: Comparison, glossary: Glossary | None = None) -> dict[str, Any]:
    """Errors by class, with the share of each class's reference words that came out wrong.

    `meaning` counts errors that touch a number, a negation, a name, a term or a content word; `harmless` those that
    only touch an inflection or a function word (hesitations and contractions are gone from normalised words).
    """
    said: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    inserted: Counter[str] = Counter()
    changes: Counter[str] = Counter()
    left_words, right_words = comparison.words or (None, None)
    for unit in comparison.units:
        left = kinds_of(unit.reference, left_words, glossary)
        right = kinds_of(unit.hypothesis, right_words, glossary)
        said.update(left)
        for i, j in errors_in(unit):
            if i is not None:
                missed[left[i]] += 1
            else:
                inserted[right[j or 0]] += 1
            changes[_change(unit, i, j, left, right)] += 1
    classes = {
        kind: {
            "words": said[kind],
            "wrong": missed[kind],
            "rate": rounded(missed[kind] / said[kind]) if said[kind] else None,
            "inserted": inserted[kind],
        }
        for kind in ("number", "negation", "entity", "term", "content", "function")
        if said[kind] or inserted[kind]
    }
    harmless = sum(changes[kind] for kind in HARMLESS)
    return {
        "meaning": sum(changes.values()) - harmless,
        "harmless": harmless,
        "changes": {kind: changes[kind] for kind in CLASSES if changes[kind]},
        "classes": classes,
    }


def _change(unit: Unit, i: int | None, j: int | None, left: list[str], right: list[str]) -> str:
    """The class of an error: of its two words the one that matters more."""
    kinds = [left[i]] if i is not None else []
    kinds += [right[j]] if j is not None else []
    both = i is not None and j is not None and kinds == ["content", "content"]
    if both and same_lemma(unit.reference[i or 0], unit.hypothesis[j or 0]):
        return "inflection"
    return min(kinds, key=CLASSES.index)


def confusions(units: Sequence[Unit]) -> list[dict[str, Any]]:
    """The most frequent errors: what was said, what stands there, how often; most frequent first."""
    found: Counter[tuple[str, str]] = Counter()
    for unit in units:
        for tag, i1, i2, j1, j2 in unit.ops:
            if tag != "equal":
                pairs = zip(range(i1, i2), range(j1, j2), strict=True) if tag == "replace" else ()
                for i, j in pairs:
                    found[unit.reference[i], unit.hypothesis[j]] += 1
                if tag != "replace":
                    for word in unit.reference[i1:i2]:
                        found[word, ""] += 1
                    for word in unit.hypothesis[j1:j2]:
                        found["", word] += 1
    ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return [{"reference": a, "hypothesis": b, "count": n} for (a, b), n in ranked[:_MOST_CONFUSIONS] if n > 1]


def per_minute(stretches: Sequence[Unit]) -> list[dict[str, Any]]:
    """Errors and words of each minute of the reference; empty where it has no times."""
    errors: defaultdict[int, int] = defaultdict(int)
    words: defaultdict[int, int] = defaultdict(int)
    for unit in stretches:
        if unit.start is not None:
            minute = int(unit.start // 60)
            errors[minute] += unit.counts.errors
            words[minute] += unit.counts.reference
    return [
        {
            "minute": minute,
            "errors": errors[minute],
            "words": words[minute],
            "wer": rounded(errors[minute] / words[minute]) if words[minute] else None,
        }
        for minute in sorted(words)
    ]


def by_speaker(stretches: Sequence[Unit]) -> list[dict[str, Any]]:
    """Counts and rates of each speaker of the reference, in their order."""
    found: dict[str, Any] = {}
    for unit in stretches:
        if unit.speaker is not None:
            found[unit.speaker] = found[unit.speaker] + unit.counts if unit.speaker in found else unit.counts
    return [{"speaker": speaker, **counts.figures()} for speaker, counts in found.items()]


def written_form(comparison: Comparison) -> dict[str, Any] | None:
    """Case and punctuation of the words that are right; None where a side has no capitals or no marks at all."""
    if comparison.words is None:
        return None
    left, right = comparison.words
    hits = [(i, j1 + i - i1) for tag, i1, i2, j1, _ in comparison.units[0].ops if tag == "equal" for i in range(i1, i2)]
    result: dict[str, Any] = {}
    if _has_case(left.source) and _has_case(right.source) and hits:
        wrong = sum(left.raw(i)[:1].isupper() != right.raw(j)[:1].isupper() for i, j in hits)
        result["case"] = {"words": len(hits), "errors": wrong, "rate": rounded(wrong / len(hits))}
    marks = [(_mark(left, i), _mark(right, j)) for i, j in hits]
    in_left, in_right = sum(bool(a) for a, _ in marks), sum(bool(b) for _, b in marks)
    if in_left and in_right:
        same = sum(bool(a) and a == b for a, b in marks)
        result["punctuation"] = {
            "reference_marks": in_left,
            "hypothesis_marks": in_right,
            "precision": rounded(same / in_right),
            "recall": rounded(same / in_left),
        }
    return result or None


def _has_case(text: str) -> bool:
    return not (text.islower() or text.isupper())


def _mark(words: Words, index: int) -> str:
    """The sentence mark or comma right after a word."""
    after = words.source[words.stop[index] : words.stop[index] + 2].lstrip("\"'”’)")
    return after[:1] if after[:1] in ".,?!;:…" else ""


def without_loops(units: Sequence[Unit]) -> dict[str, Any] | None:
    """The rates with repeats of the hypothesis removed that the reference has not; None where there are none."""
    total, removed = canonical_counts([], []), 0
    for unit in units:
        left, right = _collapsed(unit.reference), _collapsed(unit.hypothesis)
        fewer = len(unit.hypothesis) - len(right) - (len(unit.reference) - len(left))
        if fewer > 0:
            removed += fewer
            total += canonical_counts(unit.reference, right)
        else:
            total += unit.counts
    return {"removed_words": removed, **total.figures()} if removed else None


_LONGEST_LOOP = 40


def _collapsed(words: Sequence[str]) -> list[str]:
    """Words with immediate repeats made single: four or more words said twice, fewer said four times in a row."""
    kept: list[str] = []
    seen: defaultdict[str, list[int]] = defaultdict(list)
    for word in words:
        here = len(kept)
        kept.append(word)
        places = seen[word]
        while places and (places[-1] >= here or kept[places[-1]] != word):
            places.pop()  # removed as a repeat
        for place in reversed(places):
            size = here - place
            if size > _LONGEST_LOOP:
                break
            times = 2 if size >= 4 else 4
            if here + 1 >= size * times and _repeats(kept, size, times):
                del kept[here + 1 - size * (times - 1) :]
                break
        else:
            places.append(here)
            continue
        if len(kept) > here:
            places.append(here)
    return kept


def _repeats(words: Sequence[str], size: int, times: int) -> bool:
    unit = words[-size:]
    return all(words[-size * (n + 1) : -size * n] == unit for n in range(1, times))


def agreed_against(comparisons: Sequence[Comparison], place: Callable[[int], dict[str, Any]]) -> list[dict[str, Any]]:
    """Places where all hypotheses say the same and the reference something else: it is probably the one that is wrong.

    Args:
        comparisons: one per hypothesis, on the same reference.
        place: line and time of a reference word by its index; utterances are named by their id instead.
    """
    found = []
    for units in zip(*(one.units for one in comparisons), strict=True) if len(comparisons) > 1 else ():
        first, *others = (dict(_replaced(unit)) for unit in units)
        for (i1, i2), said in first.items():
            same_reference = all(unit.reference == units[0].reference for unit in units)
            if same_reference and all(other.get((i1, i2)) == said for other in others):
                where = {"utterance": units[0].id} if units[0].id else place(i1)
                found.append({"reference": " ".join(units[0].reference[i1:i2]), "all_say": " ".join(said), **where})
    return found


def _replaced(unit: Unit) -> Iterator[tuple[tuple[int, int], tuple[str, ...]]]:
    """Blocks of errors: reference range and what the hypothesis has there."""
    block: list[Op] = []
    for op in [*unit.ops, ("equal", 0, 0, 0, 0)]:
        if op[0] != "equal":
            block.append(op)
        elif block:
            said = tuple(unit.hypothesis[block[0][3] : block[-1][4]])
            yield (block[0][1], block[-1][2]), said
            block = []
