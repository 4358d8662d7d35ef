"""What the window tells the person: in a bar of its own, and in a list to be read again."""

from gan_desktop.ui.notices.area import NoticeArea
from gan_desktop.ui.notices.card import Card
from gan_desktop.ui.notices.notice import Answer, Notice, NoticeLog, Stays

__all__ = ["Answer", "Card", "Notice", "NoticeArea", "NoticeLog", "Stays"]
