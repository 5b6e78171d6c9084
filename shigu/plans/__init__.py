"""Joint plans: asked for, computed, compared, adopted; each district's part in its own keeping."""
