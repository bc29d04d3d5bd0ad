"""Audits of labelled documents through the public function, in a few processes; nothing is kept between runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import msgspec

from measure.data import Document

Json = dict[str, Any]
AuditFunction = Callable[[str, list[str], Path | None], Json]


def audit_one(derived: str, sources: list[str], model: Path | None) -> Json:
    """One audit as plain JSON types, without the sources' text (nothing here reads it)."""
    import auditor

    result: Json = msgspec.to_builtins(auditor.audit(derived, sources, model=model))
    for recording in result["recordings"]:
        for source in recording["sources"]:
            source["segments"] = []
    return result


def _job(call: tuple[AuditFunction, str, list[str], Path | None]) -> Json | str:
    function, derived, sources, model = call
    try:
        return function(derived, sources, model)
    except Exception as error:  # one broken document must not hide the figures of the others; it is reported
        return f"{type(error).__name__}: {error}"


def audit_all(
    documents: Iterable[Document],
    models: Mapping[str, Path] | None = None,
    function: AuditFunction = audit_one,
    workers: int = 2,
) -> tuple[dict[str, Json], dict[str, str]]:
    """Audit every document; `models` gives the fitted coefficients per meeting (shipped ones where it has none).

    Returns the audits by document id, and for each document that could not be audited why.
    """
    documents = list(documents)
    # The longest first, so that two processes end at about the same time.
    order = sorted(documents, key=lambda d: (-sum(s.stat().st_size for s in d.sources), d.id))
    models = models or {}
    calls = [(function, str(d.derived), [str(s) for s in d.sources], models.get(d.meeting)) for d in order]
    if workers > 1 and len(calls) > 1:
        with ProcessPoolExecutor(workers) as pool:
            results = list(pool.map(_job, calls))
    else:
        results = [_job(call) for call in calls]
    done = {d.id: r for d, r in zip(order, results, strict=True) if not isinstance(r, str)}
    failed = {d.id: r for d, r in zip(order, results, strict=True) if isinstance(r, str)}
    ids = [d.id for d in documents]
    return {i: done[i] for i in ids if i in done}, {i: failed[i] for i in ids if i in failed}
