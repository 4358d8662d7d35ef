"""Every colour and size of the window by name, light and dark."""

from dataclasses import dataclass

# One spacing unit; margins and gaps are multiples of it.
SPACE = 8


@dataclass(frozen=True)
class Palette:
    """Colours by role. `real` and `fake` are the same everywhere: canvas, legend, curves."""

    name: str
    window: str
    surface: str
    raised: str
    line: str
    text: str
    muted: str
    accent: str
    on_accent: str
    real: str
    fake: str
    centre: str
    selected: str
    grid: str
    error: str
    error_surface: str
    recording: str
    modes: str
    quality: str
    average: str


LIGHT = Palette(
    name="light",
    window="#f3f4f7",
    surface="#ffffff",
    raised="#ffffff",
    line="#d5d9e0",
    text="#1b2230",
    muted="#5d6878",
    accent="#2459c9",
    on_accent="#ffffff",
    real="#d4281c",
    fake="#1d5bd6",
    centre="#1b2230",
    selected="#b25e02",
    grid="#8a94a6",
    error="#b42318",
    error_surface="#fdecea",
    recording="#d4281c",
    modes="#7a3fb5",
    quality="#0b7a5b",
    average="#00897b",
)

DARK = Palette(
    name="dark",
    window="#15171c",
    surface="#1c1f26",
    raised="#262a33",
    line="#363c48",
    text="#e7eaf0",
    muted="#9aa5b5",
    accent="#6ea0ff",
    on_accent="#0e1116",
    real="#ff6f61",
    fake="#69a7ff",
    centre="#f2f4f8",
    selected="#ffb454",
    grid="#7d8798",
    error="#ff8a80",
    error_surface="#3a2023",
    recording="#ff6f61",
    modes="#c79bff",
    quality="#4fd1a5",
    average="#5eead4",
)
