from shigu.report.names import Names
from shigu.report.steps import next_steps
from tests.report.cast import document


def test_the_last_step_states_the_first_phase_and_the_fund():
    plan = document()
    sign = next_steps(plan, Names(plan["index"]))[-1]
    assert sign.target == "terms"
    assert sign.why.zh.startswith("引荐方第 1–3 年得 ")
    assert "滨江 50.0%、" in sign.why.zh
    assert sign.why.zh.endswith("；共同资金得 5.0%；与公平份额相差 1.2%，五五分则差 27.1%。")
    assert sign.why.en.endswith(
        "; the joint fund 5.0%; 1.2% off the fair shares, 5:5 is 27.1% off."
    )
