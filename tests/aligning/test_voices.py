"""One set of labels for the voices of a recording."""

from __future__ import annotations

FIRST = """SPEAKER_00: The old ferry burns too much diesel, so we want to replace it with an electric one.
SPEAKER_01: Who will pay for the new lamps on the pier?
SPEAKER_00: The port pays half of them, and the council pays the rest.
"""
SECOND = """SPEAKER_01: the old ferry burns too much diesel so we want to replace it with an electric one
SPEAKER_00: who will pay for the new lamps on the pier
SPEAKER_01: the port pays half of them and the council pays the rest
SPEAKER_02: thank you very much for that
"""


def test_voices_are_matched_by_what_they_say(aligned) -> None:
    found = aligned("# Notes\n\n- The port pays half of the lamps.\n", FIRST, SECOND)
    second = found.streams[1]
    assert second.voices == {"SPEAKER_01": "SPEAKER_00", "SPEAKER_00": "SPEAKER_01", "SPEAKER_02": "SPEAKER_02"}
    assert second.speaker(0) == "SPEAKER_00"
    assert found.cast.labels == ("SPEAKER_00", "SPEAKER_01", "SPEAKER_02")


def test_a_voice_without_a_partner_keeps_apart(aligned) -> None:
    third = SECOND.replace("SPEAKER_02", "SPEAKER_03").replace("SPEAKER_00:", "SPEAKER_05:")
    third += "SPEAKER_00: and good night to everybody here\n"
    assert aligned("- One.\n", FIRST, third).streams[1].voices["SPEAKER_00"] == "SPEAKER_00 (talk1.txt)"


def test_names_are_left_as_they_are(aligned) -> None:
    named = SECOND.replace("SPEAKER_01", "Ann Lee").replace("SPEAKER_00", "Rui B")
    assert not aligned("- One.\n", FIRST, named).streams[1].voices
