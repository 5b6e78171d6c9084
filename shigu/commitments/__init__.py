"""Commitments: what was promised for a project, by when, against the evidence of what came."""
