"""The parts of `benchmarks/asr.py`: right to the last digit (`equality`), normaliser (`style`), speed (`speed`)."""
