"""What the doctor looks at on the machine: Python, keys, disk, assets, words."""

from __future__ import annotations

import platform
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders

from shigu.conf.messages import LOCALE
from shigu.districts.doctor.findings import Finding, good, wrong

FLOOR = (3, 11)
LONG_ENOUGH = 50
ROOM_GB = 1.0
ASSETS = (
    "face/tokens.css",
    "vendor/htmx.org/dist/htmx.min.js",
    "vendor/echarts/dist/echarts.min.js",
    "vendor/maplibre-gl/dist/maplibre-gl.mjs",
)
CLUSTER_DAY = "Asia/Shanghai"


def python() -> Iterator[Finding]:
    """Python is new enough."""
    name, where = "Python", f"{sys.executable} {platform.python_version()}"
    if sys.version_info < FLOOR:
        yield wrong(name, where, "需要 3.11 以上 / 3.11 or newer", "装新的 Python / install one")
    else:
        yield good(name, where)


def secret_key() -> Iterator[Finding]:
    """The key that signs sessions and scopes is long enough."""
    name, where = "签名密钥 · secret key", "SHIGU_SECRET_KEY"
    if len(settings.SECRET_KEY) < LONG_ENOUGH:
        cure = "python -c 'import secrets; print(secrets.token_urlsafe(64))'，再 shigu migrate"
        yield wrong(name, where, "不足 50 位 / shorter than 50 characters", cure)
    else:
        yield good(name, where)


def served_names() -> Iterator[Finding]:
    """The site answers to names of its own only."""
    name, where = "主机名 · host names", "SHIGU_HOSTS"
    if not settings.ALLOWED_HOSTS or "*" in settings.ALLOWED_HOSTS:
        cure = "写上网站的域名，逗号分隔 / name the site's hosts"
        yield wrong(name, where, "任何主机名都会被接受 / any host name is accepted", cure)
    else:
        yield good(name, "、".join(settings.ALLOWED_HOSTS))


def clock() -> Iterator[Finding]:
    """Seats and grants begin and end at the same midnight everywhere."""
    name = "时区 · time zone"
    if settings.TIME_ZONE != CLUSTER_DAY:
        cure = f"TIME_ZONE = {CLUSTER_DAY}"
        yield wrong(name, settings.TIME_ZONE, "与数据库的一天不同 / not the database's day", cure)
    else:
        yield good(name, settings.TIME_ZONE)


def disk() -> Iterator[Finding]:
    """There is room to write."""
    home = settings.ENVIRONMENT.home
    free = shutil.disk_usage(home).free / 1024**3
    name, where = "磁盘 · disk", f"{home}（{free:.1f} GB）"
    if free < ROOM_GB:
        yield wrong(name, where, "剩余不足 1 GB / less than 1 GB left", "清理或扩容 / make room")
    else:
        yield good(name, where)


def assets() -> Iterator[Finding]:
    """Styles and scripts of the pages are there."""
    name = "页面资源 · assets"
    missing = [path for path in ASSETS if not _there(path)]
    if missing:
        cure = "deploy/setup.sh assets，或重装离线包 / or install the bundle again"
        yield wrong(name, "、".join(missing), "缺少文件 / files are missing", cure)
    else:
        yield good(name, f"{len(ASSETS)}")


def _there(path: str) -> bool:
    collected = Path(settings.STATIC_ROOT) / path
    return collected.exists() or finders.find(path) is not None


def words() -> Iterator[Finding]:
    """The English catalogue is compiled from its present parts."""
    name, compiled = "英文 · translations", LOCALE / "en" / "LC_MESSAGES" / "django.mo"
    parts = list((compiled.parent / "parts").glob("*.po"))
    cure = "python -m shigu.conf.messages"
    if not compiled.exists():
        yield wrong(name, str(compiled), "没有编译 / not compiled", cure)
    elif any(part.stat().st_mtime > compiled.stat().st_mtime + 1 for part in parts):
        yield wrong(name, str(compiled), "比词条旧 / older than its parts", cure)
    else:
        yield good(name, f"{len(parts)}")


MACHINE = (python, secret_key, served_names, clock, disk, assets, words)
