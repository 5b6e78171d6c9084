"""What happens at the desk: articles propose, people judge."""

from shigu.review.actions.judging import accept, reject
from shigu.review.actions.proposing import propose, read_in
from shigu.review.actions.together import accept_together
from shigu.review.actions.undoing import undo

__all__ = ["accept", "accept_together", "propose", "read_in", "reject", "undo"]
