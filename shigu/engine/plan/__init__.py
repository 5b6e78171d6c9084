"""The joint plan: chain, candidates, siting and sharing in one answer."""
