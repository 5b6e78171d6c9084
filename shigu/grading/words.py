"""What pages of the assessment say."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shigu.engine.grading.values import GradingError
from shigu.face.pieces import Link


def said(error: GradingError) -> str:
    """The fault with its place, in the language of the reader."""
    if get_language() == "en":
        return f"{error.place}: {error.en}"
    return f"{error.place}：{error.zh}"


def trail(*steps: Link) -> tuple[Link, ...]:
    """Where one is below the assessments."""
    return (Link(_("考核评价"), reverse("grading:list")), *steps)
