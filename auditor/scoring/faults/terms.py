"""One name or term in several spellings: grouped by sound, and by standing for each other in two variants."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from auditor.aligning.stream import Stream
from auditor.lexicon.cues import looks_like_name
from auditor.lexicon.sounds import sound_similarity, sounds
from auditor.lexicon.words import frequency, is_function_word, is_known, same_lemma
from auditor.scoring.subjects import NameForms, is_strange
from auditor.text.normalise import normalise

_FIRM = frozenset("bdfgklmnprstvzSTDZcNh")  # consonants that stay what they are
_LOOKALIKES = str.maketrans("oli", "011")
ALIKE = 0.8  # similarity of sound of two spellings within one transcript
ALIGNED = 0.5  # of two words that stand for each other in two variants
SURE = 0.97  # of two names that are both well known (Jon, John)
KNOWN = 0.65  # of a known name and a word that nobody knows and that comes again
NEAR = 0.9  # of two spellings neither of which is much more frequent
OFTEN = 3  # times more frequent that the usual spelling is
LETTERS = 4  # fewest letters or digits of a spelling compared by sound alone
PLACES = 20


@dataclass(frozen=True)
class Spelling:
    """Where a spelling stands: (stream, first word, last word), in order."""

    form: str
    places: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True)
class TermGroup:
    """Spellings of one term, the most frequent first; the likely right one with the reason."""

    likely: str
    reason: str
    spellings: tuple[Spelling, ...]


Place = tuple[int, int, int]


def find_terms(
    streams: Sequence[Stream],
    names: NameForms,
    aligned: Iterable[tuple[Place, Place]],
    known: dict[str, tuple[str, str]],
) -> list[TermGroup]:
    """Groups of spellings of one name or term over all transcripts of a recording.

    `aligned` are places that stand for each other in two variants and are about a name. `known` leads from normalised
    words to (form as written, why it is right), from headers and the glossary.
    """
    forms: dict[str, list[Place]] = defaultdict(list)
    for k, stream in enumerate(streams):
        for i, word in enumerate(stream.texts):
            if _broken_off(stream, i):
                continue
            if names.is_name(word) or is_strange(word) or _zero_led(word) or word in known:
                forms[word].append((k, i, i))
    links = set()
    stood = [(left, right, _form(streams, left), _form(streams, right)) for left, right in aligned]
    often = Counter((x, y) for _, _, x, y in stood)
    for left, right, x, y in stood:
        if x != y and _stand_for(x, y, known, again=often[x, y] > 1):
            links.add((min(x, y), max(x, y)))
            for form, place in ((x, left), (y, right)):
                if place not in forms[form]:
                    forms[form].append(place)
    links |= _by_sound({form: len(places) for form, places in sorted(forms.items())}, known, names)
    groups = _linked(sorted(links))
    return [made for group in groups if (made := _group(group, forms, streams, known)) is not None]


def _form(streams: Sequence[Stream], place: Place) -> str:
    k, first, last = place
    return " ".join(streams[k].texts[first : last + 1])


def _zero_led(word: str) -> bool:
    """`01`: a letter o that became a digit."""
    return len(word) > 1 and word[0] == "0" and word.isdecimal()


def _stand_for(x: str, y: str, known: dict[str, tuple[str, str]], again: bool) -> bool:
    """Whether two forms that stand in one place of two variants are one term: they sound alike, or do so `again`."""
    if x in known and y in known:
        return False
    if not any(form in known or _termlike(form) for form in (x, y)):
        return False
    if any(all(map(is_function_word, form.split())) for form in (x, y)):
        return False
    if any(form.isdecimal() and not _zero_led(form) for form in (x, y)):
        return _glyphs(x) == _glyphs(y)
    return again or sound_similarity(x, y) >= ALIGNED


def _glyphs(form: str) -> str:
    """A form with the letters that look like digits made digits."""
    return form.translate(_LOOKALIKES)


def _termlike(form: str) -> bool:
    return any(is_strange(word) or _mixed(word) for word in form.split())


def _mixed(word: str) -> bool:
    """Letters and digits, or a number that begins with what may be the letter o."""
    return any(map(str.isdigit, word)) and (any(map(str.isalpha, word)) or _zero_led(word))


def _broken_off(stream: Stream, word: int) -> bool:
    """`tha-`: a word that the speaker did not finish."""
    text = stream.transcript.file.text
    return text[stream.stop[word] : stream.stop[word] + 2] in ("-", "- ", "-\n", "-,", "-.", " -")


def _short_term(form: str, forms: dict[str, int], names: NameForms) -> bool:
    """Whether three letters are a term and no scrap of a word: written as one, or said again and again."""
    return len(set(form)) >= LETTERS - 1 and (names.written(form) or forms.get(form, 0) >= OFTEN)


def _by_sound(forms: dict[str, int], known: dict[str, tuple[str, str]], names: NameForms) -> set[tuple[str, str]]:
    """Pairs of single words that sound alike, one of them at least no ordinary word."""
    heads: dict[str, list[str]] = defaultdict(list)
    for form in [*forms, *(form for form in sorted(known) if form not in forms)]:
        if len(form) >= LETTERS or form in known or _mixed(form) or _short_term(form, forms, names):
            heads[_class(form)].append(form)
    found = set()
    for alike in heads.values():
        for n, x in enumerate(alike):
            for y in alike[n + 1 :]:
                if _alike(x, y, known) and _enough(x, y, forms, known):
                    found.add((min(x, y), max(x, y)))
    return found | _lookalikes(forms)


def _enough(x: str, y: str, forms: dict[str, int], known: dict[str, tuple[str, str]]) -> bool:
    """Whether two spellings can be of one term by their counts: two things that are told once or twice each are two."""
    if x in known or y in known:
        return True
    less, more = sorted((forms.get(x, 0), forms.get(y, 0)))
    return more >= OFTEN * less or sound_similarity(x, y) >= NEAR


def _lookalikes(forms: Iterable[str]) -> set[tuple[str, str]]:
    """`01` and `o1`: terms that differ in letters that look like digits."""
    by_glyphs: dict[str, list[str]] = defaultdict(list)
    for form in forms:
        if any(map(str.isdigit, form)) and _mixed(form):
            by_glyphs[_glyphs(form)].append(form)
    return {(alike[0], other) for alike in by_glyphs.values() for other in alike[1:]}


def _class(form: str) -> str:
    """Forms are compared only with those whose first sound is of the same class; vowels and glides are one."""
    first = sounds(form)[:1]
    return first if first in _FIRM else ""


def _alike(x: str, y: str, known: dict[str, tuple[str, str]]) -> bool:
    if (x in known and y in known) or same_lemma(x, y):
        return False
    figures = [any(map(str.isdigit, form)) for form in (x, y)]
    if figures[0] != figures[1]:
        word = y if figures[0] else x
        return (x in known or y in known) and len(word) >= LETTERS - 1 and sound_similarity(x, y) >= KNOWN
    if _figures(x) != _figures(y):
        return False
    if x.startswith(_stem(y)) or y.startswith(_stem(x)):
        return False
    ordinary = [not _termlike(form) for form in (x, y)]
    if all(ordinary):
        return (
            x not in known and y not in known and sound_similarity(x, y) >= SURE and min(map(frequency, (x, y))) < 3.0
        )
    return sound_similarity(x, y) >= ALIKE


def _stem(word: str) -> str:
    """A word without an ending, roughly: `recorded` is no other spelling of `record`, nor `Quinlan's` of `Quinlan`."""
    return re.sub(r"(?:'s|s|es|ed|er|ers|ing|y|ian|ians)$", "", word)


def _figures(form: str) -> str:
    return "".join(filter(str.isdigit, form))


def _linked(links: Sequence[tuple[str, str]]) -> list[list[str]]:
    """Connected groups of spellings, each sorted."""
    head: dict[str, str] = {}

    def find(form: str) -> str:
        while head.setdefault(form, form) != form:
            form = head[form]
        return form

    for x, y in links:
        a, b = find(x), find(y)
        if a != b:
            head[max(a, b)] = min(a, b)
    groups: dict[str, list[str]] = defaultdict(list)
    for form in sorted(head):
        groups[find(form)].append(form)
    return list(groups.values())


def _group(
    group: Sequence[str], forms: dict[str, list[Place]], streams: Sequence[Stream], known: dict[str, tuple[str, str]]
) -> TermGroup | None:
    said = [form for form in group if forms.get(form)]
    right = [form for form in group if form in known]
    if not said or (len(said) == 1 and (not right or said == right)):
        return None
    spellings = [Spelling(_written(streams, forms[form]), tuple(sorted(forms[form]))) for form in said]
    spellings.sort(key=lambda one: (-len(one.places), one.form))
    if len({one.form.casefold() for one in spellings}) == 1 and not right:
        return None
    if right:
        best = max(right, key=lambda form: (len(forms.get(form, ())), form))
        return TermGroup(*known[best], tuple(spellings))
    named = [one for one in spellings if _written_as_name(one, streams)]
    best_one, *others = named or spellings
    if not others or len(best_one.places) > len(others[0].places):
        why = "most frequent" if best_one is spellings[0] else "the most frequent that is written like a name"
        return TermGroup(best_one.form, f"{why}, {_times(len(best_one.places))}", tuple(spellings))
    usual = [one for one in (best_one, *others) if len(one.places) == len(best_one.places)]
    best_one = min(usual, key=lambda one: one.places[0])
    return TermGroup(best_one.form, "it stands first; no spelling is more frequent than the others", tuple(spellings))


def _written(streams: Sequence[Stream], places: Sequence[Place]) -> str:
    """The most frequent writing of a form."""
    counts = Counter(streams[k].said(first, last) for k, first, last in places[:PLACES])
    return max(counts, key=lambda raw: (counts[raw], any(map(str.isupper, raw)), raw))


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _written_as_name(spelling: Spelling, streams: Sequence[Stream]) -> bool:
    """Whether a transcript that marks sentences writes it like a name (captions put capitals anywhere)."""
    return any(streams[k].punctuated and looks_like_name(streams[k].raw(i, i), False) for k, i, _ in spelling.places)


def known_forms(streams: Sequence[Stream], glossary: Iterable[Sequence[str]]) -> dict[str, tuple[str, str]]:
    """Names that headers and participants lists hold, and the glossary's preferred spellings, by normalised word."""
    known: dict[str, tuple[str, str]] = {}
    for entry in glossary:
        words = [token.text for token in normalise(entry[0])]
        if len(words) == 1:
            known.setdefault(words[0], (entry[0], "the glossary has it"))
    for stream in streams:
        texts = [*stream.transcript.participants, *stream.transcript.header.values()]
        for text in texts:
            for token in normalise(text):
                raw = text[token.begin : token.stop]
                if looks_like_name(raw, True) and not _plain_word(token.text):
                    known.setdefault(token.text, (raw, "the header has it"))
    return known


def _plain_word(word: str) -> bool:
    """Whether a word of a title may just be an ordinary one in capitals."""
    return is_known(word) and frequency(word) >= 3.5


def capitals(streams: Sequence[Stream], names: NameForms) -> dict[str, Counter[str]]:
    """Names that one punctuated transcript writes with different capitals, each way twice or more."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for stream in streams:
        if stream.punctuated:
            text = stream.transcript.file.text
            for i, word in enumerate(stream.texts):
                if len(word) > 2 and names.is_name(word) and is_strange(word):
                    found[word][text[stream.begin[i] : stream.stop[i]]] += 1
    several = {word: Counter({raw: n for raw, n in ways.items() if n > 1}) for word, ways in found.items()}
    return {word: several[word] for word in sorted(several) if len(several[word]) > 1}
