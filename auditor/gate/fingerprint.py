"""What makes a finding the same finding tomorrow: its rule, words and evidence; not its lines, paths or wording."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import blake2b

from msgspec.structs import replace

from auditor.model.result import Claim, Finding

_VERSION = "1"
_NO_PLACE = frozenset({"fabricated-claim", "unverifiable-claim"})


def fingerprint(finding: Finding, claim: Claim | None) -> str:
    """The identity of a finding, 16 hexadecimal digits, without the ordinal that tells identical ones apart.

    It is made of the rule's code, the claim's words and speaker, the claimed and the source words and the words of the
    evidence, all without case, punctuation and spacing. A finding that says that there is no place has no evidence: the
    nearest passage is left out. Without any words the message stands in.
    """
    words = [plain(claim.text) if claim else "", plain(claim.speaker or "") if claim else ""]
    words += [plain(finding.claimed or ""), plain(finding.source or "")]
    if finding.name not in _NO_PLACE:
        words += sorted({plain(evidence.text) for evidence in finding.evidence})
    if not any(words):
        words.append(plain(finding.message))
    return blake2b("\x1f".join([_VERSION, finding.rule, *words]).encode(), digest_size=8).hexdigest()


def plain(text: str) -> str:
    """Letters and digits only, one space between words, casefolded, compatibility forms folded."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join("".join(char if char.isalnum() else " " for char in folded).split())


def with_fingerprints(findings: Sequence[Finding], claims: Iterable[Claim]) -> list[Finding]:
    """The findings with their fingerprints: `HASH`, and `HASH-2`, `HASH-3` for identical ones further down."""
    by_id = {claim.id: claim for claim in claims}
    bases = [fingerprint(f, by_id.get(f.claim) if f.claim else None) for f in findings]
    order = sorted(range(len(findings)), key=lambda i: (findings[i].path, findings[i].line, findings[i].column, i))
    counts: Counter[tuple[str, str]] = Counter()
    out = list(findings)
    for i in order:
        key = (findings[i].path, bases[i])
        counts[key] += 1
        suffix = f"-{counts[key]}" if counts[key] > 1 else ""
        out[i] = replace(findings[i], fingerprint=bases[i] + suffix)
    return out


def base_of(value: str) -> str:
    """A fingerprint without its ordinal."""
    return value.partition("-")[0]
