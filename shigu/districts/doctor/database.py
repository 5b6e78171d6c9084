"""What the doctor looks at in the database: version, tables, role, scope, jobs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from shigu.districts.doctor.findings import Finding, good, wrong
from shigu.districts.scope import acting_as_system

OLDEST = 150_000
SILENT_SECONDS = 60
MIGRATE = "shigu migrate"
ROLE = """
SELECT current_user, rolsuper, rolbypassrls, rolcreaterole OR rolcreatedb OR rolreplication,
       EXISTS (SELECT FROM pg_class WHERE relowner = r.oid AND relnamespace = ANY (
           ARRAY(SELECT oid FROM pg_namespace WHERE nspname IN ('public', 'shigu_scope')))),
       EXISTS (SELECT FROM pg_auth_members WHERE member = r.oid),
       has_schema_privilege(r.oid, 'public', 'CREATE')
           OR has_database_privilege(r.oid, current_database(), 'CREATE')
           OR has_database_privilege(r.oid, current_database(), 'TEMP')
FROM pg_roles r WHERE rolname = current_user
"""
POWERS = (
    ("是超级用户 / is a superuser", "ALTER ROLE {0} NOSUPERUSER"),
    ("绕过行级安全 / bypasses row security", "ALTER ROLE {0} NOBYPASSRLS"),
    (
        "能建角色、数据库或复制 / creates roles or databases, or replicates",
        "ALTER ROLE {0} NOCREATEROLE NOCREATEDB NOREPLICATION",
    ),
    (
        "拥有本系统的表 / owns tables of the site",
        "属主用 shigu_owner（SHIGU_OWNER_URL），应用用 {0} / keep owner and application apart",
    ),
    ("是别的角色的成员 / is a member of another role", "REVOKE … FROM {0}"),
    ("能建表、函数或临时表 / creates tables, functions or temporary tables", MIGRATE),
)
WORKER = "SELECT extract(epoch FROM now() - max(last_heartbeat)) FROM procrastinate_workers"


def asked(statement: str) -> tuple[Any, ...]:
    """The first row of an answer."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return tuple(cursor.fetchone() or ())


def version() -> Iterator[Finding]:
    """PostgreSQL is new enough."""
    number, told = asked(
        "SELECT current_setting('server_version_num')::int, current_setting('server_version')"
    )
    if number < OLDEST:
        cure = "升级到 15 以上 / upgrade to 15 or newer"
        yield wrong("PostgreSQL", told, "太旧 / too old", cure)
    else:
        yield good("PostgreSQL", told)


def migrations() -> Iterator[Finding]:
    """The tables are those of this version."""
    executor = MigrationExecutor(connection)
    ahead = executor.migration_plan(executor.loader.graph.leaf_nodes())
    name = "表结构 · migrations"
    if ahead:
        where = "、".join(f"{step.app_label}.{step.name}" for step, _ in ahead[:5])
        yield wrong(name, where, f"{len(ahead)} 步未执行 / not applied", MIGRATE)
    else:
        yield good(name)


def role() -> Iterator[Finding]:
    """The application's role sees through fences only."""
    user, *powers = asked(ROLE)
    name = "应用角色 · application role"
    found = [
        wrong(name, user, what, cure.format(user))
        for (what, cure), has in zip(POWERS, powers, strict=True)
        if has
    ]
    yield from found or [good(name, user)]


def whispers() -> Iterator[Finding]:
    """Sessions do not see the text of each other's statements."""
    name = "会话互不可见 · sessions apart"
    (setting,) = asked("SELECT current_setting('track_activities')")
    if setting == "on":
        user = connection.settings_dict["USER"]
        cure = f"ALTER ROLE {user} SET track_activities = off"
        yield wrong(name, "pg_stat_activity", "看得到别区的语句 / texts are visible", cure)
    else:
        yield good(name)


def signing() -> Iterator[Finding]:
    """The database knows the key with which this process signs scopes."""
    name = "权限签名 · signature of scopes"
    try:
        with acting_as_system():
            yield good(name)
    except DatabaseError as error:
        yield wrong(name, "shigu_scope.signing", str(error).splitlines()[0], MIGRATE)


def caching() -> Iterator[Finding]:
    """The cache that throttles sign-ins is there."""
    name = "缓存表 · cache table"
    try:
        cache.set("shigu-doctor", "1", 10)
    except DatabaseError as error:
        yield wrong(name, "conf_cache", str(error).splitlines()[0], MIGRATE)
    else:
        yield good(name)


def worker() -> Iterator[Finding]:
    """Somebody does the background jobs."""
    name = "后台任务 · worker"
    (silent,) = asked(WORKER)
    if silent is None or silent > SILENT_SECONDS:
        what = "没有运行；导入与方案计算会停在排队 / not running, jobs will wait"
        cure = "shigu worker，或 systemctl start shigu-worker"
        yield Finding(name, "warning", "procrastinate_workers", what, cure)
    else:
        yield good(name, f"{silent:.0f} s")
