"""People and their seats in districts."""

from __future__ import annotations

import uuid
from typing import ClassVar

import pghistory
import pgtrigger
from django.contrib.auth.hashers import check_password
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from shigu.districts.fences import ACTOR, SYSTEM, Fence
from shigu.districts.models.places import District
from shigu.districts.models.recorded import FencedQuerySet
from shigu.districts.scope import acting_as
from shigu.districts.vocabulary import DataClass, Role

TENDED = f"id = {ACTOR} OR shigu_scope.tends(id) OR {SYSTEM}"


@pghistory.track(exclude=["password", "first_name", "last_name", "is_superuser", "date_joined"])
class User(AbstractUser):
    """An account. What it may see comes from its memberships; ``is_staff`` is an engineer."""

    fence: ClassVar = Fence(
        DataClass.PEOPLE,
        "everyone",
        column="",
        by_system=True,
        or_write=f"id = {ACTOR} OR shigu_scope.tends(id)",
        inserts="(SELECT shigu_scope.may('people'))",
        deletes=False,
        history=TENDED,
    )

    last_login = None
    full_name = models.TextField(_("姓名"), blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("账号")
        triggers: ClassVar = [
            pgtrigger.Trigger(
                name="engineers_are_made_by_the_system",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Q(new__is_staff=True) | pgtrigger.Q(new__is_superuser=True),
                func="""
                    IF (TG_OP = 'INSERT' OR NEW.is_staff > OLD.is_staff
                        OR NEW.is_superuser > OLD.is_superuser)
                       AND NOT shigu_scope.everything() THEN
                        RAISE EXCEPTION 'an engineer is made by the system only'
                        USING ERRCODE = 'insufficient_privilege';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return self.full_name or self.username

    def check_password(self, raw_password: str | None) -> bool:
        """Whether it is the password; an old hash is renewed in the account's own scope."""
        return check_password(raw_password, self.password, self._renew if self.is_active else None)

    def _renew(self, raw_password: str | None) -> None:
        self.set_password(raw_password)
        with acting_as(self.pk):
            self.save(update_fields=["password"])


@pghistory.track()
class Membership(models.Model):
    """A seat: who does what in which district, from when to when."""

    fence: ClassVar = Fence(
        DataClass.PEOPLE,
        "district",
        person="user_id",
        changes=("valid_from", "valid_to"),
        deletes=False,
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
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
        ordering = ("district", "role", "user_id")
        constraints: ClassVar = [
            models.UniqueConstraint("district", "user", "role", name="one_seat_of_a_kind"),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_to__gte=models.F("valid_from")),
                name="a_seat_lasts",
            ),
        ]
