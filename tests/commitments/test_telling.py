"""Who follows a project is told ahead of a promise's day, and the morning after it was broken."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from shigu.commitments import telling
from shigu.commitments.actions import revise
from shigu.districts.models import District, Membership
from shigu.districts.scope import acting_as_system
from shigu.projects.models import Project
from shigu.work.models import Notice
from tests.commitments.cast import DUE
from tests.people import DAY, user


def follow(project, name):
    with acting_as_system():
        Project.objects.filter(pk=project).update(responsible=name and user(name))


def told_on(day):
    with acting_as_system() as system:
        return telling.of_promises(system, day)


def notices(act, name):
    with act(name):
        rows = Notice.objects.filter(person=user(name)).order_by("created_at")
        return [(row.kind, row.inputs["due"], row.address) for row in rows]


def test_it_is_told_on_the_day_of_its_warning_and_on_no_other(act, promised):
    follow(promised.project_id, "lin")
    warning = DUE - timedelta(days=promised.warn_days)
    assert promised.warn_days > 0
    assert [told_on(warning + timedelta(days=n)) for n in (-1, 0, 1)] == [0, 1, 0]
    assert notices(act, "lin") == [
        ("commitments.soon", "2026-06-30", f"/commitments/{promised.pk}/")
    ]


def test_it_is_told_once_when_it_was_not_kept(act, promised):
    follow(promised.project_id, "lin")
    assert [told_on(DUE + timedelta(days=n)) for n in (1, 2)] == [1, 0]
    assert [kind for kind, *_ in notices(act, "lin")] == ["commitments.missed"]


def test_a_morning_that_was_missed_is_made_up_for(act, promised):
    follow(promised.project_id, "lin")
    warning = DUE - timedelta(days=promised.warn_days)
    assert [told_on(warning + timedelta(days=n)) for n in (2, 3)] == [1, 0]
    assert [told_on(DUE + timedelta(days=n)) for n in (3, 4, 30)] == [1, 0, 0]
    kinds = [kind for kind, *_ in notices(act, "lin")]
    assert kinds == ["commitments.soon", "commitments.missed"]


def test_a_new_deadline_is_warned_of_anew(act, promised):
    follow(promised.project_id, "lin")
    warning = DUE - timedelta(days=promised.warn_days)
    assert told_on(warning) == 1
    with act("lin") as lin:
        revise(lin, promised, {"due": DUE + timedelta(days=20)}, reason="补充协议")
    assert [told_on(warning + timedelta(days=n)) for n in (19, 20, 21)] == [0, 1, 0]


@pytest.mark.parametrize("sender", ["zh-hans", "en"])
def test_a_promise_is_told_in_the_tongue_of_its_reader(act, promised, sender):
    follow(promised.project_id, "lin")
    with override(sender):
        assert told_on(DUE + timedelta(days=1)) == 1
    with acting_as_system():
        told = Notice.objects.get(person=user("lin"))
    name = promised.project.name
    with override("zh-hans"):
        assert str(told) == f"“{name}”承诺的总投资到位已于 2026-06-30 到期，没有达到。"
    with override("en"):
        assert str(told) == (
            f"The promise of {name} (investment made) fell due on 2026-06-30 and is not met."
        )


def test_what_who_follows_may_no_longer_read_is_told_to_the_directors(act, promised):
    follow(promised.project_id, "shen")
    with acting_as_system():
        Membership.objects.create(
            user=user("qiu"), district=District.objects.get(code="binjiang"), role="director",
            valid_from=DAY,
        )  # fmt: skip
    assert told_on(DUE + timedelta(days=1)) == 1
    assert (notices(act, "shen"), len(notices(act, "qiu"))) == ([], 1)


def test_who_may_no_longer_read_it_is_not_told(act, promised):
    follow(promised.project_id, "shen")
    assert told_on(DUE + timedelta(days=1)) == 0
    assert notices(act, "shen") == []


def test_where_nobody_follows_it_the_directors_of_the_district_are_told(act, promised):
    follow(promised.project_id, None)
    assert told_on(DUE + timedelta(days=1)) == 0
    with acting_as_system():
        Membership.objects.create(
            user=user("qiu"), district=District.objects.get(code="binjiang"), role="director",
            valid_from=DAY,
        )  # fmt: skip
    assert told_on(DUE + timedelta(days=1)) == 1
    assert [kind for kind, *_ in notices(act, "qiu")] == ["commitments.missed"]
