"""States of models between migrations: what changes, and what is left as it stands."""

import pytest
from django.db import models
from django.db.migrations.operations import AddField, AddIndex, CreateModel, RemoveIndex
from django.db.migrations.state import ProjectState

from shigu.districts.management.rendering import rendered_once

KEY = [("id", models.BigAutoField(primary_key=True))]


def town():
    return CreateModel("Town", [*KEY, ("name", models.TextField())])


def park():
    to = models.ForeignKey("farm.Town", models.PROTECT, related_name="parks")
    return CreateModel("Park", [*KEY, ("town", to)])


@pytest.fixture
def state():
    """Two models, the one pointing to the other, rendered."""
    made = ProjectState()
    with rendered_once():
        for operation in (town(), park()):
            operation.state_forwards("farm", made)
            assert made.apps.get_models()
    return made


def after(state, *operations):
    with rendered_once():
        for operation in operations:
            operation.state_forwards("farm", state)
    return state.apps.get_model("farm", "Park")


def test_a_new_model_tells_the_one_it_points_to(state):
    town = state.apps.get_model("farm", "Town")
    assert [each.name for each in town._meta.related_objects] == ["parks"]


def test_a_new_field_is_put_on_the_model_as_it_stands(state):
    before = state.apps.get_model("farm", "Park")
    other = models.ForeignKey("farm.Town", models.PROTECT, related_name="second")
    park = after(
        state, AddField("Park", "area", models.FloatField()), AddField("Park", "by", other)
    )
    assert park is before
    assert [each.name for each in park._meta.fields] == ["id", "town", "area", "by"]
    town = state.apps.get_model("farm", "Town")
    assert {each.name for each in town._meta.related_objects} == {"parks", "second"}


def test_indexes_are_shown(state):
    index = models.Index(fields=["town"], name="park_town")
    assert after(state, AddIndex("Park", index))._meta.indexes == [index]
    assert after(state, RemoveIndex("Park", "park_town"))._meta.indexes == []


def test_it_ends_with_the_block(state):
    before = state.apps.get_model("farm", "Park")
    AddField("Park", "area", models.FloatField()).state_forwards("farm", state)
    assert state.apps.get_model("farm", "Park") is not before
