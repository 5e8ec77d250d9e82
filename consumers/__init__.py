"""Consumers: thin, they wire a handler to the worker."""
