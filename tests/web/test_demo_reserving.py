"""The demonstration shows what is kept, extended and let go."""

from shigu.districts.scope import acting_as_system
from shigu.territory.models import Draw, Reservation
from shigu.web.demo_reserving import reserve_the_demo


def test_each_state_is_there_and_a_second_run_adds_nothing(db):
    for _ in range(2):
        reserve_the_demo()
        with acting_as_system():
            rows = list(Reservation.objects.order_by("stage", "expires_on"))
            assert [row.stage for row in rows] == ["kept", "kept", "released"]
            assert [row.extended_because for row in rows] == ["等能评（示例）", "", ""]
            assert sorted(Draw.objects.values_list("amount", flat=True)) == [200, 300]
