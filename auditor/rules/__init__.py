"""Findings: each rule sees the judged recording and yields them; `catalogue` has their codes and names."""
