"""Scopes of our own writing: which verb governs the camera."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from shigu.engine.chain.mapping.hits import hits
from shigu.engine.chain.mapping.lexicon import Lexicon
from shigu.engine.chain.mapping.roles import Role, roles, vocabulary
from tests.engine.chain.cast import link

LEXICON = Lexicon.of((link("camera", terms=("摄像机",)),))
SCOPES = [
    ("生产：摄像机", "MAKE"),
    ("生产、加工：纸箱，摄像机", "MAKE"),
    ("销售：摄像机", "TRADE"),
    ("生产：纸箱；批发、零售：摄像机，电脑", "TRADE"),
    ("服务：摄像机的技术开发", "DEVELOP"),
    ("摄像机制造", "MAKE"),
    ("摄像机销售", "TRADE"),
    ("电脑制造；摄像机销售", "TRADE"),
    ("摄像机销售；电脑制造", "TRADE"),
    ("摄像机、电脑的生产、销售", "MAKE"),
    ("摄像机，电脑", "UNTOLD"),
    ("摄像机的研发、生产和销售", "DEVELOP"),
    ("从事摄像机的研发", "DEVELOP"),
    ("经销电脑、摄像机", "TRADE"),
    ("生产纸箱、摄像机，电脑", "MAKE"),
    ("摄像机租赁", "SERVE"),
    ("摄像机安装、维修", "SERVE"),
    ("电子产品（不含摄像机）制造", "BARRED"),
    ("电子产品（摄像机除外）制造", "BARRED"),
    ("摄像机（限制类除外）制造", "MAKE"),
    ("电子产品（含摄像机）制造", "UNTOLD"),
    ("摄像机用电池制造", "BESIDE"),
    ("摄像机支架生产", "BESIDE"),
    ("销售：第一类、第二类：摄像机，电脑", "TRADE"),
    ("销售：纸箱；第三类：摄像机，电脑", "TRADE"),
    ("摄像机的经营", "TRADE"),
    ("摄像机盘制造", "BESIDE"),
    ("生产：纸箱；计算机、摄像机的系统集成", "SERVE"),
    ("许可项目：摄像机制造", "MAKE"),
    ("一般项目:摄像机销售;纸箱制造", "TRADE"),
    ("摄像机", "UNTOLD"),
]


def told(scope):
    column = pa.array(["", scope])
    found = hits(LEXICON, [column])
    (role,) = roles(found, 0, column)
    return Role(role).name


@pytest.mark.parametrize(("scope", "role"), SCOPES)
def test_the_nearest_verb_that_governs_a_thing_tells_what_a_firm_does_with_it(scope, role):
    assert told(scope) == role


def test_hits_of_other_fields_are_left_untold():
    column = pa.array(["摄像机制造"])
    assert roles(hits(LEXICON, [column]), 1, column).tolist() == [Role.UNTOLD]


def test_every_word_of_the_vocabulary_has_one_kind():
    matcher, kinds = vocabulary()
    assert len(kinds) == len(matcher.terms)
    assert not np.any((kinds > Role.MAKE) & (kinds < 9))
