"""A page as it was scraped → its lines with their roles, title, date, author and body."""
