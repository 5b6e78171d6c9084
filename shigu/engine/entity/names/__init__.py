"""Names of organisations: plain forms, parts, kinship, short names, names over time."""
