"""What people do with the chain: load it, word it, judge who stands where, have it assessed."""

from shigu.chain.actions.assessing import advance, ask, begin, fail, keep, withdraw
from shigu.chain.actions.comparing import add_cluster, remove_cluster
from shigu.chain.actions.judging import add_position, confirm_position, reject_position
from shigu.chain.actions.loading import TABLES, put
from shigu.chain.actions.wording import word_link

__all__ = [
    "TABLES",
    "add_cluster",
    "add_position",
    "advance",
    "ask",
    "begin",
    "confirm_position",
    "fail",
    "keep",
    "put",
    "reject_position",
    "remove_cluster",
    "withdraw",
    "word_link",
]
