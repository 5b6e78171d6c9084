"""Projects: leads, talks, what each needs and is worth. The confidential heart of a district."""
