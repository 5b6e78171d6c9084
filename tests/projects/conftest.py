"""A project in talks."""

import pytest

from shigu.projects.actions import file
from shigu.projects.models import Project
from tests.projects.procedure import place


@pytest.fixture
def talked(act):
    """A project of 滨江 in talks."""
    with act("lin") as lin:
        link = Project.objects.get(code="p-mmwave-line").link
        values = {"name": "机密光学线", "stage": "3", "status": "illustrative", "link": link}
        return file(lin, place("binjiang"), values | {"code": "p-hand"}, reason="首谈")
