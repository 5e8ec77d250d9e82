"""Feeds: fetch with manners, parse what comes, publish what is new."""
