"""Who we are: districts, zones, people, memberships, grants, and what each may see."""
