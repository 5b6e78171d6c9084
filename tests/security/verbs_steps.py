"""Verbs that nobody asks for, and so none of the matrix, by who takes them."""

BY_A_WORKER = {
    *("chain.begin", "chain.advance", "chain.keep", "chain.fail"),
    *("data.read", "data.stand", "data.tell", "data.write", "data.fail"),
    *("ingest.keep_run", "ingest.keep_second_reading"),
    *("plans.begin", "plans.keep", "plans.fail", "plans.stop"),
    *("sharing.begin", "sharing.keep", "sharing.enter", "sharing.fail", "sharing.stop"),
    *("registry.find", "territory.lapse"),
}
"""Steps of a job that a person asked for by a verb of the matrix, or of the night."""
AT_THE_SERVER = {"data.load_pack", "registry.refresh", "territory.draw_boundaries"}
"""What is done on the command line, whole packs and whole registers at a time."""
WITHIN_ANOTHER = {"work.notify", "districts.keep_readings"}
"""What another verb, or a page, does as well."""
FOR_ONESELF = {"work.mark_all_read", "work.choose_rhythm"}
"""What everybody does with what is one's own, and nobody for anybody else: it has no row."""
STEPS = BY_A_WORKER | AT_THE_SERVER | WITHIN_ANOTHER
