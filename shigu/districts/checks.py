"""The site does not start with a role that row security does not bind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error
from django.core.exceptions import ImproperlyConfigured

from shigu.districts.doctor.database import role


def the_role_is_bound(
    app_configs: Sequence[AppConfig] | None,  # noqa: ARG001 - the shape Django calls
    databases: Sequence[str] | None = None,
    **kwargs: Any,  # noqa: ARG001
) -> list[CheckMessage]:
    """An error for each power that the application's role must not have."""
    if "default" not in (databases or ()):
        return []
    return [
        Error(f"{each.where}: {each.what}", hint=each.cure, id="shigu.E001")
        for each in role()
        if each.level == "wrong"
    ]


def refuse_unbound_role() -> None:
    """Stop a server that starts with such a role.

    Raises:
        ImproperlyConfigured: the role has a power that it must not have.
    """
    errors = the_role_is_bound(None, databases=["default"])
    if errors:
        raise ImproperlyConfigured("\n".join(f"{each.msg} → {each.hint}" for each in errors))
