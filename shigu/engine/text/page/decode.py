"""Bytes → text: what a page says of its encoding is one witness, its bytes are the other."""

from __future__ import annotations

import codecs
import re

from shigu.engine.text.page.limits import MOST_BYTES, no_text, too_large

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_-]{2,20})""", re.IGNORECASE)
HEAD = 4096
SAMPLE = 200_000
CONTROLS = re.compile("[\u0000-\u0008\u000e-\u001a\u001c-\u001f\u007f-\u009f]")
MOST_LOST = 0.02
"""A text of which more could not be decoded is none."""
COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严"
) | frozenset("這個們來說對時會國為發經過產學後與點從業開還現實進動電機關內數應當長總資設統員間")


def decode(content: bytes, declared: str | None = None) -> tuple[str, str]:
    """The text and the name of the encoding that was found to fit.

    UTF-8 that is valid throughout is UTF-8 whatever the page says. Otherwise the declared
    encoding, GB18030 and Big5 are tried, and the reading with the most common characters wins.

    Raises:
        UnreadablePageError: too many bytes, or no text.
    """
    if len(content) > MOST_BYTES:
        raise too_large(len(content))
    for mark, name in MARKS:
        if content.startswith(mark):
            return _kept(content.decode(name, "replace"), name)
    try:
        return _kept(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _most_likely(content, declared)


def _most_likely(content: bytes, declared: str | None) -> tuple[str, str]:
    named = declared or _declared(content)
    names = dict.fromkeys(filter(None, (_known(named), "gb18030", "big5", "utf-8")))
    sample = content[:SAMPLE]
    read = {name: sample.decode(name, "replace") for name in names}
    best = max(names, key=lambda name: _likelihood(read[name]))
    return _kept(content.decode(best, "replace"), best)


def _declared(content: bytes) -> str | None:
    found = DECLARED.search(content[:HEAD])
    return found[1].decode("ascii") if found else None


def _known(name: str | None) -> str | None:
    """The codec of a declared name; GB2312 and GBK are read as their superset GB18030."""
    if name is None:
        return None
    try:
        codec = codecs.lookup(name).name
    except LookupError:
        return None
    return "gb18030" if codec in {"gb2312", "gbk", "hz"} else codec if codec in TEXTS else None


TEXTS = frozenset({"utf-8", "gb18030", "big5", "big5hkscs", "utf-16", "cp1252", "iso8859-1"})


def _likelihood(text: str) -> float:
    """The share of common Chinese and ASCII characters less that of lost ones."""
    common = sum(sign in COMMON for sign in text)
    other = sum(sign > "\u007f" for sign in text) - common
    return common - 2.0 * other - 8.0 * text.count("\ufffd")


def _kept(text: str, name: str) -> tuple[str, str]:
    sample = text[:SAMPLE]
    lost = sample.count("\ufffd") + len(CONTROLS.findall(sample))
    if lost > MOST_LOST * len(sample) + 1:
        raise no_text()
    return text.replace("\0", "\ufffd"), name
