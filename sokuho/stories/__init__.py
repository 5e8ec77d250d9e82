"""Following: the same story or another, and what is new in it. Pure."""
