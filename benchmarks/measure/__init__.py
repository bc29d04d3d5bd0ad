"""What the accuracy benchmark is made of: labelled sets, audits of them, figures, baselines, folds and tables."""
