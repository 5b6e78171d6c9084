"""The API: the same facts and verbs as the pages, for programs, with tokens of one district."""
