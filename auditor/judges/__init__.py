"""Judges for what words cannot decide: the interface, and how answers are checked."""
