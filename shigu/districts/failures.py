"""Failures of background work that nobody foresaw: words for the person, details for the log."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import uuid4

from django.utils.translation import gettext as _

logger = logging.getLogger(__name__)


@contextmanager
def telling(tell: Callable[[str], object]) -> Iterator[None]:
    """``tell`` the person of what nobody foresaw; it goes on to whoever runs the work."""
    try:
        yield
    except Exception as error:
        tell(_by_number(error))
        raise


def _by_number(error: Exception) -> str:
    """A number that stands in the log beside what really happened.

    The text of an error may quote rows of others; it is for the log alone.
    """
    number = uuid4().hex[:8]
    logger.error("failure %s", number, exc_info=error)
    return _("出了没有料到的问题，什么也没有改动。请把编号 %s 告诉维护人员。") % number
