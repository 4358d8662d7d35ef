"""Benchmarks: each prints ratios or counts of one run, beside its goal."""
