"""What is proven of following together with the store is proven on both databases."""

from __future__ import annotations

from tests.store.conftest import clock, postgresql, postgresql_url, store, url

__all__ = ["clock", "postgresql", "postgresql_url", "store", "url"]
