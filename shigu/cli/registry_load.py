"""``shigu registry load`` and ``refresh``: the large registry beside the database."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shigu.cli.refusal import Lang, refuse, unusable
from shigu.cli.site import ready

if TYPE_CHECKING:
    from shigu.registry.firms.store import About

REASON = "shigu registry refresh"
WORDS = {
    "zh": (
        "{0:,} 家 → {1}",
        "新增 {new:,}，变化 {changed:,}，消失 {gone:,}",
        "{0:,} 行有问题，放在 {1}：",
    ),
    "en": (
        "{0:,} firms → {1}",
        "{new:,} new, {changed:,} changed, {gone:,} gone",
        "{0:,} rows set aside in {1}:",
    ),
}
REFRESHED = {
    "zh": "更新 {0} 家，未变 {1} 家，人改过没有动的 {2} 处，登记册里已不见 {3} 家",
    "en": "{0} updated, {1} unchanged, {2} values of people left, {3} gone from the registry",
}
NOTHING = {"zh": "还没有载入登记册。", "en": "No registry is loaded."}


def load(
    file: Annotated[Path, typer.Argument(help="CSV、xlsx 或 Parquet · CSV, xlsx or Parquet")],
    lang: Lang = "zh",
) -> None:
    """载入登记册，供网页搜索；不写进数据库 · Load a registry for the site to search."""
    ready()
    from django.utils import timezone

    from shigu.registry.firms.loading import load as loaded
    from shigu.registry.firms.store import folder
    from shigu.scale.refusals import TableRefused

    try:
        told = loaded(file, folder(), timezone.localtime())
    except TableRefused as refusal:
        refuse(refusal.zh if lang == "zh" else refusal.en)
    except OSError as error:
        refuse(unusable(file, error, lang))
    typer.echo("\n".join(_told(told, folder(), lang)))


def _told(about: About, folder: Path, lang: str) -> list[str]:
    from shigu.registry.firms.loading import QUARANTINE
    from shigu.scale.quarantine import words

    kept, changes, aside = WORDS[lang]
    lines = [kept.format(about.rows, folder), changes.format(**about.changes)]
    if about.aside:
        lines.append(aside.format(sum(about.aside.values()), folder / QUARANTINE))
    reasons = words()
    lines += [f"  {many:,}  {reasons[code][lang == 'en']}" for code, many in about.aside.items()]
    return lines


def refresh(lang: Lang = "zh") -> None:
    """已取入集群的企业按登记册更新，人改过的不动 · Bring taken firms up to date."""
    ready()
    from shigu.districts.scope import acting_as_system
    from shigu.registry.actions import refresh as refreshed
    from shigu.registry.firms.query import Firms
    from shigu.registry.firms.store import firms_file

    path = firms_file()
    if path is None:
        refuse(NOTHING[lang])
    with acting_as_system() as system:
        done = refreshed(system, Firms(path), reason=REASON)
    counts = (len(done.changed), len(done.same), len(done.kept), len(done.gone))
    typer.echo(REFRESHED[lang].format(*counts))
