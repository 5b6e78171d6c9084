"""Text: what people type and what is written, made findable."""
