"""People and their seats in districts."""

from __future__ import annotations

from typing import ClassVar

import pghistory
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from shigu.districts.fences import Fence
from shigu.districts.models.places import District
from shigu.districts.models.recorded import FencedQuerySet
from shigu.districts.vocabulary import DataClass, Role


class User(AbstractUser):
    """An account. What it may see comes from its memberships; ``is_staff`` is an engineer."""

    full_name = models.TextField(_("姓名"), blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("账号")

    def __str__(self) -> str:
        return self.full_name or self.username


@pghistory.track()
class Membership(models.Model):
    """A seat: who does what in which district, from when to when."""

    fence: ClassVar = Fence(
        DataClass.PEOPLE, "district", or_read="user_id = (SELECT shigu_scope.actor())"
    )

    user = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("账号"), related_name="memberships"
    )
    district = models.ForeignKey(
        District, models.PROTECT, verbose_name=_("区县"), related_name="memberships"
    )
    role = models.TextField(_("角色"), choices=Role)
    valid_from = models.DateField(_("生效"))
    valid_to = models.DateField(_("失效"), null=True, blank=True)

    objects = FencedQuerySet["Membership"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("成员")
        ordering = ("district", "role", "id")
        constraints: ClassVar = [
            models.UniqueConstraint("district", "user", "role", name="one_seat_of_a_kind"),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_to__gt=models.F("valid_from")),
                name="a_seat_lasts",
            ),
        ]
