"""Benchmarks: each prints ratios or counts of one run."""


def run_benchmarks(names: list[str]) -> int:
    """Run the named benchmarks, all when none is named."""
    raise NotImplementedError(names)
