"""History knows the verb of a change, and only that one."""

import pytest
from django.urls import get_resolver
from django.utils.translation import gettext, override

from shigu.districts.actions import create_account, give_seat
from shigu.districts.models import District, Membership, User
from shigu.districts.policies import Refused
from shigu.districts.scope import acting_as_system
from shigu.districts.timeline import timeline
from shigu.districts.verbs import VERBS, action
from shigu.districts.vocabulary import Role
from shigu.registry.models import Organisation
from tests.people import DAY


def told(row):
    return [
        (event.pgh_context or {}).get("verb") for event in row.events.order_by("pgh_created_at")
    ]


def test_a_write_after_a_verb_is_not_told_as_the_verbs(db):
    with acting_as_system() as system:
        user = create_account(system, "mei", full_name="梅青")
        user.email = "mei@binjiang.example"
        user.save(update_fields=["email"])
        assert told(user) == ["districts.create_account", None]


def test_a_verb_inside_a_verb_gives_the_outer_one_back(db):
    @action("tests.enrol", "入职")
    def enrol(actor, *, reason=""):
        user = create_account(actor, "mei", full_name="梅青", reason="inner")
        user.full_name = "梅"
        user.save(update_fields=["full_name"])
        return user

    with acting_as_system() as system:
        user = enrol(system, reason="outer")
        events = list(user.events.order_by("pgh_created_at"))
    assert [event.pgh_context["verb"] for event in events] == [
        "districts.create_account",
        "tests.enrol",
    ]
    assert [event.pgh_context["reason"] for event in events] == ["inner", "outer"]
    del VERBS["tests.enrol"]


def test_a_refused_verb_leaves_no_trace(db):
    with acting_as_system() as system:
        before = Membership.objects.count()
        lin = User.objects.get(username="lin")
        place = District.objects.get(code="binjiang")
        with pytest.raises(Refused, match="已有这个席位"):
            give_seat(system, lin, place, Role.OFFICER, valid_from=DAY, reason="x")
        lin.full_name = "林"
        lin.save(update_fields=["full_name"])
        assert told(lin)[-1] is None
        assert Membership.objects.count() == before


def test_every_verb_has_words():
    assert [name for name, words in VERBS.items() if not str(words)] == []


TOLD = {
    "commitments.promise": ("Recorded a promise", "登记承诺", "Record a promise"),
    "plans.adopt": ("Adopted the plan", "采纳方案", "Adopt the plan"),
    "projects.file": ("Registered a project", "登记项目", "Register a project"),
    "leads.register": ("Registered a lead", "登记线索", "Register a lead"),
    "work.record": ("Recorded the meeting", "记录会议", "Record the meeting"),
    "work.revise": ("Changed", "修改", "Edit"),
    "districts.close_account": ("Closed the account", "停用账号", "Close the account"),
    "districts.give_seat": ("Gave a seat", "给予席位", "Give a seat"),
    "ingest.bring": ("Brought pages", "带来网页", "Bring pages"),
    "review.undo": ("Took back the verdict", "撤销判断", "Take back the verdict"),
    "sharing.enter": ("Wrote into the ledgers", "写入账簿", "Write into the ledgers"),
    "sharing.post": ("Posted", "入账", "Post"),
}
IRREGULAR = {
    *("began", "brought", "drew", "gave", "kept", "let", "made", "put", "read", "reset", "said"),
    *("sent", "set", "struck", "told", "took", "undid", "was", "went", "withdrew", "withdrawn"),
    *("written", "wrote"),
}
"""Forms that tell of what was done and do not end like the others."""


def test_no_verb_of_a_history_tells_in_english_what_to_do():
    assert get_resolver().url_patterns, "with the pages all verbs are there"
    with override("en"):
        said = {name: set(str(words).lower().split()) for name, words in VERBS.items()}
    asks = [
        name
        for name, words in said.items()
        if not name.startswith("tests.")
        and not words & IRREGULAR
        and not any(word.endswith("ed") for word in words)
    ]
    assert asks == []


@pytest.mark.parametrize(("verb", "words"), TOLD.items())
def test_history_tells_in_english_what_was_done_and_a_button_what_to_do(verb, words):
    told, chinese, button = words
    assert str(VERBS[verb]) == chinese
    with override("en"):
        assert (str(VERBS[verb]), gettext(chinese)) == (told, button)


@pytest.mark.parametrize(
    ("verb", "told"),
    [
        ("dossier.write", "Wrote the file of the project"),
        ("projects.move_on", "Changed the stage"),
        ("sharing.settle", "Asked for a settlement"),
        ("work.change_members", "Changed members of a task force"),
    ],
)
def test_so_do_verbs_that_no_button_shares(verb, told):
    with override("en"):
        assert str(VERBS[verb]) == told


def test_every_line_of_a_history_begins_with_a_capital(act):
    with act("lin"):
        firm = Organisation.objects.get(code="org-hikvision")
        with override("en"):
            told = {event.verb for event in timeline(firm)}
    assert "Imported" in told
    assert all(not verb[0].islower() for verb in told)
