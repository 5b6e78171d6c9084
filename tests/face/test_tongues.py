"""Chinese in an English page is marked as Chinese, and nothing else of the page changes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shigu.face.tongues import marked

ZH = '<span lang="zh-Hans">{}</span>'


@pytest.mark.parametrize(
    ("html", "said"),
    [
        (
            "<p>made by 杭州海康威视, 3 of 9</p>",
            f"<p>made by {ZH.format('杭州海康威视')}, 3 of 9</p>",
        ),
        ("<b>机器人（示例）</b> one", f"<b>{ZH.format('机器人（示例）')}</b> one"),
        ("<i>萧山A-3楼 and 滨江</i>", f"<i>{ZH.format('萧山A-3楼')} and {ZH.format('滨江')}</i>"),
        ("<i>a CIS芯片, 3D视觉</i>", f"<i>a {ZH.format('CIS芯片')}, {ZH.format('3D视觉')}</i>"),
        ('<a title="滨江 > 萧山">x</a>', '<a title="滨江 > 萧山">x</a>'),
        ("<option value=1>片区</option>", '<option lang="zh-Hans" value=1>片区</option>'),
        ("<textarea>\n注记</textarea>", '<textarea lang="zh-Hans">\n注记</textarea>'),
        ("<option>Zone</option>", "<option>Zone</option>"),
        ("<script>let a = '片区'</script>", "<script>let a = '片区'</script>"),
        ("<title>片区 · Shigu</title>", "<title>片区 · Shigu</title>"),
        ("<!-- 片区 --><p>，</p>", "<!-- 片区 --><p>，</p>"),
    ],
)
def test_a_stretch_of_chinese_is_marked_where_markup_may_stand(html, said):
    assert marked(html) == said


@given(st.text(alphabet="ab 一片区。，<>=\"'/", max_size=60))
def test_taking_the_marks_away_gives_the_page_back(text):
    html = f"<p>{text}</p>"
    assert re.sub(r'<span lang="zh-Hans">([^<]*)</span>', r"\1", marked(html)) == html
