"""Pages of the statistics of projects."""
