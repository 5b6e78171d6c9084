"""From what a document says to what a person may accept of it."""
