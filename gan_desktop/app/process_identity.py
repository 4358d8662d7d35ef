"""Names a process by number and start time, and tells whether a named one still runs."""

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QSysInfo


def this_machine() -> str:
    """A name of this machine: processes of another one cannot be asked for."""
    unique = bytes(QSysInfo.machineUniqueId().data()).decode(errors="replace")
    return unique or QSysInfo.machineHostName()


def this_process() -> str:
    """The process's number and when it was started: a number alone is used again."""
    return identity(os.getpid())


def lives(process: str) -> bool:
    """Whether a process of this machine still runs.

    Args:
        process: as `this_process` said in it.
    """
    number = process.partition(" ")[0]
    return number.isascii() and number.isdigit() and identity(int(number)) == process


def identity(number: int) -> str:
    """What `this_process` says in the process of that number; "" when there is none."""
    started = _started(number)
    return f"{number} {started}" if started else ""


def _started(number: int) -> str:
    if sys.platform == "linux":
        return _started_linux(number)
    if sys.platform == "win32":
        return _started_windows(number)
    # To the second: within one second the system does not use a number again.
    asked = ["/bin/ps", "-o", "lstart=", "-p", str(number)]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)  # noqa: S603 -- a number
    return " ".join(done.stdout.split())


def _started_linux(number: int) -> str:
    try:
        stat = Path(f"/proc/{number}/stat").read_text(errors="replace")
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except (OSError, OverflowError):
        return ""
    # Behind the name, which may contain anything: state, parent, ... and the start as the 20th.
    fields = stat.rpartition(")")[2].split()
    # A zombie has ended and waits to be asked how.
    return "" if fields[0] in "ZX" else f"{fields[19]} {boot}"


def _started_windows(number: int) -> str:
    if sys.platform != "win32":
        raise NotImplementedError
    import ctypes
    from ctypes import wintypes

    query_limited_information, still_active = 0x1000, 259
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    kernel.OpenProcess.restype = wintypes.HANDLE
    handle = kernel.OpenProcess(query_limited_information, False, number)
    if not handle:
        return ""
    try:
        times = [wintypes.FILETIME() for _ in range(4)]
        status = wintypes.DWORD()
        places = [ctypes.byref(time) for time in times]
        known = kernel.GetProcessTimes(wintypes.HANDLE(handle), *places)
        kernel.GetExitCodeProcess(wintypes.HANDLE(handle), ctypes.byref(status))
    finally:
        kernel.CloseHandle(wintypes.HANDLE(handle))
    if not known or status.value != still_active:
        return ""
    return str(times[0].dwHighDateTime << 32 | times[0].dwLowDateTime)
