from shigu.report.names import Names
from shigu.report.terms import terms_view
from tests.report.cast import document


def test_the_terms_read_as_an_agreement_would_state_them():
    plan = document()
    view = terms_view(plan["sharing"]["terms"], Names(plan["index"]), "terms")
    assert (view.cap, view.floor.zh, view.error, view.error_5_5) == (
        "40.0%",
        "50万元",
        "1.2%",
        "27.1%",
    )
    assert view.fund.zh == (
        "每个项目每年新增税收的 5.0% 进共同资金，分给：杭州市 60.0%、钱塘 40.0%。"
    )


def test_each_introducer_has_a_row_of_percentages_and_the_fund_one_more():
    plan = document()
    table = terms_view(plan["sharing"]["terms"], Names(plan["index"]), "terms").phases
    shown = [[cell.content for cell in row.cells[1:]] for row in table.rows]
    assert shown[1] == ["50.0", "40.2", "25.0"]
    assert shown[-1] == ["5.0", "5.0", "5.0"]
    assert len(shown) == 5
