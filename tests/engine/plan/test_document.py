import dataclasses
import json

import jsonschema
import pytest

from shigu.engine.chain.results import ChainAssessment, Receipt
from shigu.engine.plan.document import described, json_schema, to_json
from shigu.engine.plan.results import JointPlan
from tests.report.cast import joint_plan


def test_the_schema_is_itself_valid():
    jsonschema.Draft202012Validator.check_schema(json_schema())


def test_every_field_of_the_plan_is_required():
    fields = [field.name for field in dataclasses.fields(JointPlan)]
    schema = json_schema()
    assert schema["$defs"]["JointPlan"]["required"] == fields
    assert schema["$ref"] == "#/$defs/JointPlan"


def test_a_description_is_a_docstring_of_its_own():
    assert described(Receipt).startswith("What a blank or weak claim rests on.")
    assert described(ChainAssessment) == ""


def test_a_figure_that_is_no_number_is_refused():
    plan = joint_plan()
    broken = dataclasses.replace(
        plan, siting=dataclasses.replace(plan.siting, objective_yuan=float("nan"))
    )
    with pytest.raises(ValueError, match="JSON"):
        to_json(broken)


def test_a_plan_survives_the_way_to_text_and_back():
    document = json.loads(to_json(joint_plan()))
    jsonschema.Draft202012Validator(json_schema()).validate(document)
