"""A small world for plans: few projects are still to be placed, so that a plan takes a second."""

from shigu.districts.models import District
from shigu.districts.scope import acting_as, acting_as_system
from shigu.plans import computing
from shigu.plans.actions import Wish, ask_for_plan
from shigu.plans.models import Plan
from shigu.projects.models import Project
from shigu.territory.models import Quota
from tests.people import user

OPEN = (
    *("p-edge-ai-test", "p-video-soc-hq", "p-smart-camera-base", "p-mmwave-line"),
    *("p-vision-robot-cell", "p-connector-plant", "p-die-casting"),
    *("p-semi-parts", "p-flat-detector", "p-wafer-polish"),
    *("p-lidar-pilot", "p-speech-lab", "p-render-engine", "p-tof-camera", "p-eda-tools"),
)


def make_small():
    """All other projects have their place already; no district insists on a number of them."""
    with acting_as_system():
        Quota.objects.all().delete()
        Project.objects.exclude(code__in=OPEN).update(stage="12")


def ask(name="gu", wish=Wish(seconds=2.0)):  # noqa: B008 - frozen
    """Ask as one of the cast; the plan's key."""
    with acting_as(user(name).pk, name) as actor:
        joint = District.objects.get(code="joint")
        return ask_for_plan(actor, joint, wish, reason="季度会商").pk


def compute(plan, name="gu"):
    """What the worker does."""
    computing.run(str(plan), user(name).pk)


def reread(plan):
    with acting_as_system():
        return Plan.objects.select_related("run", "district").get(pk=plan)
