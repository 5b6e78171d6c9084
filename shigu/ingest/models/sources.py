"""Where pages come from, and each time that somebody looked there."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from shigu.districts.fences import ACTOR, SYSTEM, Fence
from shigu.districts.models import FencedQuerySet, User
from shigu.districts.models.tracking import tracked
from shigu.districts.vocabulary import DataClass


class State(models.TextChoices):
    """Where a run stands."""

    QUEUED = "queued", _("排队")
    RUNNING = "running", _("读取中")
    READY = "ready", _("待确认")
    DONE = "done", _("已完成")
    FAILED = "failed", _("未成")
    CANCELLED = "cancelled", _("已停止")


OPEN = (State.QUEUED, State.RUNNING)
OWN = f"run_id IN (SELECT id FROM ingest_run WHERE asked_by_id = {ACTOR})"  # noqa: S608 - constant
"""Pages that are not stored yet are read by who brought or asked for them, and by nobody else."""


@tracked("ingest_source_changed")
class Source(models.Model):
    """A site, a feed or a place for uploads, read by the folder of the same name in ``sources``.

    ``hours`` is its rhythm: so long after the beginning of a run the next one is due.
    """

    class Kind(models.TextChoices):
        SITE = "site", _("网站")
        FEED = "feed", _("订阅")
        UPLOAD = "upload", _("上传")

    fence: ClassVar = Fence(DataClass.REGISTRY, "members", column="")

    code = models.TextField(_("编号"), unique=True)
    name_zh = models.TextField(_("中文名"))
    name_en = models.TextField(_("英文名"), blank=True)
    folder = models.TextField(_("读法"), help_text=_("sources 下的文件夹。"))
    kind = models.TextField(_("类型"), choices=Kind)
    addresses = ArrayField(models.TextField(), verbose_name=_("网址"), default=list, blank=True)
    active = models.BooleanField(_("启用"), default=False)
    hours = models.PositiveIntegerField(
        _("每隔（小时）"), default=24, validators=[MinValueValidator(1)]
    )
    last_run = models.ForeignKey(
        "Run", models.SET_NULL, null=True, blank=True, verbose_name=_("最近一次"), related_name="+"
    )

    objects = FencedQuerySet["Source"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("资讯来源")
        ordering = ("code",)
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(hours__gte=1), name="source_has_a_rhythm")
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("ingest:source", args=[self.pk])

    @property
    def name(self) -> str:
        """The name in the language of the reader."""
        return (self.name_en if get_language() == "en" else "") or self.name_zh


class Run(models.Model):
    """One look at a source, or pages that a person brought ``by_hand``, and what was wrong.

    It is overwritten while it goes on and then stands, so history does not keep it. ``problems``
    are ``{place, code, zh, en}``; ``attempt`` tells one worker from the next that took over.
    What is brought by hand is looked over, waits for who brought it, and is stored once
    ``confirmed_at``.
    """

    fence: ClassVar = Fence(DataClass.REGISTRY, "members", column="", deletes=False)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source = models.ForeignKey(
        Source, models.PROTECT, verbose_name=_("资讯来源"), related_name="runs"
    )
    by_hand = models.BooleanField(_("由人带来"), default=False)
    state = models.TextField(_("状态"), choices=State, default=State.QUEUED)
    asked_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, verbose_name=_("提出人"), related_name="+"
    )
    asked_at = models.DateTimeField(_("提出时间"), default=timezone.now)
    began_at = models.DateTimeField(_("开始时间"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("确认时间"), null=True, blank=True)
    ended_at = models.DateTimeField(_("结束时间"), null=True, blank=True)
    cancel_asked_at = models.DateTimeField(_("要求停止"), null=True, blank=True)
    attempt = models.UUIDField(null=True, blank=True)
    listed = models.PositiveIntegerField(_("列出的页"), default=0)
    seen = models.PositiveIntegerField(_("读到的页"), default=0)
    new = models.PositiveIntegerField(_("新页"), default=0)
    changed = models.PositiveIntegerField(_("改动的页"), default=0)
    refused = models.PositiveIntegerField(_("拒收的页"), default=0)
    problems = models.JSONField(_("问题"), default=list, blank=True)

    objects = FencedQuerySet["Run"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("读取记录")
        ordering = ("-asked_at", "id")
        indexes: ClassVar = [
            models.Index(fields=["source", "-asked_at"], name="runs_of_source"),
            models.Index(fields=["-asked_at", "id"], name="runs_by_day"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["source"],
                condition=models.Q(state__in=[State.QUEUED, State.RUNNING], by_hand=False),
                name="one_open_run_of_a_source",
            )
        ]

    def __str__(self) -> str:
        return f"{timezone.localtime(self.asked_at):%Y-%m-%d %H:%M}"

    def get_absolute_url(self) -> str:
        return reverse("ingest:run", args=[self.pk])

    @property
    def open(self) -> bool:
        """Waiting or being read."""
        return self.state in OPEN

    @property
    def over(self) -> bool:
        """Neither a worker nor a person has anything to do with it any more."""
        return not self.open and self.state != State.READY


class FetchedPage(models.Model):
    """A page of a run that is not over: another worker goes on where one died.

    Nothing is stored before the whole run has passed its assertions; then these rows go. Of a page
    brought by hand ``url`` is what it is called on screen, ``told`` what the person said of it
    (``{url, filename, title, published, site}``) and ``found`` what looking it over showed.
    """

    fence: ClassVar = Fence(
        DataClass.REGISTRY,
        "nobody",
        column="",
        or_read=f"{SYSTEM} OR {OWN}",
        by_system=True,
        or_write=OWN,
    )

    run = models.ForeignKey(Run, models.CASCADE, related_name="pages")
    url = models.TextField(_("网址"))
    content = models.BinaryField(_("内容"))
    mime = models.TextField(_("格式"), blank=True)
    charset = models.TextField(_("编码"), blank=True)
    fetched_at = models.DateTimeField(_("读取时间"))
    told = models.JSONField(_("带来的人说的"), default=dict, blank=True)
    found = models.JSONField(_("核对结果"), null=True, blank=True)

    objects = FencedQuerySet["FetchedPage"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("待存的页")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "url"], name="a_page_is_fetched_once_a_run")
        ]

    def __str__(self) -> str:
        return self.url

    @property
    def address(self) -> str:
        """Where the page stands on the web or in its folder; empty where nobody said."""
        return str(self.told.get("url", self.url))

    @property
    def waits(self) -> bool:
        """Looked over, without a fault, and not stored yet."""
        return self.found is not None and self.found.get("standing", "known") != "known"
