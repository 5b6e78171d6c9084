"""Admission: evaluation meetings, score sheets, what members judged and what was decided."""
