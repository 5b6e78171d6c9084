"""Names found among millions by the rarest of their pairs of signs."""
