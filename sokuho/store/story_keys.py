"""The index by which a report finds the stories that may be its own.

Asked of every article, so the statements are written out, for each database in its own way: PostgreSQL looks
up a list of keys as it goes, SQLite does not know how.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from itertools import islice

from sqlalchemy import Connection, Dialect, func, select

from sokuho.store import schema
from sokuho.store.dialect import sqlite_of, written
from sokuho.store.rows import among, in_parts

#: of each key only so many stories are looked at, the latest opened ones, so that the work does not grow with
#: the number of stories that a common key has
PER_KEY = 40
#: keys of a report that are looked at
_KEYS = 200

_LATEST = (
    "CROSS JOIN LATERAL (SELECT story, opened FROM story_keys WHERE story_keys.key = asked.key "  # noqa: S608 - only our own numbers and names are put in, here and below
    f"ORDER BY opened DESC LIMIT {PER_KEY}) AS latest"
)
_SHARING = (
    "WITH given AS (SELECT * FROM unnest(%s::int[], %s::int[], %s::text[]) AS given(report, said, key)), "  # noqa: S608
    f"found AS MATERIALIZED (SELECT key, story FROM (SELECT DISTINCT key FROM given) AS asked {_LATEST}) "
    "SELECT DISTINCT report FROM (SELECT report FROM given JOIN found USING (key) GROUP BY report, story "
    "HAVING count(DISTINCT said) >= %s) AS sharing"
)
_BEST = (
    "SELECT story, count(*) AS n, max(opened) AS last FROM unnest(%s::text[]) AS asked(key) "  # noqa: S608
    f"{_LATEST} GROUP BY story ORDER BY n DESC, last DESC, story LIMIT %s"
)
_STATES = (
    f"SELECT stories.state FROM ({_BEST}) AS best JOIN stories ON stories.id = best.story "  # noqa: S608
    "WHERE stories.updated >= %s ORDER BY best.n DESC, best.last DESC, best.story LIMIT %s"
)
_LATEST_OF = f"SELECT story, opened FROM story_keys WHERE key = ? ORDER BY opened DESC LIMIT {PER_KEY}"  # noqa: S608
_STATE = "SELECT state FROM stories WHERE id = ? AND updated >= ?"
_KEYS_OF = "SELECT key, opened FROM story_keys WHERE story = ?"
_NEW_KEY = "INSERT INTO story_keys (key, opened, story) VALUES (?, ?, ?)"
_OLD_KEY = "DELETE FROM story_keys WHERE story = ? AND key = ?"
_REPLACE = (
    "WITH gone AS (DELETE FROM story_keys WHERE story = %s AND (key <> ALL(%s::text[]) OR opened <> %s)) "
    "INSERT INTO story_keys (key, opened, story) SELECT key, %s, %s FROM unnest(%s::text[]) AS new(key) "
    "WHERE key NOT IN (SELECT key FROM story_keys WHERE story = %s AND opened = %s)"
)


def sharing(connection: Connection, reports: Sequence[Mapping[str, Collection[str]]], least: int) -> set[int]:
    """Those of the reports, by their place, that have at least so much in common with one story. A report is
    its keys with the things that each of them says; what several keys say counts once."""
    if connection.dialect.name == "sqlite":
        stories_of = _stories_of(connection, {key for keys in reports for key in keys})
        return {at for at, keys in enumerate(reports) if _common(keys, stories_of) >= least}
    told = [(at, says, key) for at, keys in enumerate(reports) for key in keys for says in keys[key]]
    if not told:
        return set()
    numbers: dict[str, int] = {}
    places, keys = [at for at, *_ in told], [key for *_, key in told]
    said = [numbers.setdefault(says, len(numbers)) for _, says, _ in told]
    return set(connection.exec_driver_sql(_SHARING, (places, said, keys, least)).scalars())


def candidates(connection: Connection, keys: Collection[str], since: datetime, limit: int) -> list[bytes]:
    """The states of the stories that share a key and were updated since then: most shared keys first, then
    the latest opened. At most `limit`."""
    wanted = sorted(keys)[:_KEYS]
    if not wanted:
        return []
    when = _times(connection.dialect)(since)
    if connection.dialect.name == "sqlite":
        return _looked_up(sqlite_of(connection), wanted, when, limit)
    return list(connection.exec_driver_sql(_STATES, (wanted, limit * 3, when, limit)).scalars())


def _looked_up(driver: sqlite3.Connection, keys: Sequence[str], since: object, limit: int) -> list[bytes]:
    """The same, key by key: SQLite takes longer to put hundreds of rows together than we do."""
    shared: Counter[str] = Counter()
    opened: dict[str, str] = {}
    for key in keys:
        rows = driver.execute(_LATEST_OF, (key,)).fetchall()
        opened.update(rows)
        shared.update([story for story, _ in rows])
    best = sorted(shared)  # of equals the first by name, as on PostgreSQL
    best.sort(key=lambda story: (shared[story], opened[story]), reverse=True)
    found = (driver.execute(_STATE, (story, since)).fetchone() for story in best[: limit * 3])
    return [row[0] for row in islice(filter(None, found), limit)]


def replace(connection: Connection, story: str, opened: datetime, keys: Iterable[str]) -> None:
    """These are the story's keys from now on, and this is when it opened: mending may change it."""
    wanted, when = set(keys), _times(connection.dialect)(opened)
    if connection.dialect.name == "postgresql":
        listed = sorted(wanted)
        connection.exec_driver_sql(_REPLACE, (story, listed, when, when, story, listed, story, when))
        return
    driver = sqlite_of(connection)
    rows = driver.execute(_KEYS_OF, (story,)).fetchall()
    there = {key for key, since in rows if since == when}
    gone = {key for key, since in rows if since != when or key not in wanted}
    driver.executemany(_OLD_KEY, [(story, key) for key in sorted(gone)])
    driver.executemany(_NEW_KEY, [(key, when, story) for key in sorted(wanted - there)])


def add_many(connection: Connection, stories: Iterable[tuple[str, datetime, Iterable[str]]]) -> None:
    """The keys of stories that are not there yet, in the order of the index, so that each of its pages is
    written once."""
    bind = _times(connection.dialect)
    rows = sorted((key, opened, name) for name, opened, keys in stories for key in set(keys))
    new = written(_NEW_KEY, connection)
    connection.exec_driver_sql(new, [(key, bind(opened), name) for key, opened, name in rows])


def _stories_of(connection: Connection, keys: Collection[str]) -> dict[str, set[str]]:
    """By key, the latest opened stories that have it; keys that no story has are left out."""
    index, found = schema.story_keys, dict[str, set[str]]()
    place = func.row_number().over(partition_by=index.c.key, order_by=index.c.opened.desc())
    for part in in_parts(sorted(keys), 2000):
        ranked = select(index.c.key, index.c.story, place.label("place"))
        latest = ranked.where(among(connection, index.c.key, part)).subquery()
        query = select(latest.c.key, latest.c.story).where(latest.c.place <= PER_KEY)
        for key, story in connection.execute(query):
            found.setdefault(key, set()).add(story)
    return found


def _common(keys: Mapping[str, Collection[str]], stories_of: Mapping[str, Collection[str]]) -> int:
    """How much a report has in common with the story that it has most in common with."""
    said: dict[str, set[str]] = {}
    for key, says in keys.items():
        for story in stories_of.get(key, ()):
            said.setdefault(story, set()).update(says)
    return max(map(len, said.values()), default=0)


@cache
def _times(dialect: Dialect) -> Callable[[datetime], object]:
    """How a time is handed to the database where a statement is written out."""
    return schema.UtcTime().dialect_impl(dialect).bind_processor(dialect) or (lambda when: when)
