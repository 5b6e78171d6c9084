"""Games that a few numbers describe: solved from these numbers, or listed as a ``Game``."""
