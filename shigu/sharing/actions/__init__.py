"""What people do with agreements, taxes and ledgers."""

from shigu.sharing.actions.agreeing import (
    answer,
    ask_to_post,
    ask_to_reopen,
    post,
    propose,
    reopen,
    withdraw,
)
from shigu.sharing.actions.agreements import TABLES, date_events, make_agreement, put, save_text
from shigu.sharing.actions.firms import Listed, confirm, enrol, take_off
from shigu.sharing.actions.handing import hand_over_under, order_hand_over_under
from shigu.sharing.actions.measures import (
    Measured,
    drop_measure,
    put_measure,
    take_in_measures,
)
from shigu.sharing.actions.settling import ask, begin, cancel, fail, keep, stop, tell
from shigu.sharing.actions.taxes import bring, drop, put_regime, take_in

__all__ = [
    "TABLES",
    "Listed",
    "Measured",
    "answer",
    "ask",
    "ask_to_post",
    "ask_to_reopen",
    "begin",
    "bring",
    "cancel",
    "confirm",
    "date_events",
    "drop",
    "drop_measure",
    "enrol",
    "fail",
    "hand_over_under",
    "keep",
    "make_agreement",
    "order_hand_over_under",
    "post",
    "propose",
    "put",
    "put_measure",
    "put_regime",
    "reopen",
    "save_text",
    "stop",
    "take_in",
    "take_in_measures",
    "take_off",
    "tell",
    "withdraw",
]
