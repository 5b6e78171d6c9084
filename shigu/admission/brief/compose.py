"""A brief as it is read today."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shigu.admission.brief import around, itself
from shigu.admission.brief.sentences import Section, Sentence
from shigu.districts.actors import Actor
from shigu.projects.models import Project

Told = Callable[[Actor, Project], Iterator[Sentence]]
PARTS: tuple[tuple[Promise, tuple[Told, ...]], ...] = (
    (pgettext_lazy("一个", "项目"), (itself.outline, around.lead)),
    (_("产业链"), (around.link,)),
    (_("需求与空间"), (itself.wanted, around.spaces)),
    (_("预期效益"), (itself.expected,)),
    (_("洽谈与材料"), (around.talks, around.papers)),
    (_("承诺"), (around.promises,)),
    (_("过程"), (itself.course, around.meetings)),
)


@dataclass(frozen=True, slots=True)
class Brief:
    """What the reader may know of a project on ``day``."""

    project: Project
    day: datetime.date
    sections: tuple[Section, ...]


def brief_of(actor: Actor, project: Project) -> Brief:
    """Every sentence that a record gives; what is not on record is not said."""
    sections = (
        Section(str(title), tuple(line for told in parts for line in told(actor, project)))
        for title, parts in PARTS
    )
    return Brief(project, timezone.localdate(), tuple(each for each in sections if each.sentences))
