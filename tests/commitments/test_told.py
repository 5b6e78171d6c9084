"""A promise is recorded from what an article says and a person took over, once."""

from datetime import date
from decimal import Decimal

import pytest

from shigu.commitments.actions import promise, revise
from shigu.commitments.models import Commitment
from shigu.commitments.told import told_of
from shigu.districts.models import Source
from shigu.districts.policies import Refused
from shigu.projects.models import Project
from shigu.review.actions import accept, reject, undo
from tests.commitments.cast import BEGUN, PLANNED, PROJECT, SIGNED, SIZE
from tests.review.world import of, tell

OFFERED = [
    ("investment", Decimal(35000), None),
    ("output", Decimal(80000), None),
    ("tax", Decimal(5000), None),
    ("jobs", Decimal(600), None),
    ("production", None, date(2028, 12, 31)),
    ("start", None, date(2027, 3, 31)),
]


@pytest.fixture
def proposal(act):
    """The article's proposal of the project, taken over by 滨江 but for the firm's name."""
    with act("gu") as gu:
        row = of(tell(gu, PLANNED), "project")
    with act("lin") as lin:
        values = {name: it for name, it in row.told.items() if name != "organisation"}
        accept(lin, row, values)
    return row


def project():
    return Project.objects.select_related("district").get(name=PROJECT)


def offered(act, name="lin"):
    with act(name) as actor:
        return told_of(actor, project())


def one(act, code):
    return next(each for each in offered(act) if each.indicator == code)


def given(told):
    return {
        "indicator": told.indicator,
        "amount": told.amount,
        "due": date(2030, 12, 31),
        "basis": "statement",
        "status": "fact",
    }


def form_of(response):
    form = response.context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else value for name, value in values.items()}


def test_plans_and_agreements_are_offered_each_with_its_sentence(act, proposal):
    found = offered(act)
    assert [(each.indicator, each.amount, each.due) for each in found] == OFFERED
    assert [each.sentence for each in found[:4]] == [f"{SIGNED} {SIZE}"] * 4
    assert found[5].sentence == BEGUN
    assert [each.excerpt for each in found] == [SIZE] * 4 + [found[4].sentence, BEGUN]
    assert [each.promise for each in found] == [None] * 6


def test_what_nobody_took_over_is_offered_nowhere(act, proposal):
    with act("lin") as lin:
        undo(lin, proposal, reason="写错了项目")
        other = Project.objects.filter(district__code="binjiang", disclosed=False).first()
        assert told_of(lin, other) == []
        proposal.refresh_from_db()
        reject(lin, proposal, reason="重复")
        assert told_of(lin, other) == []


def test_a_promise_is_recorded_from_its_statement_once(act, proposal):
    told = one(act, "output")
    with act("lin") as lin:
        made = promise(lin, project(), given(told) | {"statement": told.statement})
        assert made.statement_id == told.statement
        assert made.source == Source.objects.get(code__startswith="news-")
        with pytest.raises(Refused, match="已经记为承诺"):
            promise(lin, project(), given(told) | {"statement": told.statement})
        with pytest.raises(Refused, match="statement 不在此处修改"):
            revise(lin, made, {"statement": None})
        assert Commitment.objects.count() == 1
    assert one(act, "output").promise == made


def test_a_statement_of_something_else_is_refused_and_nothing_is_kept(act, proposal):
    told = one(act, "output")
    with act("lin") as lin:
        other = Project.objects.filter(district__code="binjiang").exclude(name=PROJECT).first()
        with pytest.raises(Refused, match="不是本项目已采信"):
            promise(lin, other, given(told) | {"statement": told.statement})
        assert not Commitment.objects.exists()


def test_the_pages_lead_from_the_statement_to_its_promise_and_back(act, signed_in, proposal):
    told = one(act, "start")
    client = signed_in("lin")
    desk, own = f"/review/{proposal.pk}/", told.project.get_absolute_url()
    for address in (desk, own):
        page = client.get(address).content.decode()
        assert page.count(">记为承诺</a>") == 6
        assert f'href="{told.form}"' in page
    opened = client.get(told.form)
    assert BEGUN in opened.content.decode()
    sent = form_of(opened)
    assert (sent["indicator"], sent["due"], sent["basis"]) == (
        "start",
        date(2027, 3, 31),
        "statement",
    )
    assert (sent["note"], sent["reason"]) == (BEGUN, "记自《云岫光电高端镜头项目在滨江签约》")
    made = client.post(told.form, sent | {"due": "2027-03-31"})
    assert made.status_code == 302, made.content.decode()
    page = client.get(made["Location"]).content.decode()
    assert f'<blockquote lang="zh-Hans">{BEGUN}</blockquote>' in page
    assert f'href="{told.card.source.url}"' in page
    for address in (desk, own):
        page = client.get(address).content.decode()
        assert page.count(">记为承诺</a>") == 5
        assert f'<a href="{made["Location"]}">已记为承诺</a>' in page
    assert client.get(told.form)["Location"] == made["Location"]


def test_who_keeps_no_promises_there_is_offered_none(act, signed_in, proposal):
    told = one(act, "start")
    assert "记为承诺" not in signed_in("gu").get(f"/review/{proposal.pk}/").content.decode()
    assert "记为承诺" not in signed_in("shen").get(f"/review/{proposal.pk}/").content.decode()
    assert signed_in("shen").get(told.form).status_code == 404
    nowhere = told.form.replace(str(told.statement), "1")
    assert signed_in("lin").get(nowhere).status_code == 404
