"""What nobody foresaw: the person gets a number, the log gets the rest."""

import logging
import re

import pytest

from shigu.districts.failures import telling


def test_the_number_told_stands_in_the_log_and_the_text_of_the_error_only_there(caplog):
    told: list[str] = []
    with (
        caplog.at_level(logging.ERROR),
        pytest.raises(ValueError, match="p-secret"),
        telling(told.append),
    ):
        raise ValueError("project p-secret of another district")
    [words] = told
    number = re.search(r"[0-9a-f]{8}", words)[0]
    assert "p-secret" not in words
    assert number in caplog.text
    assert "p-secret" in caplog.text


def test_work_that_ends_well_tells_nobody(caplog):
    told: list[str] = []
    with caplog.at_level(logging.ERROR), telling(told.append):
        assert not told
    assert not told
    assert not caplog.records
