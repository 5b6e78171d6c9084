"""A folder that people put files into."""
