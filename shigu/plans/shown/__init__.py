"""A plan as its pages show it: values made of its rows and its document."""
