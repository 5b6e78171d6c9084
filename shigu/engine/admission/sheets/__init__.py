"""Score sheets that ship, one YAML each."""
