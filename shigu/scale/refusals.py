"""Why a table is not worked on at all."""

from __future__ import annotations


class TableRefused(ValueError):
    """The words say what is wrong and the cure, in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en
