"""Whether the window will find a display: Qt ends the process where it finds none."""

import ctypes
import os
import socket
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from gan_desktop.core.errors import GanDesktopError

# How long a display may take to answer; one on a host that is off would take minutes.
ANSWER_S = 3.0
_STDERR = 2
_NAMES = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


class _UnreachableError(Exception):
    """Why Qt could not use a display."""


@contextmanager
def reachable_display(answer_s: float = ANSWER_S) -> Iterator[None]:
    """Make sure of a display for the QApplication that is made in the block.

    A connection is open until the end of the block: an X server without `-noreset` starts anew
    when its last client leaves, and would refuse Qt just then.

    Args:
        answer_s: how long the display may take to answer.

    Raises:
        GanDesktopError: there is none, or none that can be used; one sentence.
    """
    with ExitStack() as held:
        if sys.platform == "linux":
            _hold_first(held, answer_s)
        yield


def _hold_first(held: ExitStack, answer_s: float) -> None:
    """Connect to the first display of those that Qt will try."""
    if not any(os.environ.get(name) for name in _NAMES):
        raise _no_window("there is no display for the window")
    reasons = []
    for name in _platforms():
        if name not in _CHECKS:
            # It needs no display, or one that only Qt knows about.
            return
        try:
            _check_plugin(name)
            held.callback(_CHECKS[name](answer_s))
        except _UnreachableError as reason:
            reasons.append(str(reason))
        else:
            return
    raise _no_window(", and ".join(dict.fromkeys(reasons)))


def _no_window(reason: str) -> GanDesktopError:
    return GanDesktopError(f"{reason}; `gan-desktop run --preset KEY` trains without a window")


def _platforms() -> list[str]:
    """Names of the platform plugins that Qt will try, in order."""
    wanted = os.environ.get("QT_QPA_PLATFORM", "")
    if wanted:
        return [part.split(":")[0] for part in wanted.split(";")]
    wayland = "WAYLAND_DISPLAY" in os.environ or os.environ.get("XDG_SESSION_TYPE") == "wayland"
    return ["wayland", "xcb"] if wayland else ["xcb"]


def _check_plugin(name: str) -> None:
    """Load what Qt is about to load: a library that the system lacks is named by the loader."""
    from PySide6.QtCore import QLibraryInfo

    plugins = QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)
    path = Path(plugins, "platforms", f"libq{name}.so")
    if path.exists():
        try:
            ctypes.CDLL(str(path))
        except OSError as error:
            raise _UnreachableError(f"Qt's plugin {name} cannot be loaded ({error})") from None


def _connect_x(answer_s: float) -> Callable[[], None]:
    """Connect to the X display as Qt does; returns what closes the connection."""
    name = os.environ.get("DISPLAY", "")
    if not name:
        raise _UnreachableError("DISPLAY is not set")
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    for function in (xcb.xcb_connection_has_error, xcb.xcb_disconnect):
        function.argtypes = (ctypes.c_void_p,)
    found: list[int] = []
    with _captured_errors() as said:
        thread = threading.Thread(
            target=lambda: found.append(xcb.xcb_connect(None, None)), daemon=True
        )
        thread.start()
        thread.join(answer_s)
        if not found:
            raise _UnreachableError(f"the display {name} does not answer")
        if not xcb.xcb_connection_has_error(found[0]):
            return lambda: xcb.xcb_disconnect(found[0])
        xcb.xcb_disconnect(found[0])
    why = f" ({' '.join(said)})" if said else ""
    raise _UnreachableError(f"the display {name} cannot be reached{why}")


@contextmanager
def _captured_errors() -> Iterator[list[str]]:
    """Words that C code writes to standard error: the list is filled at the end of the block."""
    said: list[str] = []
    with tempfile.TemporaryFile() as file, ExitStack() as back:
        # A program without standard error has nothing to take it away from.
        with suppress(OSError):
            kept = os.dup(_STDERR)
            back.callback(os.close, kept)
            back.callback(os.dup2, kept, _STDERR)
            os.dup2(file.fileno(), _STDERR)
        yield said
        file.seek(0)
        said += file.read().decode(errors="replace").split()


def _connect_wayland(answer_s: float) -> Callable[[], None]:
    """Connect to the Wayland compositor; returns what closes the connection."""
    if "WAYLAND_SOCKET" in os.environ:
        # It is connected already, and to be used once.
        return lambda: None
    name = os.environ.get("WAYLAND_DISPLAY") or "wayland-0"
    path = Path(os.environ.get("XDG_RUNTIME_DIR", ""), name)
    connection = socket.socket(socket.AF_UNIX)
    connection.settimeout(answer_s)
    try:
        connection.connect(str(path))
    except OSError:
        connection.close()
        raise _UnreachableError(f"the Wayland display {name} cannot be reached") from None
    return connection.close


_CHECKS = {"xcb": _connect_x, "wayland": _connect_wayland}
