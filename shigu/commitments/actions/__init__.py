"""What people do with promises: record, revise, prove, withdraw, remedy."""

from shigu.commitments.actions.promising import promise, revise
from shigu.commitments.actions.proving import File, prove, withdraw
from shigu.commitments.actions.remedying import take_step

__all__ = ["File", "promise", "prove", "revise", "take_step", "withdraw"]
