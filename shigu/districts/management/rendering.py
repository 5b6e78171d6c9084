"""Keeps the states of models between migrations without rendering all models anew each time.

Django renders a model and everything related to it again after each operation. Here nearly
everything is related to the district, so that a first migration would render 77,000 models.
New options and fields are put on the model as it stands, and a new model is rendered alone: its
keys tell the models that they point to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

from django.db.migrations.state import ModelState, ProjectState
from pgtrigger.migrations import AddTrigger, RemoveTrigger

RENDERED = "apps"
SHOWN = ("indexes", "constraints")
"""Options that statements read from the rendered model."""


@contextmanager
def rendered_once() -> Iterator[None]:
    """Within it new models, new fields, options and triggers render no other model."""
    with ExitStack() as stack:
        for owner, method in (
            (ProjectState, "_append_option"),
            (ProjectState, "_remove_option"),
            (ProjectState, "add_field"),
            (AddTrigger, "state_forwards"),
            (RemoveTrigger, "state_forwards"),
        ):
            stack.enter_context(patch.object(owner, method, in_place(getattr(owner, method))))
        stack.enter_context(patch.object(ProjectState, "add_model", add_model))
        yield


def in_place(change: Callable[..., None]) -> Callable[..., None]:
    """The same change of a model, shown on the rendered model instead of a new one."""

    def changed(*arguments: Any) -> None:
        with patch.object(ProjectState, "reload_model", show):
            change(*arguments)

    return changed


def show(state: ProjectState, app: str, model: str, **_: object) -> None:
    if RENDERED not in state.__dict__:
        return
    told, shown = state.models[app, model.lower()], state.apps.get_model(app, model)
    own = (*shown._meta.local_fields, *shown._meta.local_many_to_many)
    known = {field.name for field in own}
    for name, field in told.fields.items():
        if name not in known:
            field.clone().contribute_to_class(shown, name)
            state.apps.clear_cache()
    for option in SHOWN:
        setattr(shown._meta, option, list(told.options.get(option, [])))


def add_model(state: ProjectState, model: ModelState) -> None:
    key = model.app_label, model.name_lower
    state.models[key] = model
    if vars(state)["_relations"] is not None:
        state.resolve_model_relations(key)
    if RENDERED in state.__dict__:
        state.apps.render_multiple([model])
