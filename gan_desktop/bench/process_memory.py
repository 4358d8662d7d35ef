"""Memory of this process."""

from pathlib import Path

import psutil


def now_mb() -> float:
    """Resident memory in MB (10^6 bytes)."""
    return float(psutil.Process().memory_info().rss / 1e6)


def reset_peak() -> None:
    """Forget the peak (Linux)."""
    Path("/proc/self/clear_refs").write_text("5")


def peak_mb() -> float:
    """Highest resident memory since `reset_peak`, in MB (Linux)."""
    lines = Path("/proc/self/status").read_text().splitlines()
    line = next(line for line in lines if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1024 / 1e6
