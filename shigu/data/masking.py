"""Problems of tables with contacts repeat no cell of theirs, and no number that may be one."""

from __future__ import annotations

import re
from dataclasses import replace

from shigu.districts.working import Working
from shigu.engine.pack.problems import Problem

HIDDEN = "•••"
CALLABLE = re.compile(r"\+?\d[\d\s()（）\-]{5,}\d")
"""Seven digits or more in a row: what may be a telephone number in a wrong column."""
SAID = (
    "这一格不合要求；联系人资料不在这里显示",
    "this cell is not sound; contacts are not shown here",
)
NO_CELL = frozenset({"value-missing", "column-missing", "upload-merged"})
"""Problems that repeat no cell."""
STRANGE = "column-unknown"
"""A header that is none: where a sheet has none at all, the cells of its first row."""
AGAIN = "key-duplicate"
BEFORE = (" 与第 ", " repeats row ")
"""What stands after the key in the message of a row that is there twice."""
CURE = ("检查空格、全角字符和乱码", "Look for blanks, full-width characters and damaged text")


def masked(working: Working, told: Problem) -> Problem:
    """The problem without what is private."""
    if not working.private or told.code in NO_CELL:
        return told
    if told.code == STRANGE and told.column:
        zh, en = (it.replace(told.column, HIDDEN, 1) for it in (told.message_zh, told.message_en))
        return replace(told, column=None, message_zh=zh, message_en=en)
    if told.code == AGAIN and working.private.intersection(working.table.unique):
        zh, en = map(_without_key, (told.message_zh, told.message_en), BEFORE)
        return replace(told, message_zh=zh, message_en=en)
    if told.column in working.private:
        return replace(
            told, message_zh=SAID[0], message_en=SAID[1], cure_zh=CURE[0], cure_en=CURE[1]
        )
    return replace(
        told,
        message_zh=CALLABLE.sub(HIDDEN, told.message_zh),
        message_en=CALLABLE.sub(HIDDEN, told.message_en),
        cure_zh=CALLABLE.sub(HIDDEN, told.cure_zh),
        cure_en=CALLABLE.sub(HIDDEN, told.cure_en),
    )


def _without_key(said: str, mark: str) -> str:
    """That a row is there twice, without the words by which it was known again."""
    return HIDDEN + mark + said.rpartition(mark)[2]
