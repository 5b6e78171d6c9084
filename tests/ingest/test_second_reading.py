"""The second reader as work in the background, answered by a server on the loopback."""

import json

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from shigu.conf.environment import environment
from shigu.districts.policies import Refused
from shigu.ingest import second_reading
from shigu.ingest.actions import ask_second_reader, stop_second_reader, store
from shigu.ingest.models import Event, SecondReading, Statement
from shigu.sources.second_reader import SecondReader
from tests.cli.test_ingest_second import SAYS
from tests.ingest.world import SIGNED, page
from tests.people import user
from tests.sources.site import site

PATH = "/v1/chat/completions"


def answering(text):
    return (200, {}, json.dumps({"choices": [{"message": {"content": text}}]}).encode())


@pytest.fixture
def answers(monkeypatch):
    """What the endpoint of the settings answers; it really is asked over HTTP."""
    given = {PATH: answering(SAYS)}
    with site(given) as server:
        monkeypatch.setenv("SHIGU_SECOND_OPINION_URL", f"http://127.0.0.1:{server.server_port}/v1")
        monkeypatch.setenv("SHIGU_SECOND_OPINION_MODEL", "small")
        monkeypatch.setattr("shigu.sources.second_reader.PAUSE_SECONDS", 0.0)
        environment.cache_clear()
        given["server"] = server
        yield given
    environment.cache_clear()


@pytest.fixture
def article(act):
    with act("gu") as gu:
        return store(gu, [page(SIGNED)]).new[0]


def asked(act, article):
    with act("gu") as gu:
        return ask_second_reader(gu, article)


def carried_out(act, reading):
    second_reading.run(str(reading.pk), user("gu").pk)
    with act("gu"):
        return SecondReading.objects.get(pk=reading.pk)


def seconds(act):
    with act("gu"):
        return Statement.objects.filter(extractor="second:small").count()


def test_it_is_asked_part_by_part_and_kept(act, article, answers):
    reading = asked(act, article)
    with act("gu"):
        job = ProcrastinateJob.objects.get(task_name="ingest.second_reading")
        assert job.args == {"reading": str(reading.pk), "user": user("gu").pk}
        before = (Statement.objects.count(), Event.objects.count())
    done = carried_out(act, reading)
    assert (done.state, done.model, done.parts, done.answered) == ("done", "small", 1, 1)
    assert (done.kept, done.dropped, done.problem) == (2, {"name": 1}, {})
    [(headers, body)] = answers["server"].posted
    assert "星澜高端镜头项目" in json.loads(body)["messages"][1]["content"]
    assert "Authorization" not in headers
    with act("gu"):
        assert (Statement.objects.count(), Event.objects.count()) == (before[0] + 2, before[1])
    second_reading.run(str(reading.pk), user("gu").pk)
    assert len(answers["server"].posted) == 1


def test_a_refusing_endpoint_ends_it_in_words_and_nothing_is_kept(act, article, answers):
    answers[PATH] = (401, {}, b"")
    done = carried_out(act, asked(act, article))
    assert (done.state, done.problem["code"], done.answered) == ("failed", "second_denied", 0)
    assert seconds(act) == 0
    answers[PATH] = answering(SAYS)
    assert carried_out(act, asked(act, article)).state == "done"


def test_stopped_while_it_waits_it_is_over_at_once(act, article, answers):
    reading = asked(act, article)
    with act("gu") as gu:
        assert stop_second_reader(gu, reading).state == "cancelled"
        with pytest.raises(Refused, match="已经结束"):
            stop_second_reader(gu, reading)
    assert carried_out(act, reading).state == "cancelled"
    assert (answers["server"].posted, seconds(act)) == ([], 0)


def test_stopped_while_it_reads_it_asks_no_more_and_keeps_nothing(act, answers, monkeypatch):
    more = "".join(f"第{n}批企业代表参观了展厅，听取了产业发展情况的介绍。\n" for n in range(70))
    with act("gu") as gu:
        article = store(gu, [page(SIGNED + more)]).new[0]
    reading = asked(act, article)
    ask = SecondReader.ask

    def ask_and_be_stopped(reader, messages):
        answer = ask(reader, messages)
        with act("gu") as gu:
            stop_second_reader(gu, reading)
        return answer

    monkeypatch.setattr(SecondReader, "ask", ask_and_be_stopped)
    done = carried_out(act, reading)
    assert (done.state, done.parts, done.answered, done.kept) == ("cancelled", 2, 0, 0)
    assert (len(answers["server"].posted), seconds(act)) == (1, 0)


def test_one_reading_at_a_time_and_each_model_once(act, article, answers):
    reading = asked(act, article)
    with pytest.raises(Refused, match="正在读"):
        asked(act, article)
    carried_out(act, reading)
    with pytest.raises(Refused, match="small已经读过"):
        asked(act, article)
    with act("gu"):
        assert SecondReading.objects.count() == 1


def test_off_by_default_it_is_refused(act, article):
    environment.cache_clear()
    with pytest.raises(Refused, match="没有设第二读者"):
        asked(act, article)
    with act("gu"):
        assert not SecondReading.objects.exists()


def test_who_keeps_no_register_asks_nobody(act, article, answers):
    with act("fang") as fang:
        with pytest.raises(Refused, match="企业与机构由"):
            ask_second_reader(fang, article)
        assert not SecondReading.objects.exists()
