"""Word knowledge without a model: lemmas, relations, frequencies, sounds, cues, quantities.

Every function is pure and cached; data files stand in `data/` and are read at the first look-up, never at import.
Sources, licences and sizes: docs/word-knowledge.md.
"""
