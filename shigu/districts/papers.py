"""Documents that offices exchange: which are kept, and how they are handed out."""

from __future__ import annotations

from io import BytesIO

from django.http import FileResponse
from django.utils.translation import gettext as _

from shigu.districts.policies import Refused

LARGEST_MB = 20
SUFFIXES = ("pdf", "docx", "doc", "xlsx", "xls", "pptx", "ppt", "png", "jpg", "jpeg", "txt", "csv")
"""What offices exchange; nothing that a browser would run."""
LONGEST_NAME = 200


def checked_name(name: str, content: bytes) -> str:
    """The name of a document as it is kept.

    Raises:
        Refused: too large, empty, or of a kind that offices do not exchange.
    """
    suffix = name.rpartition(".")[2].lower()
    if suffix not in SUFFIXES:
        raise Refused(_("不收这种文件；可以是 %s。") % " ".join(SUFFIXES))
    if not 0 < len(content) <= LARGEST_MB * 1024 * 1024:
        raise Refused(_("文件须在 %d MB 以内，且不能是空的。") % LARGEST_MB)
    return name[-LONGEST_NAME:]


def handed_out(name: str, content: bytes) -> FileResponse:
    """A document, to be saved and not shown: a browser runs nothing of it."""
    return FileResponse(
        BytesIO(content),
        as_attachment=True,
        filename=name,
        content_type="application/octet-stream",
    )
