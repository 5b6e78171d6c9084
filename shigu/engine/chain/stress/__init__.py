"""What stops when firms, links, districts or outside sources fall, since when, and what helps."""
