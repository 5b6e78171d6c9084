"""Notices by mail: rhythms, quiet hours, failures; sent to a real server on this machine."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from shigu.districts.models import User
from shigu.districts.scope import acting_as_system
from shigu.work import actions, mailing
from shigu.work.models import Notice, NoticePreference
from tests.people import user
from tests.work.post import mail_server

SHANGHAI = ZoneInfo("Asia/Shanghai")
MONDAY = datetime(2026, 11, 30, 9, 0, tzinfo=SHANGHAI)


def chosen(**values):
    return NoticePreference(**({"rhythm": "now"} | values))


@pytest.fixture
def shen_wants(act):
    def wants(**values):
        with acting_as_system():
            User.objects.filter(username="shen").update(email="shen@valley.example")
        with act("shen") as shen:
            return actions.choose_rhythm(shen, values)

    return wants


@pytest.fixture
def posting(settings):
    """Mail goes to the server of ``with posting() as server:``."""

    def to(**given):
        server = mail_server(**given)
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST = "127.0.0.1"
        return _Pointed(server, settings)

    return to


class _Pointed:
    def __init__(self, server, settings):
        self.server, self.settings = server, settings

    def __enter__(self):
        started = self.server.__enter__()
        self.settings.EMAIL_PORT = started.server_address[1]
        return started

    def __exit__(self, *told):
        return self.server.__exit__(*told)


def test_what_is_new_goes_out_in_one_mail_and_once(tell, shen_wants, posting):
    shen_wants(rhythm="now")
    tell("lin", "shen", at="xiaoshan", what="甲")
    tell("lin", "shen", at="xiaoshan", what="乙")
    with posting() as server:
        assert (mailing.look_round(), mailing.look_round()) == (1, 0)
    (mail,) = server.mails
    assert (mail["To"], mail["Subject"]) == ("shen@valley.example", "视谷：2 条新通知")
    lines = mail.get_content().splitlines()
    assert [line[13:] for line in lines if "请 您 看" in line] == ["乙 请 您 看", "甲 请 您 看"]
    assert lines[1].strip() == "/plans/"


def test_what_was_read_on_the_page_is_not_mailed(tell, shen_wants, posting, act):
    shen_wants(rhythm="now")
    tell("lin", "shen", at="xiaoshan")
    with act("shen") as shen:
        actions.mark_all_read(shen)
    with posting() as server:
        assert mailing.look_round() == 0
    assert server.mails == []


def test_a_refused_mail_is_told_and_tried_again_after_a_pause(tell, shen_wants, posting, visit):
    shen_wants(rhythm="now")
    tell("lin", "shen", at="xiaoshan")
    now = datetime.now(SHANGHAI)
    with posting(refuses=True) as server:
        assert mailing.look_round(now) == 0
    assert server.mails == []
    assert "SMTPRecipientsRefused" in visit("shen", "/work/notices/how/").content.decode()
    with acting_as_system():
        assert Notice.objects.get().mailed_at is None
    with posting() as server:
        assert mailing.look_round(now + timedelta(seconds=119)) == 0
        assert mailing.look_round(now + timedelta(seconds=121)) == 1
    assert len(server.mails) == 1
    with acting_as_system():
        kept = NoticePreference.objects.get()
        assert (kept.failures, kept.failure) == (0, "")


def test_a_server_that_is_not_there_loses_nothing(tell, shen_wants, settings):
    shen_wants(rhythm="now")
    tell("lin", "shen", at="xiaoshan")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert mailing.look_round() == 0
    with acting_as_system():
        assert Notice.objects.get().mailed_at is None
        assert NoticePreference.objects.get().failures == 1


@pytest.mark.parametrize(
    ("clock", "due"), [((21, 59), True), ((22, 0), False), ((6, 59), False), ((7, 0), True)]
)
def test_quiet_hours_go_past_midnight(clock, due):
    quiet = chosen(quiet_from=time(22), quiet_to=time(7))
    assert mailing.is_due(quiet, MONDAY.replace(hour=clock[0], minute=clock[1])) is due


def test_quiet_hours_within_a_day():
    quiet = chosen(quiet_from=time(12), quiet_to=time(14))
    assert [mailing.is_due(quiet, MONDAY.replace(hour=h)) for h in (11, 12, 13, 14)] == [
        *(True, False, False, True)
    ]


def test_a_daily_mail_goes_once_a_day_after_its_hour():
    daily = chosen(rhythm="daily", hour=8, mailed_at=MONDAY.replace(hour=8, minute=1))
    assert not mailing.is_due(daily, MONDAY.replace(hour=23))
    assert not mailing.is_due(daily, MONDAY + timedelta(hours=22))
    assert mailing.is_due(daily, MONDAY + timedelta(hours=23))


def test_a_weekly_mail_goes_on_its_day():
    weekly = chosen(rhythm="weekly", weekday=3, hour=8, mailed_at=MONDAY)
    days = [mailing.is_due(weekly, MONDAY + timedelta(days=day)) for day in range(7)]
    assert days == [False, False, False, True, True, True, True]


def test_the_text_is_in_the_chosen_language_with_whole_addresses(
    tell, shen_wants, posting, settings
):
    shen_wants(rhythm="now", language="en")
    tell("lin", "shen", at="xiaoshan")
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(
        update={"site_url": "https://valley.example/"}
    )
    with posting() as server:
        assert mailing.look_round() == 1
    assert server.mails[0]["Subject"] == "Shigu: 1 new notice"
    assert "https://valley.example/plans/" in server.mails[0].get_content()


def test_quiet_hours_need_both_ends(shen_wants):
    with pytest.raises(ValidationError):
        shen_wants(rhythm="now", quiet_from=time(22), quiet_to=None)
    with acting_as_system():
        assert not NoticePreference.objects.exists()


def test_the_page_saves_the_choice(signed_in, act):
    client = signed_in("shen")
    given = {"rhythm": "daily", "hour": "9", "weekday": "0", "language": "en"}
    given |= {"quiet_from": "22:00", "quiet_to": "07:30"}
    assert client.post("/work/notices/how/", given).status_code == 302
    with act("shen"):
        kept = NoticePreference.objects.get()
        assert (kept.person_id, kept.rhythm, kept.hour) == (user("shen").pk, "daily", 9)
        assert (kept.quiet_from, kept.quiet_to) == (time(22), time(7, 30))
    assert client.post("/work/notices/how/", given | {"hour": "24"}).status_code == 422
    with act("lin"):
        assert not NoticePreference.objects.exists()
