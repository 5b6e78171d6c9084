"""A gap closes by an accepted landing, and says by which sentence."""

from procrastinate.contrib.django.models import ProcrastinateJob

from shigu.chain.jobs.assessing import run
from shigu.chain.models import Assessment, Link, LinkFinding, Position
from shigu.districts.scope import acting_as_system
from shigu.review.actions import accept, undo
from shigu.review.closing import closings, filled
from tests.review.world import FIRM, LENS, PROJECT, of, tell

LINK = "optical-lens"
STARTED = f"11月16日，{FIRM}投资建设的{PROJECT}在滨江区开工。"


def gape():
    """Let the link be a gap in the assessment that holds."""
    with acting_as_system():
        LinkFinding.objects.filter(link__code=LINK).update(rank=1, status="blank")
        return Link.objects.get(code=LINK)


def landed(gu):
    document = tell(gu)
    accept(gu, of(document, "organisation"))
    position = of(document, "position")
    accept(gu, position, {**position.told, "share": 0.9})
    return position


def test_a_landing_at_a_gap_has_the_chain_assessed_and_waits_for_it(act, assessed):
    link = gape()
    with act("gu") as gu:
        landed(gu)
        [closing] = closings(gu, link)
        assert (closing.before.status, closing.after, closing.closed) == ("blank", None, False)
        assert closing.position.organisation.name_zh == FIRM
        assert "云岫高端光学镜头项目在滨江区开工" in closing.judgement.proposal.quotes[0]
        waiting = Assessment.objects.filter(state="waiting")
        assert waiting.get().chain_id == link.chain_id
        jobs = ProcrastinateJob.objects.filter(task_name="chain.assess")
        assert jobs.order_by("-id").first().args["assessment"] == waiting.get().pk


def test_a_gap_that_a_new_assessment_no_longer_finds_is_closed(act, assessed):
    link = gape()
    with act("gu") as gu:
        landed(gu)
        asked = Assessment.objects.get(state="waiting")
        run(asked.pk, gu.id)
        Assessment.objects.filter(pk=asked.pk).update(read_at="2100-01-01T00:00Z")
        [closing] = closings(gu, link)
        found = LinkFinding.objects.get(assessment=asked, link=link)
        assert closing.after == found
        assert closing.closed is (found.rank is None)
        LinkFinding.objects.filter(pk=found.pk).update(rank=None)
        assert closings(gu, link)[0].closed
        LinkFinding.objects.filter(pk=found.pk).update(rank=3)
        assert not closings(gu, link)[0].closed


def test_a_landing_that_was_taken_back_closes_nothing(act, assessed):
    link = gape()
    with act("gu") as gu:
        undo(gu, landed(gu), reason="看错了")
        assert closings(gu, link) == []
        assert not Position.objects.filter(organisation__name_zh=FIRM).exists()


def test_a_landing_at_a_link_that_was_no_gap_closes_nothing(act, assessed):
    with acting_as_system():
        LinkFinding.objects.filter(link__code=LINK).update(rank=None)
    with act("gu") as gu:
        landed(gu)
        assert closings(gu) == []


def started(lin):
    """The project of the article is filed; it is told to have started at the gap."""
    document = tell(lin)
    accept(lin, of(document, "organisation"))
    accept(lin, of(document, "project"))
    return of(document, "project")


def test_a_project_that_landed_closes_the_gap_with_its_sentence_until_taken_back(act, assessed):
    link = gape()
    with act("lin") as lin:
        project = started(lin)
        [closing] = closings(lin, link)
        assert (closing.standing, closing.closed, closing.position) == ("landed", True, None)
        assert closing.sentence == STARTED
        assert closing.judgement.by_name == "lin"
        assert filled(lin) == {link.pk: closing}
    with act("shen") as shen:
        [elsewhere] = closings(shen, link)
        assert (elsewhere.standing, elsewhere.judgement) == ("landed", None)
    with act("lin") as lin:
        undo(lin, project, reason="看错了")
        assert (closings(lin, link), filled(lin)) == ([], {})
        assert of(project.document, "project").landing is None


def test_a_landing_whose_sentence_is_gone_opens_the_gap_again(act, assessed):
    link = gape()
    with act("lin") as lin:
        started(lin)
        assert closings(lin, link)
        tell(lin, LENS.replace("在滨江区开工", "将在滨江区开工"))
        assert closings(lin, link) == []


def test_a_signature_lands_nowhere(act, assessed):
    link = gape()
    with act("lin") as lin:
        document = tell(lin, LENS.replace("在滨江区开工", "在滨江区签约"))
        accept(lin, of(document, "organisation"))
        accept(lin, of(document, "project"))
        assert of(document, "project").landing is None
        assert closings(lin, link) == []


def test_the_gaps_and_the_link_show_what_landed(act, assessed, visit):
    link = gape()
    with act("lin") as lin:
        project = started(lin)
    page = visit("gu", "/chain/gaps/").content.decode()
    assert "其中 1 个已由采纳的落地填补。" in page
    assert f'<a href="{project.get_absolute_url()}">' in page
    told = visit("shen", link.get_absolute_url()).content.decode()
    assert "已由落地填补" in told and STARTED in told and "由所属区县采纳" in told


def test_the_list_and_the_link_show_it(act, assessed, visit):
    link = gape()
    with act("gu") as gu:
        landed(gu)
    page = visit("gu", "/review/closings/", count="review.closings").content.decode()
    assert "1 处缺口有了落地：0 处由项目落地填补，0 处重新评估后已不是缺口。" in page
    assert "等待重新评估" in page
    assert "缺口的填补" in visit("gu", link.get_absolute_url()).content.decode()
