"""Enterprises, institutes, universities, government bodies and funds, and how they are found."""
