"""`inherited-asr-error`: the line keeps a word that the ASR probably misheard; the later step is not to blame."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise

from auditor.aligning.stream import Stream
from auditor.aligning.trace import alike
from auditor.judging.judge import Judged
from auditor.lexicon.cues import is_given_name, looks_like_name
from auditor.lexicon.quantities import compare, quantities
from auditor.lexicon.relations import relation
from auditor.lexicon.words import frequency, is_filler, is_function_word, is_known
from auditor.rules.engine import Draft, Judgement
from auditor.rules.names import folded
from auditor.rules.places import evidence_of
from auditor.rules.wording import quoted

SOUNDS = 0.8  # how alike a heard word and the name that was meant sound
SPELLED = 0.65  # the same for an abbreviation, which is said letter by letter
APART = 0.5  # likeness of sound from which several words are one name heard apart
MAJORITY = 3  # transcripts from which most of them decide
CLOSE = 0.35  # how alike two readings of one place sound at least
OFTEN = 2  # occurrences more from which a word is the recording's own
RECURRING, TIMES = 4, 4  # occurrences of a term; how many times as often as the garbled word
RARE = 3.6  # Zipf frequency below which a word is rare in English
LONGEST = 4  # words on either side of a place where sources differ


@dataclass(frozen=True)
class Slip:
    """Claim words [c0, c1) that source `keeper` has as its words [k0, k1), where `right` was probably said.

    `other` is the source that has `right`, as its words [s0, s1), if one has. `sure` is False where nothing decides.
    """

    c0: int
    c1: int
    keeper: int
    k0: int
    k1: int
    right: str
    why: str
    sure: bool
    other: int | None = None
    s0: int = 0
    s1: int = 0


class _Recording:
    """What a recording knows of its words: counts, recurring terms, and the names of headers and glossary."""

    def __init__(self, judgement: Judgement) -> None:
        alignment = judgement.alignment
        self.streams = alignment.streams
        self.counts = Counter(word for stream in alignment.streams for word in stream.texts)
        names = [name for stream in alignment.streams for name in stream.transcript.participants]
        names += [name for document in alignment.documents for name in document.participants]
        terms = [entry[0] for entry in alignment.settings.glossary if entry]
        found = {folded(w): w for text in (*names, *terms) for w in text.split() if len(w) >= 4 and w[0].isupper()}
        self.names = tuple(sorted(found.items()))
        self.headers = frozenset(word for words in judgement.headers for word in words)
        often = [w for w, n in self.counts.items() if n >= RECURRING and not is_known(w)]
        self.terms = tuple((w, w) for w in sorted(often) if any(map(str.isalpha, w)))
        self.gaps = [_gaps(mapping.blocks) if mapping else [] for mapping in alignment.mappings]
        self.elsewhere = self._elsewhere(alignment.bases)

    def _elsewhere(self, bases: list[int]) -> dict[str, str]:
        """Unknown words that stand, somewhere in the recording, where another source has a recurring term."""
        terms = {w for w, _ in self.terms}
        found: dict[str, str] = {}
        for k, gaps in enumerate(self.gaps):
            for a0, a1, b0, b1 in gaps:
                pair = self.streams[bases[k]].texts[a0:a1], self.streams[k].texts[b0:b1]
                for (word, *rest), theirs in (pair, pair[::-1]):
                    if not rest and len(theirs) == 1 and theirs[0] in terms and not self.known(word):
                        found.setdefault(word, theirs[0])
        return found

    def known(self, word: str) -> bool:
        """Whether it is a word, a usual name, a number, or stands in a header."""
        if len(word) == 1:
            return word in "aio" or word.isdigit()
        return is_known(word) or is_given_name(word) or word[0].isdigit() or folded(word) in self.headers

    def strange(self, word: str) -> bool:
        """Whether the word is unknown, or rare in English and said hardly once."""
        if not self.known(word):
            return True
        return (
            frequency(word) < RARE
            and self.counts[word] <= len(self.streams)
            and not word[0].isdigit()
            and word not in self.headers
        )

    def is_term(self, word: str) -> bool:
        """Whether it is a name of the header, or no ordinary word and said again and again."""
        return word in self.headers or (not is_known(word) and self.counts[word] >= RECURRING)

    def meant(self, word: str) -> tuple[str, str] | None:
        """The name or recurring term that an unknown word sounds like, and why it is that."""
        if self.known(word) or len(word) < 3 or any(map(str.isdigit, word)):
            return None
        if len(word) >= 4 and (name := _nearest(folded(word), self.names)):
            return name, "as the header or the glossary has it"
        word = word.removesuffix("'s")
        term = self.elsewhere.get(word) or _nearest(word, self.terms)
        if term and (term == word or relation(word, term) in ("inflection", "derivation")):
            return None
        if term and self.counts[term] >= TIMES * self.counts[word]:
            return self.written(term), f"said {self.counts[term]} times in the transcripts"
        return None

    def written(self, word: str) -> str:
        """The word as a source first writes it."""
        stream = next(s for s in self.streams if word in s.texts)
        at = stream.texts.index(word)
        return stream.raw(at, at)

    def abbreviation(self, word: str) -> tuple[str, str] | None:
        """The abbreviation, spelled out letter by letter in speech, that a word said once sounds like."""
        short = tuple((w, w) for w, _ in self.terms if len(w) <= 4 and w.isalpha() and not set(w) & set("aeiou"))
        name = _nearest(word, short, SPELLED)
        if name and self.counts[name] >= TIMES * self.counts[word]:
            return self.written(name), f"said {self.counts[name]} times in the transcripts"
        return None


def _gaps(blocks: tuple[tuple[int, int, int], ...]) -> list[tuple[int, int, int, int]]:
    """Where two sources differ: base words [a0, a1) and other words [b0, b1), both sides present and short."""
    found = []
    for (a, b, n), (a_next, b_next, _) in pairwise(blocks):
        if 0 < a_next - a - n <= LONGEST and 0 < b_next - b - n <= LONGEST:
            found.append((a + n, a_next, b + n, b_next))
    return found


@lru_cache(4096)
def _nearest(word: str, names: tuple[tuple[str, str], ...], least: float = SOUNDS) -> str | None:
    """The name that sounds most like the word, if it sounds like any."""
    scored = [(alike(word, key), name) for key, name in names if key != word]
    best = max(scored, default=(0.0, ""))
    return best[1] if best[0] >= least else None


def inherited(judgement: Judgement) -> Iterator[Draft]:
    """`inherited-asr-error`: per place, who has the error first and what was probably said."""
    recording = _Recording(judgement)
    for i, judged in enumerate(judgement.claims):
        if judged.decision.verdict in ("boilerplate", "fabricated"):
            continue
        taken: set[int] = set()
        if "foreign" in judged.signals:
            slips = list(_in_other_language(judged, recording))
        else:
            slips = [*_against_names(judged, recording), *_against_variants(judged, recording)]
        for slip in slips:
            if taken.isdisjoint(range(slip.c0, slip.c1)) and not _outvoted(judged, slip):
                taken.update(range(slip.c0, slip.c1))
                yield _draft(i, judged, slip)


def _outvoted(judged: Judged, slip: Slip) -> bool:
    """Whether most transcripts have the claim's words: then the one that differs is the one that misheard."""
    heard = [found.matched() for found in judged.placed.traces if found is not None]
    agree = sum(all(c in pairs for c in range(slip.c0, slip.c1)) for pairs in heard)
    return 2 * agree > len(heard) >= MAJORITY


def _against_variants(judged: Judged, recording: _Recording) -> Iterator[Slip]:
    """Places where the claim follows one source of the same audio and another has something else."""
    alignment, traces = judged.view.alignment, judged.placed.traces
    for k, gaps in enumerate(recording.gaps):
        base = alignment.bases[k]
        for keeper, other in ((base, k), (k, base)):
            found = traces[keeper]
            if not gaps or found is None:
                continue
            back = {b.s0 + n: b.c0 + n for b in found.blocks if b.tag == "equal" for n in range(b.s1 - b.s0)}
            side = 0 if keeper == base else 2
            begin = bisect_left(gaps, found.first, key=lambda gap: gap[side])
            for gap in islice(gaps, begin, None):
                m0, m1, o0, o1 = (*gap[side : side + 2], *gap[2 - side : 4 - side])
                if m1 > found.last + 1:
                    break
                mine = [back.get(s) for s in range(m0, m1)]
                places = [c for c in mine if c is not None]
                if len(places) < len(mine) or places != list(range(places[0], places[0] + len(places))):
                    continue
                why, sure = _which(judged, places[0], (keeper, m0, m1), (other, o0, o1), recording)
                if why:
                    c0, c1 = places[0], places[-1] + 1
                    right = alignment.streams[other].said(o0, o1 - 1)
                    yield Slip(c0, c1, keeper, m0, m1, right, why, sure, other, o0, o1)


Words = tuple[int, int, int]


def _which(judged: Judged, at: int, kept: Words, said: Words, recording: _Recording) -> tuple[str, bool]:
    """Why the claim's words are probably misheard, and whether that is sure; empty where nothing says so."""
    keeper, other = recording.streams[kept[0]], recording.streams[said[0]]
    mine, theirs = keeper.texts[kept[1] : kept[2]], other.texts[said[1] : said[2]]
    if all(is_function_word(w) or is_filler(w) for w in (*mine, *theirs)):
        return "", False
    if "".join(mine) == "".join(theirs):
        written = " " not in judged.view.phrase(at, at + len(mine))  # `Slock.it`
        return (
            ("there it is written as one name", True) if _one_name(mine, said, other) and not written else ("", False)
        )
    if len(mine) == len(theirs) == 1 and relation(mine[0], theirs[0]) in ("inflection", "spelling", "derivation"):
        return "", False
    if any(w in recording.headers for w in mine if not is_function_word(w)):
        return "", False
    strange = [w for w in mine if not recording.known(w) and recording.counts[w] < RECURRING]
    plain = all(recording.known(w) or (len(w) > 1 and recording.counts[w] >= OFTEN) for w in theirs) or _one_name(
        mine, said, other
    )
    view = judged.view
    named = any(
        looks_like_name(raw, view.opens_sentence(c)) and len(raw) > 1 and not raw[0].isdigit()
        for c in range(at, at + len(mine))
        if (raw := view.raw(c))
    )
    heard = alike("".join(mine), "".join(theirs))
    close = heard >= CLOSE or any(theirs[0].startswith(w) for w in strange)
    taken_apart = len(mine) == 1 < len(theirs) and heard >= APART  # `you port` for uPort: the other one misheard
    own = not named or _one_name(mine, said, other) or any(recording.is_term(w) for w in theirs)
    if strange and plain and close and own and not taken_apart:
        return f"{quoted(strange[0])} is hardly a word here", True
    number = any(w[0].isdigit() for w in mine) and any(w[0].isdigit() for w in theirs)
    rarer = max(recording.counts[w] for w in mine) <= max(recording.counts[w] for w in theirs)
    if kept[0] > said[0] and ((named and rarer) or (number and not _same_amount(keeper, kept, other, said))):
        return "the transcripts disagree here", False
    return "", False


def _one_name(mine: list[str], said: Words, other: Stream) -> bool:
    """Whether the other source has one capitalised word, inside a sentence, for several of the claim's words."""
    single = said[2] - said[1] == 1 < len(mine)
    return single and other.raw(said[1], said[1])[:1].isupper() and not other.ends[max(0, said[1] - 1)]


def _same_amount(keeper: Stream, kept: Words, other: Stream, said: Words) -> bool:
    one, two = (s.said(w[1], w[2] - 1).casefold() for s, w in ((keeper, kept), (other, said)))
    if "point" in one.split() or "point" in two.split():
        return True  # a decimal read out: written otherwise, not another amount
    mine, theirs = quantities(one), quantities(two)
    return any(compare(a, b) in ("same", "rounded") for a in mine for b in theirs)


def _against_names(judged: Judged, recording: _Recording) -> Iterator[Slip]:
    """Unknown words, kept from a source, that sound like a name of the header or a term of the recording."""
    for c, s in sorted(judged.view.equal.items()):
        meant = recording.meant(judged.placed.texts[c])
        if meant:
            yield Slip(c, c + 1, judged.placed.source, s, s + 1, *meant, sure=True)


def _in_other_language(judged: Judged, recording: _Recording) -> Iterator[Slip]:
    """Latin-script words that a line in another language took over from a source, where an abbreviation was meant."""
    for c, word in enumerate(judged.placed.texts):
        if not (word.isascii() and word.isalpha() and len(word) >= 3 and recording.strange(word)):
            continue
        places = [(k, s.texts.index(word)) for k, s in enumerate(recording.streams) if word in s.texts]
        meant = recording.meant(word) or recording.abbreviation(word)
        if places and meant:
            k, at = places[0]
            yield Slip(c, c + 1, k, at, at + 1, *meant, sure=True)


def _file(path: str) -> str:
    return path.rsplit("/", 1)[-1]


def _draft(i: int, judged: Judged, slip: Slip) -> Draft:
    view, streams = judged.view, judged.view.alignment.streams
    claimed = view.phrase(slip.c0, slip.c1)
    keeper = streams[slip.keeper]
    evidence = [evidence_of(keeper, slip.k0, slip.k1 - 1)]
    message = f"{quoted(claimed)} is taken over from {_file(keeper.path)}"
    if slip.other is not None:
        evidence.append(evidence_of(streams[slip.other], slip.s0, slip.s1 - 1))
        message += f"; {_file(streams[slip.other].path)} has {quoted(slip.right)}"
    else:
        message += f"; probably {quoted(slip.right)} is meant"
    message += f" ({slip.why})." if slip.sure else ", and words cannot tell which is right."
    return Draft(
        "inherited-asr-error",
        message,
        claim=i,
        begin=judged.placed.tokens[slip.c0].begin,
        stop=judged.placed.tokens[slip.c1 - 1].stop,
        severity=None if slip.sure else "note",
        claimed=claimed,
        source_words=slip.right,
        introduced_by=keeper.path,
        evidence=tuple(evidence),
    )
