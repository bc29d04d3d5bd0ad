"""What a caller may choose about scoring."""

from __future__ import annotations

from hashlib import blake2b
from importlib.metadata import version
from typing import Literal

import msgspec

from auditor.text.normalise import signature as normaliser

Cost = Literal["canonical", "sclite"]


class ScoreOptions(msgspec.Struct, frozen=True, kw_only=True):
    """Choices that change the figures; all stand in the signature.

    `profile`: the normaliser's. `cost`: `canonical` (fewest errors, then most hits) or `sclite` (4S + 3D + 3I).
    `glossary`: each entry lists spellings of one term, the preferred first. `glm`: the text of a NIST GLM file.
    `draws`: of the bootstrap. `details`: also where the errors stand and what they are (changes no figure).
    `lenient`: fragments and optional words of NIST texts need not be said in full (sclite's `-F -D`).
    `verify`: have jiwer count the totals too (changes no figure).
    `meeting`: score speaker-labelled input with cpWER. `collar`: seconds for tcpWER.
    """

    profile: str = "default"
    cost: Cost = "canonical"
    glossary: tuple[tuple[str, ...], ...] = ()
    glm: str = ""
    draws: int = 1000
    details: bool = True
    lenient: bool = True
    meeting: bool = False
    collar: float = 5.0
    verify: bool = False

    def signature(self) -> str:
        """Version, normaliser and every choice that is not the usual one."""
        parts = [f"auditor {version('auditor')}", normaliser(self.profile), f"cost:{self.cost}", f"draws:{self.draws}"]
        parts.append(f"glossary:{_digest(repr(self.glossary)) if self.glossary else 'none'}")
        if self.glm:
            parts.append(f"glm:{_digest(self.glm)}")
        if not self.lenient:
            parts.append("strict")
        if self.meeting:
            parts.append(f"collar:{self.collar:g}")
        return "|".join(parts)


def _digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=4).hexdigest()
