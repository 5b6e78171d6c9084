import io

from shigu.cli.progress import Phases


def test_each_phase_is_told_once_with_its_seconds():
    log = io.StringIO()
    phases = Phases(log)
    phases.tell("chain", 0.0)
    phases.tell("siting", 0.0)
    phases.tell("siting", 0.5)
    seconds = phases.finish()
    assert list(seconds) == ["chain", "siting"]
    assert [line.split()[1] for line in log.getvalue().splitlines()] == ["chain", "siting"]
