"""Verbs: what people do on pages, for programs; each calls the action that the page calls."""
