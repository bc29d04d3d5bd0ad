"""Words with character offsets, and the normaliser that keeps the way back."""
