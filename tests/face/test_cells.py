"""Cells are those that the library renders one by one."""

import pytest

from shigu.face.cells import cells


@pytest.mark.parametrize(
    "address", ["/projects/", "/registry/organisations/", "/territory/spaces/"]
)
def test_cells_are_what_the_library_renders(visit, address):
    table = visit("lin", address).context["table"]
    names = [column.name for column in table.columns]
    found = [(row, [str(cell) for cell in told]) for row, told in cells(table)]
    assert len(found) == len(table.page.object_list.data)
    assert found, address
    for row, told in found:
        assert told == [str(row.get_cell(name)) for name in names]
