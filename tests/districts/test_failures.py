"""What nobody foresaw: the person gets a number, the log gets the rest."""

import logging
import re

from shigu.districts.failures import unforeseen


def test_the_number_told_stands_in_the_log_and_the_text_of_the_error_only_there(caplog):
    with caplog.at_level(logging.ERROR):
        try:
            raise ValueError("project p-secret of another district")
        except ValueError as error:
            told = unforeseen(error)
    number = re.search(r"[0-9a-f]{8}", told)[0]
    assert "p-secret" not in told
    assert number in caplog.text
    assert "p-secret" in caplog.text
