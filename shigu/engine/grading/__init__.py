"""Yearly assessment (考核评价): composite indices as data, grades, what lifts one, how sure."""
