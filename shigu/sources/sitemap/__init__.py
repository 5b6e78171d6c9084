"""A sitemap, or an index of them."""
