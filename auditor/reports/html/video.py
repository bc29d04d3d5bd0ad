"""Links into the recording: a video or audio address in a source's header, with the second to start at.

An address comes from a file somebody else wrote: it is parsed and built anew, and only http(s) hosts and media
files that are known to take a start time are linked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qs, quote, urlsplit

_ADDRESS = re.compile(r"https?://[^\s<>\"'`]+")
_MEDIA = re.compile(r"\.(mp4|m4v|webm|ogv|mov|mp3|m4a|ogg|oga|opus|wav|flac)$", re.IGNORECASE)
_YOUTUBE_ID = re.compile(r"[A-Za-z0-9_-]{6,20}")


@dataclass(frozen=True, slots=True)
class Video:
    """An address to which `at` adds the start time."""

    base: str
    mark: str

    def at(self, seconds: float | None) -> str:
        """The address of that second; of the beginning for None."""
        return self.base if seconds is None else f"{self.base}{self.mark}{max(int(seconds), 0)}"


def find_video(headers: Iterable[dict[str, str]]) -> Video | None:
    """The first address in the headers that is a video or audio file one can start at a given second."""
    for header in headers:
        for value in header.values():
            for address in _ADDRESS.findall(str(value)):
                video = parse_video(address.rstrip(".,;)"))
                if video is not None:
                    return video
    return None


def parse_video(address: str) -> Video | None:
    """The video of an address, or None where it is none (a home page, another scheme, a port, a password)."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").lower()
        plain = parts.scheme in ("http", "https") and parts.port is None and parts.username is None
    except ValueError:
        return None
    if not plain or not re.fullmatch(r"[a-z0-9.-]+", host):
        return None
    host = host.removeprefix("www.").removeprefix("m.")
    if host in ("youtube.com", "youtu.be", "youtube-nocookie.com"):
        return _youtube(parts.path, parse_qs(parts.query))
    path = quote(parts.path, safe="/%-._~")
    if host == "vimeo.com" and re.fullmatch(r"/\d+(/[0-9a-f]+)?", path):
        return Video(f"https://vimeo.com{path}", "#t=")
    if _MEDIA.search(path):
        return Video(f"{parts.scheme}://{parts.hostname}{path}", "#t=")
    return None


def _youtube(path: str, query: dict[str, list[str]]) -> Video | None:
    pieces = [piece for piece in path.split("/") if piece]
    candidates = query.get("v", []) + pieces[-1:]
    if pieces and pieces[0] in ("@", "channel", "c", "user", "playlist", "results"):
        return None
    for name in candidates:
        if name not in ("watch", "embed", "live", "shorts") and _YOUTUBE_ID.fullmatch(name):
            return Video(f"https://youtu.be/{name}", "?t=")
    return None
