"""What a line of a page is there for, from the line itself, and the run of lines that is the body.

Each line is worth something for a body (length, marks, ends as a sentence) or against it (contact,
licence, navigation, link lists); the body is the run of the largest sum (Kadane).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from shigu.engine.text.model import Role

NAVIGATION = re.compile(
    r"首页(?:\s|$|>|»|-|\||/)|返回(?:首页|列表|顶部)|上一篇|下一篇|设置首页"
    r"|(?:登录|注册|搜索|打印|关闭|收藏|分享|扫一扫|用微信扫|更多|繁體|English|无障碍|网站地图|设为首页|缩小字体|安装.{0,12}客户端)"
)
PLACE = re.compile(r"(?:当前|现在|您的|你的|所在)(?:所在)?(?:的)?位置|>>")
HINT = re.compile(
    r"[:：©@\d]|版权|备案|安备|许可|授权|免责|[转刊]载|技术支持|不良信息|opyright|Reserved"
)
"""Without one of these no line states a contact, a licence or the head of an article."""
CONTACT = re.compile(
    r"(?:电话|热线|传真|邮箱|邮编|邮政编码|地址|联系人|联系方式|客服|QQ|微信号|E-?mail|手机|Tel)\s*[:：]"
    r"|(?<!\d)0\d{2,3}[- ]\d{7,8}(?!\d)|(?<!\d)400-?\d{3}-?\d{4}(?!\d)|[\w.]+@[\w-]+\.\w+",
    re.IGNORECASE,
)
COPYRIGHT = re.compile(
    r"版权所有|Copyright|©|ICP[备证]|[备证]案?\s*\d{6,}|公网安备|All Rights Reserved|技术支持"
    r"|主办单位[:：]|许可证"
    r"|未经.{0,12}(?:授权|许可|同意).{0,12}(?:转载|复制|使用)|免责声明|本网站?(?:转载|刊载)|违法和?不良信息",
    re.IGNORECASE,
)
META = re.compile(
    r"^.{0,30}(?:发布(?:时间|日期|于)|时间|日期|来源|来源于|作者|编辑|责编|责任编辑|浏览(?:次数|量)?|点击(?:数|率|量)?|阅读(?:量|数|次数)?"
    r"|字号|字体|访问量|审核|供稿|信息来源|稿源|记者|校对)\s*[:：]"
    r"|^\s*20\d\d[-年/.]\d{1,2}[-月/.]\d{1,2}日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?\s*.{0,16}$"
)
STOP = re.compile(
    r"(?:相关(?:阅读|新闻|文章|推荐|链接|报道|资讯|内容)|推荐(?:阅读|文章|新闻)?|热门(?:文章|新闻|推荐|评论)|延伸阅读|猜你喜欢|最新(?:文章|评论|资讯)"
    r"|友情链接|上一篇|下一篇|网友评论|评论|热点(?:新闻|推荐)|为您推荐|更多精彩|责任编辑|精彩推荐|大家都在看|24小时热文|今日热点|排行榜|点击排行|您可能)"
)
TEASER = re.compile(r"(?:\.{3,}|…+|\[详细\]|\[详情\]|查看(?:更多|全文|详情))\s*$")
SENTENCE_ENDS = frozenset("。！？!?；;：:”")
MARKS = re.compile(r"[，。、；：！？“”]")
SURE_BODY = 150
"""So many characters of body must stand before a heading such as 相关阅读 ends it."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A line's role as far as it shows by itself, and its worth for a body."""

    role: Role | None
    worth: float


def judge(text: str, linked: int, repeated: bool) -> Judged:  # noqa: FBT001 - the line's own facts
    """Judge one line of ``text`` with ``linked`` characters in links.

    ``repeated``: the same short line stands on the page twice.
    """
    length = len(text)
    if role := _stated(text, length):
        return Judged(role, -8.0 if length < 120 else -4.0)
    if repeated and length < 60 and not ends_as_sentence(text):
        return Judged("related", -6.0)
    link_share = linked / length if length else 0.0
    if link_share > 0.6 and length < 80:
        return Judged("nav" if length < 12 else "related", -3.0 - length / 20)
    return Judged(None, _worth(text, length, link_share))


def judged(texts: Sequence[str], linked: Sequence[int]) -> list[Judged]:
    """Every line judged; short lines that stand twice are titles of related articles."""
    seen = Counter(text for text in texts if 5 < len(text) < 60)
    return [judge(text, links, seen[text] > 1) for text, links in zip(texts, linked, strict=True)]


def best_run(texts: Sequence[str], lines: Sequence[Judged]) -> tuple[int, int]:
    """The half-open run of lines of the largest sum of worth; empty where none is worth anything.

    A heading of related articles ends a run that has ``SURE_BODY`` characters of body.
    """
    best, best_sum = (0, 0), 0.0
    start, total, body = 0, 0.0, 0
    for at, (text, line) in enumerate(zip(texts, lines, strict=True)):
        if body >= SURE_BODY and STOP.match(text) and len(text) < 40:
            start, total, body = at + 1, 0.0, 0
            continue
        total += line.worth
        body += len(text) if line.worth > 2 else 0
        if total <= 0:
            start, total, body = at + 1, 0.0, 0
        elif total > best_sum:
            best, best_sum = (start, at + 1), total
    return best


def _stated(text: str, length: int) -> Role | None:
    if length > 300:
        return None
    if length > 20 and text[-1] in ".…]文多情" and TEASER.search(text):
        return "teaser"
    if HINT.search(text) and (role := _hinted(text, length)):
        return role
    if length < 60 and (NAVIGATION.match(text) or PLACE.search(text)):
        return "nav"
    return "related" if length < 30 and STOP.match(text) else None


def _hinted(text: str, length: int) -> Role | None:
    if COPYRIGHT.search(text):
        return "copyright"
    if length < 90 and META.match(text):
        return "meta"
    return "contact" if length < 160 and CONTACT.search(text) else None


def ends_as_sentence(text: str) -> bool:
    """Whether the last sign, closing quotes aside, ends a sentence or leads on."""
    return text.rstrip("”’）)」』")[-1:] in SENTENCE_ENDS


def _worth(text: str, length: int, link_share: float) -> float:
    marks = len(MARKS.findall(text))
    ends = ends_as_sentence(text)
    worth = min(length, 400) / 25 + marks * 0.8 + 3.0 * ends
    if not marks and not ends:
        worth -= 2.5 if length < 40 else 1.5
    if text.isascii():
        worth -= 2.0
    return worth * (1 - link_share) - 2.0 - 6.0 * link_share
