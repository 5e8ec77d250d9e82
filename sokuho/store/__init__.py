"""The store: all tables and all SQL."""
