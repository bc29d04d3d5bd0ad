"""Use cases: read, align, judge, apply rules, assemble. No printing, no exit."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.errors import InputError
from auditor.gate.apply import apply_policy
from auditor.gate.baseline import Baseline
from auditor.gate.policy import Policy
from auditor.gate.suppression import Suppression
from auditor.model.asr import Asr
from auditor.model.inputs import DerivedDocument, TextFile, Transcript
from auditor.model.result import Audit, Finding, Recording
from auditor.settings import RecordingSpec, Settings

if TYPE_CHECKING:
    from auditor.judges.apply import Judging
    from auditor.scoring.compare import Faults


def audit(
    derived: str | Sequence[str],
    sources: str | Sequence[str] = (),
    reference: str | None = None,
    *,
    settings: Settings | None = None,
    policy: Policy | None = None,
    model: str | Path | None = None,
    name: str | None = None,
    judging: Judging | None = None,
) -> Audit:
    """Audits derived documents against the raw transcripts of their recording.

    Args:
        derived: paths of derived documents.
        sources: paths of raw transcripts; empty where `derived` is a page that holds its own transcript.
        reference: a transcript that a person vouches for: the variants are scored against it, and it is the first
            source that lines are placed in.
        settings: glossary, tolerances and the like.
        policy: levels and limits of the gate.
        model: a file of coefficients instead of the shipped ones.
        name: the recording's name; default the first derived file's stem.
        judging: judges to ask about the claims that words leave open (`auditor.judges`); default none.

    Returns:
        The finished audit (`auditor.model.result.Audit`).

    Raises:
        InputError: a file is missing, unreadable, breaks off, or nothing in it can be checked.
        ConfigError: an unusable setting.
    """
    derived = (derived,) if isinstance(derived, str) else tuple(derived)
    sources = (sources,) if isinstance(sources, str) else tuple(sources)
    spec = RecordingSpec(name=name or (Path(derived[0]).stem if derived else "recording"), derived=tuple(derived),
                         sources=tuple(sources), reference=reference)  # fmt: skip
    return audit_recordings([spec], settings or Settings(), policy or Policy(), model=str(model) if model else None,
                            judging=judging)  # fmt: skip


def audit_recordings(
    specs: Sequence[RecordingSpec],
    settings: Settings,
    policy: Policy,
    *,
    baseline: Baseline | None = None,
    suppressions: Sequence[Suppression] = (),
    workers: int = 1,
    model: str | None = None,
    progress: Callable[[Recording], None] = lambda _: None,
    judging: Judging | None = None,
) -> Audit:
    """Audits recordings in their order; the result is the same whatever the number of workers.

    `progress` is called with each recording as soon as it and those before it are done. `judging` comes after all of
    them, before the gate.
    """
    recordings = []
    for recording in _each(specs, settings, model, workers):
        progress(recording)
        recordings.append(recording)
    recordings = _renumbered(recordings)
    signed = signature(settings, model)
    if judging is not None:
        recordings = _judged(recordings, judging)
        signed += f"|{judging.counts.signature()}"
    done, gate, summary = apply_policy(recordings, policy, baseline, suppressions)
    if judging is not None:
        summary["judge"] = judging.counts.as_summary()
    kept = {"fail_on": policy.fail_on}
    if told := _review_yield(model):
        summary["review"] = {"yield": told}
    return Audit(signature=signed, recordings=done, gate=gate, summary=summary, settings=kept)


def _review_yield(model: str | None) -> str:
    from auditor.judging.model import load_model

    return load_model(model).review_yield()


def _judged(recordings: Sequence[Recording], judging: Judging) -> list[Recording]:
    from msgspec.structs import replace

    from auditor.assemble import speaker_rows

    return [replace(r, speakers=speaker_rows(r.claims, r.findings)) for r in judging.run(recordings)]


def _each(specs: Sequence[RecordingSpec], settings: Settings, model: str | None, workers: int) -> Iterator[Recording]:
    if workers == 1 or len(specs) < 2:
        yield from (_recording(spec, settings, model) for spec in specs)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(min(workers, len(specs))) as pool:
        yield from pool.map(_recording, specs, [settings] * len(specs), [model] * len(specs))


def _recording(spec: RecordingSpec, settings: Settings, model: str | None) -> Recording:
    from auditor.aligning.place import align
    from auditor.assemble import assemble
    from auditor.judging.judge import judge
    from auditor.judging.model import load_model
    from auditor.rules.coverage import coverage
    from auditor.rules.engine import Judgement, run_rules

    sources, documents, reference = _read(spec, settings)
    trusted = [reference] if reference is not None else []
    alignment = align(spec.name, [*trusted, *sources], documents, settings)
    judgement = Judgement(alignment, judge(alignment, load_model(model)))
    told = coverage(judgement)
    asr = judgement.faults.asr() if reference is None else _scored(sources, reference, judgement.faults)
    return assemble(judgement, run_rules(judgement), told, asr, reference)


def _scored(sources: list[Transcript], reference: Transcript, faults: Faults) -> Asr:
    """The variants' error rates against the reference, with the places where they differ from it."""
    from auditor.scoring.compare import with_faults
    from auditor.scoring.recording import compare_recording

    return with_faults(compare_recording(sources, reference), faults)


def transcript_findings(faults: Faults, first: int = 0) -> list[Finding]:
    """The findings on transcripts alone, without a derived document; `first` of the file have been numbered before."""
    from auditor.aligning.aligned import Alignment
    from auditor.aligning.speakers import Cast
    from auditor.assemble import findings_of
    from auditor.rules.asr import RULES
    from auditor.rules.engine import Judgement

    streams = list(faults.streams)
    alignment = Alignment("", streams, [], list(faults.bases), [None] * len(streams), [], Cast.of((), ()), Settings())
    judgement = Judgement(alignment)
    judgement.faults = faults
    return findings_of(judgement, [draft for rule in RULES for draft in rule(judgement)], first)


def _read(spec: RecordingSpec, settings: Settings) -> tuple[list[Transcript], list[DerivedDocument], Transcript | None]:
    """All files of a recording, and its reference; fails closed where nothing could be checked."""
    from auditor.reading import holds_both, read_document, read_transcript
    from auditor.text.normalise import normalise_words

    def format_of(path: str) -> str | None:
        return spec.formats.get(path, spec.formats.get("*"))

    trusted = (spec.reference,) if spec.reference else ()
    files = {path: _opened(path, spec.base) for path in dict.fromkeys((*spec.derived, *spec.sources, *trusted))}
    documents = [read_document(files[p], format=format_of(p), fields=settings.fields) for p in spec.derived]
    sources = [read_transcript(files[p], format=format_of(p)) for p in spec.sources if p != spec.reference]
    reference = next((read_transcript(files[p], format=format_of(p)) for p in trusted), None)
    if not sources and reference is None:
        for path in spec.derived:
            file = files[path]
            if not holds_both(file):
                raise InputError(
                    path, "no transcript to check it against", "--source FILE, or a page that holds its own transcript"
                )
            sources.append(read_transcript(file))
    for document in documents:
        if not any(normalise_words(claim.text.text) for claim in document.claims):
            raise InputError(
                document.path, "holds no claim that could be checked", "a summary, quotes, minutes or notes"
            )
    return sources, documents, reference


def _opened(path: str, base: str) -> TextFile:
    """A file below `base`, under the path that the configuration gives it."""
    from auditor.reading import read_file

    if path == "-" or not base:
        return read_file(path)
    return dataclasses.replace(read_file(os.path.relpath(Path(base) / path)), path=path)


def _renumbered(recordings: Sequence[Recording]) -> list[Recording]:
    """Ids unique in the file: those of a second recording go on where the first ends."""
    from msgspec.structs import replace

    done, claims, findings = [], 0, 0
    for r in recordings:
        if claims or findings:
            c = {claim.id: f"c{claims + n:03d}" for n, claim in enumerate(r.claims, 1)}
            f = {finding.id: f"f{findings + n:03d}" for n, finding in enumerate(r.findings, 1)}
            r = replace(
                r,
                claims=[replace(x, id=c[x.id], findings=[f[i] for i in x.findings]) for x in r.claims],
                findings=[replace(x, id=f[x.id], claim=c[x.claim] if x.claim else None) for x in r.findings],
            )
        claims, findings = claims + len(r.claims), findings + len(r.findings)
        done.append(r)
    return done


def signature(settings: Settings, model: str | None = None) -> str:
    """What the figures depend on: version, normaliser, coefficients, review limit, glossary."""
    from hashlib import blake2b

    from auditor.judging.model import load_model
    from auditor.text.normalise import signature as normaliser

    fitted = load_model(model)
    review = settings.review_risk if settings.review_risk is not None else fitted.limits.get("review", 0.5)
    glossary = blake2b(repr(settings.glossary).encode(), digest_size=4).hexdigest() if settings.glossary else "none"
    parts = (f"auditor {version('auditor')}", normaliser("default"), f"model:{fitted.version}")
    return "|".join((*parts, f"review-risk:{review:g}", f"glossary:{glossary}"))
