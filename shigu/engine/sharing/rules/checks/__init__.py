"""What can be wrong with terms that read well, found without settling anything."""

from shigu.engine.sharing.rules.checks.examine import check_agreement, examine
from shigu.engine.sharing.rules.checks.versions import check_versions

__all__ = ["check_agreement", "check_versions", "examine"]
