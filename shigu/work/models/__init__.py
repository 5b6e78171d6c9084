"""Facts about tasks, meetings, task forces and notices."""

from shigu.work.models.notices import Notice, NoticePreference
from shigu.work.models.robots import Delivery, Robot

__all__ = ["Delivery", "Notice", "NoticePreference", "Robot"]
