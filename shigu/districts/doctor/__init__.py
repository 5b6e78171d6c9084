"""Whether an installation is sound: what is wrong, where, and the cure."""

from shigu.districts.doctor.findings import Finding, examine

__all__ = ["Finding", "examine"]
