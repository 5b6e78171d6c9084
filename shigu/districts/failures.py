"""Failures of background work that nobody foresaw: words for the person, details for the log."""

from __future__ import annotations

import logging
from uuid import uuid4

from django.utils.translation import gettext as _

logger = logging.getLogger(__name__)


def unforeseen(error: Exception) -> str:
    """What the person is told: a number that stands in the log beside what really happened.

    The text of an error may quote rows of others; it is for the log alone.
    """
    number = uuid4().hex[:8]
    logger.error("failure %s", number, exc_info=error)
    return _("出了没有料到的问题，什么也没有改动。请把编号 %s 告诉维护人员。") % number
