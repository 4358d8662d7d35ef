"""Words of the core (labels, tooltips, sentences) in the person's language."""

from PySide6.QtCore import QCoreApplication

from gan_desktop.core.words import Text

CONTEXT = "Core"


def translated(text: str) -> str:
    """A label, or a sentence with its values, translated."""
    if not isinstance(text, Text):
        return QCoreApplication.translate(CONTEXT, text) if text else text
    values = {
        name: translated(value) if isinstance(value, str) else value
        for name, value in text.values.items()
    }
    return QCoreApplication.translate(CONTEXT, text.template).format(**values)
