"""The agreement of the how-to is sound, and settles as its first sentence says."""

import re
from pathlib import Path

from shigu.engine.sharing.rules.checks import examine
from shigu.engine.sharing.rules.sentences import reason_words
from shigu.engine.sharing.settlement.division import Why
from shigu.engine.sharing.settlement.phases import LEFT
from shigu.engine.sharing.settlement.sheets import read_book
from tests.engine.sharing.rules.books import book, firm, settled, yearly

PAGE = Path(__file__).parents[4] / "docs/how-to/write-an-agreement.md"
TEXT = re.search(r"```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)[1]


def paid(firm_, rows):
    agreement, problems = examine(TEXT, name="how-to")
    assert problems == ()
    got = settled(agreement, book([firm_], rows), 2027, 2033, "tax", "transfer_fen")
    return got["binjiang"]


def test_the_example_pays_by_phase_up_to_its_cap_and_down_to_its_floor():
    """40 % of 400, of 700 − 300 and of 30, made up from 12 to the floor of 20; then 20 % of 400,
    and of 800 what the cap leaves: 500 − (160 + 160 + 12 + 80) = 88."""
    rows = [*yearly("vat", 2027, [400, 700, 30, 400, 800, 900, 900]), (2028, "incentives", 300)]
    plant = firm("xiaoshan", introducer="binjiang", in_operation=2027)
    assert paid(plant, rows) == [160, 160, 20, 80, 88, 0, 0]


def test_a_firm_that_leaves_in_its_third_year_gives_all_back():
    rows = yearly("cit", 2027, [400, 400, 400])
    plant = firm("xiaoshan", introducer="binjiang", in_operation=2027, left=2029)
    assert sum(paid(plant, rows)) == 0


def test_every_reason_of_a_settlement_has_words():
    for code in (*(why.name.lower() for why in Why), *filter(None, LEFT)):
        assert reason_words(code).zh
        assert reason_words(code).en


def test_the_book_of_the_how_to_settles():
    """40 % of a million and of 250,000.50, made up to the floor of 200,000."""
    agreement, _ = examine(TEXT, name="how-to")
    page = PAGE.read_text(encoding="utf-8")
    sheet = re.search(r"```csv\n(.*?)```", page, re.DOTALL)[1].encode()
    given = read_book({"book.csv": sheet}, agreement)
    got = settled(agreement, given, 2027, 2028, "tax", "transfer_fen")
    assert got["滨江"] == [40, 20]
