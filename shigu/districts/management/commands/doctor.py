"""``doctor``: what is wrong with an installation, where, and the cure."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandParser

from shigu.districts.doctor import Finding, examine
from shigu.districts.doctor.database import (
    caching,
    migrations,
    role,
    signing,
    version,
    whispers,
    worker,
)
from shigu.districts.doctor.fences import fences, functions
from shigu.districts.doctor.machine import MACHINE
from shigu.districts.installing import Installs

DATABASE = (version, migrations, role, whispers, functions, fences, signing, caching, worker)
MARKS = {"good": "✓", "warning": "!", "wrong": "✗"}


class Command(BaseCommand):
    """Look at everything an installation stands on; exit with 1 where something is wrong."""

    help = "检查安装 · examine the installation"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="机器可读 · for programs")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - the shape Django calls
        more = [
            config.examined for config in apps.get_app_configs() if isinstance(config, Installs)
        ]
        found = examine(MACHINE, (*DATABASE, *more))
        if options["json"]:
            self.stdout.write(json.dumps([asdict(each) for each in found], ensure_ascii=False))
        else:
            for each in found:
                self.stdout.write(_line(each))
        if any(each.level == "wrong" for each in found):
            raise SystemExit(1)


def _line(finding: Finding) -> str:
    head = f"{MARKS[finding.level]} {finding.name}"
    if finding.where:
        head += f"：{finding.where}"
    if finding.level == "good":
        return head
    return f"{head}\n    {finding.what}\n    → {finding.cure}"
