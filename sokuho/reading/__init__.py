"""Reading: from an article to what it says. Pure: no I/O, no clock, no environment."""
