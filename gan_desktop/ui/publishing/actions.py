"""Actions of publishing."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

from gan_desktop.ui.action_spec import ActionSpec

EXPORT_RUN = ActionSpec(
    "exportRun",
    QT_TRANSLATE_NOOP("Actions", "Export run…"),
    QT_TRANSLATE_NOOP(
        "Actions",
        "Pictures, a figure strip, an animation, tables, weights or a script of the run that is "
        "looked at (Ctrl+Shift+E)",
    ),
    "download",
    "file",
    ("Ctrl+Shift+E",),
)
COPY_PICTURE = ActionSpec(
    "copyPicture",
    QT_TRANSLATE_NOOP("Actions", "Copy picture"),
    QT_TRANSLATE_NOOP(
        "Actions", "The canvas without its handles, light and at twice its size (Ctrl+Shift+P)"
    ),
    "",
    "edit",
    ("Ctrl+Shift+P",),
)
