from tests.commitments.cast import promised

__all__ = ["promised"]
