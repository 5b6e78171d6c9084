"""What stops a settlement before a single fen is computed."""

from __future__ import annotations


class SettlementError(ValueError):
    """Terms or a book that cannot be settled: place, what is wrong and the cure."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(zh, en)
        self.zh = zh
        self.en = en

    def __str__(self) -> str:
        return f"{self.zh} / {self.en}"
