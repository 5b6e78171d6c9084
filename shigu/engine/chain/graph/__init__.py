"""Measures of a large supply graph, compiled: order, components, PageRank, dominators, cuts."""
