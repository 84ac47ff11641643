"""Measurements: each module is a command that leaves a summary in benchmarks/results/."""
