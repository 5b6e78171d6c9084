"""Names in a text: words of LAC, listed endings and characters, weighed by a CRF."""
