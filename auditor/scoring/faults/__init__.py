"""What went wrong inside a variant: repeats, drops, stock phrases, unsteady terms."""
