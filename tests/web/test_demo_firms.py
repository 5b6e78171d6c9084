"""The demonstration has a registry to search and links × districts to look at."""

from pathlib import Path

from django.test import override_settings

from shigu.conf.environment import environment
from shigu.registry.firms.standing import districts, standing
from shigu.registry.firms.store import about
from shigu.web.demo_firms import register_the_demo

PACK = Path(__file__).parents[2] / "packs" / "vision-valley"


def test_invented_firms_stand_on_links_and_a_registry_that_is_there_stays(tmp_path):
    known = environment().model_copy(update={"registry": tmp_path / "registry"})
    with override_settings(ENVIRONMENT=known):
        register_the_demo(PACK)
        told, where = about(), standing()
        assert (told.rows, told.aside, "虚构" in told.file) == (16, {}, True)
        assert set(districts()) >= {"滨江区", "萧山区", "钱塘区"}
        assert where.cells["smart-camera", "滨江区"] >= 1
        assert where.cells["precision-structure", "萧山区"] == 1
        register_the_demo(PACK)
        assert about() == told
