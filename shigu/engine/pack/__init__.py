"""Packs: Frictionless data packages of a cluster; their schema is data, problems named."""
