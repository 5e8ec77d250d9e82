"""SQL: the one place that remembers. See `sokuho.store.store`."""

from sokuho.store.articles import Ended
from sokuho.store.deliveries import Recovered
from sokuho.store.parking import Parked
from sokuho.store.store import Parts, Store, open_store

__all__ = ["Ended", "Parked", "Parts", "Recovered", "Store", "open_store"]
