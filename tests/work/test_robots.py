"""Chat groups: who lets them be told, what they are told, private addresses, failures."""

import base64
import hashlib
import hmac
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from django.core.exceptions import ValidationError
from procrastinate.contrib.django.models import ProcrastinateJob

from shigu.districts.models import District
from shigu.districts.policies import Refused
from shigu.districts.scope import acting_as_system
from shigu.work import actions, sending
from shigu.work.models import Delivery, Robot
from tests.people import user
from tests.work.post import robot_server
from tests.work.world import force_of, give, place


@pytest.fixture
def private(settings):
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update={"private_webhooks": True})


def add(act, port, **more):
    values = {"name": "滨江群", "maker": "wecom", "url": f"http://127.0.0.1:{port}/hook?key=k"}
    with act("han") as han:
        place = District.objects.get(code="binjiang")
        return actions.add_robot(han, place, values | more, reason="测试")


def owed():
    with acting_as_system():
        return list(Delivery.objects.values_list("pk", flat=True))


def test_a_group_learns_that_there_is_something(act, tell, private):
    with robot_server() as server:
        add(act, server.server_port)
        tell("lin", "han", at="binjiang", what="机密")
        tell("fang", "shen", at="xiaoshan")
        assert (sending.look_round(), sending.look_round()) == (1, 0)
        (key,) = owed()
        sending.send(str(key))
        sending.send(str(key))
    told = {"msgtype": "text", "text": {"content": "有新的通知：测试\n/plans/"}}
    assert server.got == [("/hook?key=k", told)]
    with acting_as_system():
        assert Delivery.objects.get().state == "sent"


def test_told_in_full_and_once_however_many_people(act, tell, private):
    with robot_server() as server:
        add(act, server.server_port, told_in_full=True)
        tell("gu", "lin", "han", at="binjiang", what="两人")
        assert sending.look_round() == 1
        sending.send(str(owed()[0]))
    assert [each["text"]["content"] for _, each in server.got] == ["两人 请 您 看\n/plans/"]


@pytest.mark.parametrize(("maker", "most"), [("wecom", 2048), ("dingtalk", 20_000)])
def test_a_long_sentence_is_cut_to_what_the_maker_takes(act, tell, private, maker, most):
    with robot_server() as server:
        add(act, server.server_port, maker=maker, told_in_full=True)
        tell("gu", "lin", at="binjiang", what="光" * 9000)
        sending.look_round()
        sending.send(str(owed()[0]))
    ((_, told),) = server.got
    content = told["text"]["content"]
    assert most - 3 < len(content.encode()) <= most
    assert content.startswith("光光光")
    assert content.endswith("光…\n/plans/")


@pytest.mark.parametrize(
    ("open_to", "said"),
    [("members", "有新的通知：新任务"), ("districts", "gu交办“机密事项”")],
)
def test_what_a_task_force_keeps_to_itself_is_told_to_no_group(act, private, open_to, said):
    with robot_server() as server:
        add(act, server.server_port, told_in_full=True)
        with act("lin") as lin:
            force = force_of(lin, (place("joint"), user("gu").pk), open_to=open_to)
        with act("gu") as gu:
            give(gu, by="joint", to="binjiang", force=force, title="机密事项")
        assert sending.look_round() == 1
        sending.send(str(owed()[0]))
    assert said in server.got[0][1]["text"]["content"]


def test_dingtalk_is_signed(act, tell, private):
    with robot_server() as server:
        add(act, server.server_port, maker="dingtalk", secret="SEC1")
        tell("lin", "han", at="binjiang")
        sending.look_round()
        sending.send(str(owed()[0]))
    asked = parse_qs(urlsplit(server.got[0][0]).query)
    text = f"{asked['timestamp'][0]}\nSEC1".encode()
    expected = base64.b64encode(hmac.new(b"SEC1", text, hashlib.sha256).digest()).decode()
    assert asked["sign"] == [expected]
    assert quote(expected, safe="") in server.got[0][0]


@pytest.mark.parametrize(
    ("answer", "why"),
    [((200, {"errcode": 93000, "errmsg": "invalid key"}), "93000"), ((302, {}), "HTTP 302")],
)
def test_a_failure_is_told_and_sent_again(act, tell, private, visit, signed_in, answer, why):
    with robot_server(answer) as server:
        add(act, server.server_port)
        tell("lin", "han", at="binjiang")
        sending.look_round()
        (key,) = owed()
        with pytest.raises(sending.Undelivered, match=why):
            sending.send(str(key))
        assert why in visit("han", "/work/robots/").content.decode()
        before = ProcrastinateJob.objects.filter(task_name="work.tell_a_group").count()
        assert signed_in("han").post(f"/work/robots/messages/{key}/again/").status_code == 302
        jobs = ProcrastinateJob.objects.filter(task_name="work.tell_a_group")
        assert jobs.count() == before + 1
        sending.send(str(key))
    with acting_as_system():
        kept = Delivery.objects.get()
        assert (kept.state, kept.attempts, kept.failure) == ("sent", 2, "")


def test_private_addresses_need_the_setting(act):
    for url in ("http://127.0.0.1:8620/", "http://[::1]/", "http://10.1.2.3/", "http://localhost/"):
        with pytest.raises(ValidationError, match="内网地址"):
            add(act, 1, url=url)
    with acting_as_system():
        assert not Robot.objects.exists()


def test_an_address_that_turned_private_is_not_called(act, tell, settings):
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update={"private_webhooks": True})
    with robot_server() as server:
        add(act, server.server_port)
        settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update={"private_webhooks": False})
        tell("lin", "han", at="binjiang")
        sending.look_round()
        with pytest.raises(sending.Undelivered, match="内网地址"):
            sending.send(str(owed()[0]))
    assert server.got == []


def test_only_administrators_keep_robots_and_know_their_addresses(act, private):
    made = add(act, 1)
    for name in ("lin", "shen", "gu", "wei"):
        with act(name) as actor:
            assert not Robot.objects.exists(), name
            with pytest.raises(Refused):
                actions.revise_robot(actor, made, {"is_active": False})
    with acting_as_system():
        assert Robot.objects.get().is_active


def test_the_address_is_in_no_history_and_on_no_page(act, private, visit):
    made = add(act, 1, url="http://127.0.0.1:9/hook?key=verysecret")
    with act("han"):
        assert not hasattr(made.events.get(), "url")
    assert "verysecret" not in visit("han", "/work/robots/", count="work: robots").content.decode()


def test_a_robot_out_of_use_is_owed_nothing(act, tell, private, signed_in):
    made = add(act, 1)
    assert signed_in("han").post(f"/work/robots/{made.pk}/switch/").status_code == 302
    tell("lin", "han", at="binjiang")
    assert sending.look_round() == 0
