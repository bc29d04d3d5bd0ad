"""The gate: configuration, policy, baseline, suppressions; turns findings and scores into pass or fail."""
