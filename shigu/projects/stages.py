"""The stages of a project, in order, as promotion offices count them."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Stage(TextChoices):
    """From the lead to the remedy; hand-over (3b) is a turn on the way that most do not take."""

    LEAD = "0", _("线索登记")
    FIRST_REPORT = "1", _("首报首谈确认")
    SCREENING = "2", _("线索研判")
    TALKS = "3", _("在谈")
    HAND_OVER = "3b", _("流转")
    VISIT = "4", _("考察")
    EVALUATION = "5", _("会商准入")
    SIGNED = "6", _("签约")
    REGISTERED = "7", _("注册")
    LAND = "8", _("供地")
    PERMITS = "9", _("许可")
    STARTED = "10", _("开工")
    COMPLETED = "11", _("竣工")
    PRODUCING = "12", _("投产")
    FULL_OUTPUT = "13", _("达产")
    YEARLY_GRADE = "14", _("亩均评价")
    REMEDY = "15", _("履约处置")


ORDER = {stage: place for place, stage in enumerate(Stage)}
TO_BE_PLACED = tuple(stage for stage in Stage if ORDER[stage] < ORDER[Stage.LAND])
"""Before land or plant is given: these projects take part in joint plans."""
BEFORE_SIGNING = tuple(stage for stage in Stage if ORDER[stage] < ORDER[Stage.SIGNED])
SIGNED_OR_PAST = tuple(stage for stage in Stage if ORDER[stage] >= ORDER[Stage.SIGNED])
LINK_MAY_BE_OPEN = (Stage.LEAD, Stage.FIRST_REPORT, Stage.SCREENING)
"""Until screening has ended a project need not stand at a link of the chain."""
FILED_AT = (*LINK_MAY_BE_OPEN, Stage.TALKS)
"""Where a project may begin; what lies behind is reached by steps, or comes with a data package."""
