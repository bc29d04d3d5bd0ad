"""Error rates and differences of transcripts."""
