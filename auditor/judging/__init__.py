"""What kind of difference this is, how much it counts, and the verdict."""
