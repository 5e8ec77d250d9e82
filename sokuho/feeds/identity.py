"""What makes an entry this entry.

A feed's own ids are the best evidence and still lie: ten entries share one, an id holds the headline and
changes with it, or there is none. So an entry has up to three keys, and it is known if one that can be
trusted was seen before:

- `g` its id, unless several entries of the document share it, now or at an earlier poll (`x`);
- `l` its link without tracking parameters, unless several share it or it is a front page;
- `c` its title and summary, which counts only where neither id nor link can be trusted.

An edited headline or a touched date changes nothing, since the id or the link stays; entries with one id
all survive, since their links or words differ.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from sokuho.feeds.parse import Document, Entry
from sokuho.model import digest_id

_TRACKING = re.compile(
    r"(utm_.*|fbclid|gclid|dclid|msclkid|yclid|twclid|igshid|mc_[ce]id|mkt_tok|_hs(enc|mi)|xtor"
    r"|vero_(id|conv)|wickedid|oly_(enc|anon)_id|s_cid|cmpid|ocid|ncid|icid|smid|sr_share|guccounter"
    r"|guce_.*|at_(medium|campaign|link.*|ptr.*)|__twitter_impression)$",
    re.I,
)
#: parameters that may well name the page; they go only with a value that speaks of where the click was
_DOUBTFUL = re.compile(r"(from|via|source|src|ref|ref_src|referrer|rss|feed|partner|cmp|ct|n_cid)$", re.I)
_CLICKED_IN = re.compile(r"(.*(rss|feed|atom|rdf|twitter|twsrc|facebook|newsletter|mail).*|)$", re.I)
_TRACKING_FRAGMENT = re.compile(r"(utm_|xtor=|echobox=|ref=|rss\b|at_)", re.I)


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of one entry. `shared` is the key under which its id is remembered as shared by several."""

    id: str | None
    link: str | None
    words: str
    shared: str | None
    id_is_shared: bool

    def all(self) -> tuple[str, ...]:
        """What is looked up before and recorded after the entry was handled."""
        marker = (self.shared,) if self.shared and self.id_is_shared else ()
        own = () if self.id_is_shared else (self.id,)
        return tuple(k for k in (*own, self.link, self.words, *marker) if k)

    def trusted(self, seen: set[str]) -> tuple[str, ...]:
        """The keys that tell this entry from others, the best first; never empty."""
        doubtful = self.id_is_shared or self.shared in seen
        found = tuple(k for k in (None if doubtful else self.id, self.link) if k)
        return found or (self.words,)

    def known(self, seen: set[str]) -> bool:
        """Whether the entry was handled before; `seen` holds the looked-up keys that are recorded."""
        return any(k in seen for k in self.trusted(seen))


def keys_of(document: Document, url: str) -> list[Keys]:
    """The keys of each entry, in order; the document was fetched from `url`."""
    links = [canonical(e.link) if e.link else "" for e in document.entries]
    fronts = {canonical(u) for u in (url, document.link) if u}
    ids, uses = Counter(e.guid for e in document.entries), Counter(links)
    return [
        _keys(e, ids[e.guid] > 1, link if uses[link] == 1 and link not in fronts and "/" in link else "")
        for e, link in zip(document.entries, links, strict=True)
    ]


def to_look_up(keys: Iterable[Keys]) -> list[str]:
    """Every key that deciding needs to know about, once."""
    return list(dict.fromkeys(k for one in keys for k in (*one.all(), one.shared) if k))


def _keys(entry: Entry, id_is_shared: bool, link: str) -> Keys:
    guid = entry.guid
    words = entry.summary or entry.text[:500] or (str(entry.published.date()) if entry.published else "")
    return Keys(
        id="g" + digest_id(guid) if guid else None,
        link="l" + digest_id(link) if link else None,
        words="c" + digest_id(entry.title, words),
        shared="x" + digest_id(guid) if guid else None,
        id_is_shared=bool(guid) and id_is_shared,
    )


def without_tracking(url: str) -> str:
    """The link as a reader needs it, without the parameters that only count clicks.

    >>> without_tracking("https://a.example/x?id=7&utm_source=rss&fbclid=Z#ref=feed")
    'https://a.example/x?id=7'
    """
    parts = urlsplit(url)
    query = parts.query
    pairs = parse_qsl(query, keep_blank_values=True)
    kept = [(k, v) for k, v in pairs if not _is_tracking(k, v)]
    if len(kept) < len(pairs):
        query = urlencode(kept)
    fragment = "" if _TRACKING_FRAGMENT.match(parts.fragment) else parts.fragment
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, fragment))


def canonical(url: str) -> str:
    """The link for comparing: besides tracking, the scheme, "www.", a default port, the order of
    parameters and a closing slash make no difference.

    >>> canonical("http://www.a.example:80/x/?b=2&a=1") == canonical("https://a.example/x?a=1&b=2")
    True
    """
    parts = urlsplit(without_tracking(url))
    host = (parts.hostname or "").removeprefix("www.")
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    query = urlencode(sorted(parse_qsl(parts.query, keep_blank_values=True)))
    page = f"{host}{port}{parts.path.rstrip('/')}"
    return page + (f"/?{query}" if query else "") + (f"/#{parts.fragment}" if parts.fragment else "")


def _is_tracking(name: str, value: str) -> bool:
    return bool(_TRACKING.match(name) or (_DOUBTFUL.match(name) and _CLICKED_IN.match(value)))
