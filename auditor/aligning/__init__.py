"""Placing words on words: transcripts onto one time line, claims onto their evidence."""
