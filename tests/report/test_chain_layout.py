from shigu.report.chain_graph import curve
from shigu.report.chain_layout import COLUMN, GUTTER, Spot, balanced, layout
from tests.report.cast import document


def test_a_long_layer_takes_two_columns_and_keeps_segments_whole():
    segments = tuple((f"s{i}", tuple(f"{i}-{j}" for j in range(9))) for i in range(4))
    assert [len(part) for part in balanced(segments)] == [2, 2]


def test_a_short_layer_takes_one():
    assert balanced((("s", ("a", "b")),)) == ((("s", ("a", "b")),),)


def test_layers_run_left_to_right_and_no_two_links_share_a_place():
    index = document()["index"]
    places = layout(index)
    assert [head.key for head in places.layers] == ["foundation", "technology", "application"]
    assert [head.x for head in places.layers] == sorted(head.x for head in places.layers)
    assert len({(spot.x, spot.y) for spot in places.links.values()}) == len(index["links"])
    assert max(spot.y for spot in places.links.values()) < places.height


def test_a_supply_runs_from_the_end_of_a_row_to_the_head_of_the_next_column():
    tail, head = 4 + COLUMN - 8, 4 + COLUMN + GUTTER - 4
    middle = (tail + head) / 2
    path = curve(Spot(4, 50, 0), Spot(head + 4, 90, 1))
    assert path == f"M{tail:.0f} 50C{middle:.0f} 50 {middle:.0f} 90 {head:.0f} 90"


def test_a_supply_within_a_column_bows_to_the_right():
    tail = 4 + COLUMN - 8
    path = curve(Spot(4, 50, 0), Spot(4, 170, 0))
    assert path == f"M{tail:.0f} 50C{tail + 36:.0f} 50 {tail + 36:.0f} 170 {tail:.0f} 170"
