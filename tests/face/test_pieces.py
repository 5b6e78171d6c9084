"""The pieces: what they say, and that what people typed stays text."""

from datetime import date
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation

from shigu.face.pieces import (
    Change,
    Compared,
    Empty,
    Evidence,
    Figure,
    Input,
    Link,
    Progress,
    Share,
    Source,
    Stage,
    Step,
    Why,
)

HOSTILE = '<script>alert(1)</script>"onmouseover="x'


@pytest.fixture(autouse=True)
def chinese():
    with translation.override("zh-hans"):
        yield


def shown(markup, **values):
    return Template(markup).render(Context(values))


def test_a_figure_opens_its_reason():
    why = Why(
        "因为。", "a = b + c", (Input("b", "2"),), (Source("简报", "原句"),), date(2026, 1, 2)
    )
    html = shown("{% figures strip %}", strip=[Figure("缺口", "10", "个", why=why)])
    assert 'popovertarget="why-' in html
    for words in ("因为。", "a = b + c", "<dt>b</dt><dd>2</dd>", "“原句”", "2026-01-02"):
        assert words in html


def test_a_figure_without_a_reason_has_no_mark():
    assert "popover" not in shown("{% figures strip %}", strip=[Figure("缺口", "10")])


def test_marks_on_one_page_have_ids_of_their_own():
    html = shown("{% why why %}{% why why %}", why=Why("因为"))
    ids = [part.split('"')[0] for part in html.split('id="')[1:]]
    assert len(ids) == len(set(ids)) == 2


@pytest.mark.parametrize("kind", ["fact", "illustrative", "machine", "judged"])
def test_a_badge_says_its_word_and_what_it_means(kind):
    html = shown("{% badge kind %}", kind=kind)
    assert f'class="badge {kind}"' in html
    assert "title=" in html


def test_no_badge_is_no_markup():
    assert shown('{% badge "" %}') == ""


@pytest.mark.parametrize("state", ["strong", "weak", "blank", "good", "waiting", "wrong", "off"])
def test_a_status_has_colour_shape_and_word(state):
    html = shown('{% status state "词" %}', state=state)
    assert f'class="status {state}"' in html
    assert "<svg" in html
    assert "词" in html


def test_critical_is_a_ring_and_a_word():
    html = shown('{% status "blank" critical=True %}')
    assert "mark ring" in html
    assert "关键" in html


def test_a_refused_action_is_grey_and_says_why():
    html = shown('{% action "采纳" "/x/" refused="须两区确认" %}')
    assert "disabled" in html
    assert "须两区确认" in html
    assert "/x/" not in html


def test_an_action_that_writes_is_a_post_with_a_token():
    html = shown('{% action "采纳" "/x/" method="post" %}', csrf_token="t")
    assert '<form method="post" action="/x/">' in html
    assert "csrfmiddlewaretoken" in html


def test_a_stage_bar_tells_late_from_soon():
    stages = [
        Stage("在谈", "now", due=date(2026, 11, 29), urgency="soon"),
        Stage("签约", due=date(2026, 11, 1), urgency="late"),
    ]
    html = shown("{% stages bar %}", bar=stages)
    assert 'aria-current="step"' in html
    assert "已逾期" in html
    assert html.count("已逾期") == 1


def test_evidence_marks_its_span_exactly():
    html = shown("{% evidence card %}", card=Evidence("公司年内投产。", 2, 6))
    assert "公司<mark>年内投产</mark>。" in html


def test_progress_without_a_share_shows_no_number():
    html = shown("{% progress job %}", job=Progress("排队"))
    assert "%" not in html
    assert "value=" not in html


def test_progress_looks_again_and_can_be_stopped():
    job = Progress("求解", 0.62, "", 95, "/again/", "/stop/")
    html = shown("{% progress job %}", job=job, csrf_token="t")
    assert 'hx-get="/again/"' in html
    assert 'action="/stop/"' in html
    assert 'value="62"' in html
    assert "约剩 2 分钟" in html


def test_a_comparison_says_which_side_is_ahead():
    rows = [Compared("项目", "52", "49", "−3", "a"), Compared("用地", "80", "80")]
    html = shown('{% compare rows "甲" "乙" %}', rows=rows)
    assert html.count("better") == 1
    assert 'class="same"' in html


def test_an_empty_state_offers_its_way_out():
    nothing = Empty("没有", "放宽", (Link("放宽层高", "/wide/"),))
    html = shown("{% empty_state nothing %}", nothing=nothing)
    assert 'href="/wide/"' in html


def test_what_people_typed_stays_text():
    html = shown(
        "{% figures strip %}{% evidence card %}{% empty_state nothing %}{% status 'good' bad %}"
        "{% swatch 1 bad %}{% alert bad 'error' %}{% timeline events %}{% waterfall steps bad %}"
        "{% share_bars shares bad %}",
        bad=HOSTILE,
        strip=[Figure(HOSTILE, HOSTILE, HOSTILE, HOSTILE, Why(HOSTILE, HOSTILE))],
        card=Evidence(HOSTILE, 3, 9, Source(HOSTILE, HOSTILE)),
        nothing=Empty(HOSTILE, HOSTILE),
        events=[],
        steps=[Step(HOSTILE, Decimal(1))],
        shares=[Share(HOSTILE, Decimal(1), Decimal(1))],
        change=Change(HOSTILE),
    )
    assert "<script" not in html
    assert '"onmouseover' not in html


def test_json_for_a_chart_cannot_close_its_script():
    data = {"columns": ["a", "b"], "rows": [["</script><script>alert(1)", 1]]}
    html = shown('{% chart data "题" %}', data=data)
    assert html.count("</script>") == 1
    assert "<script>alert" not in html


def test_a_chart_has_a_table_that_says_the_same():
    data = {"columns": ["区", "个"], "rows": [["滨江", 1234.5], ["萧山", None]]}
    html = shown('{% chart data "题" %}', data=data)
    assert '<th scope="row">滨江</th><td class="n">1,234.5</td>' in html
    assert '<td class="n">—</td>' in html
