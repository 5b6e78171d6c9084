"""Who asks: a token of one district."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.security import HttpBearer

from shigu.districts.actors import NOBODY
from shigu.districts.policies import Refused

READS = frozenset({"GET", "HEAD", "OPTIONS"})


class DistrictToken(HttpBearer):
    """``Authorization: Bearer shigu_…``, made on the page of settings, for one district.

    ``changes`` tells whether other methods than GET change something.
    """

    def __init__(self, *, changes: bool = True) -> None:
        super().__init__()
        self.changes = changes

    def authenticate(self, request: HttpRequest, token: str) -> Any:  # noqa: ARG002
        """The scope was opened at the door; here it is only asked for.

        Raises:
            Refused: a verb, and the token only reads.
        """
        actor = getattr(request, "actor", NOBODY)
        if not actor.member:
            return None
        if self.changes and request.method not in READS and not actor.writable:
            raise Refused(_("这个令牌只能读取。请在“设置”页另建可写的令牌。"))
        return actor
