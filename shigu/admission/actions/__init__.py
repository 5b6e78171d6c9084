"""What people do at evaluations: adopt a sheet, call, put up, hand in, decide, hand on."""

from shigu.admission.actions.calling import call, put_up
from shigu.admission.actions.deciding import decide, hand_on, withdraw
from shigu.admission.actions.judging import hand_in
from shigu.admission.actions.sheets import adopt

__all__ = ["adopt", "call", "decide", "hand_in", "hand_on", "put_up", "withdraw"]
