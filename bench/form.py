"""How many articles are read differently when only their form changes.

    python -m bench.form                  # every form, about two minutes
    python -m bench.form title_again -v   # one, with the articles that are read differently

The same core articles (of tests/gold, those anybody may read) are printed anew as outlets print them: with
the outlet's name behind the title, buttons above the text, a link amid it. None of it changes what they say,
so every change is a mistake. What is counted: the articles in which a field changed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bench.changed import Change, Changed, Doc, compare
from bench.setting import SETTINGS
from sokuho.reading.read import Reader


def _lines(doc: Doc) -> list[str]:
    return doc["text"].split("\n")


def _amid(doc: Doc, english: str, japanese: str) -> Doc:
    first, *rest = _lines(doc)
    return doc | {"text": "\n".join([first, english if doc["lang"] == "en" else japanese, *rest])}


def _around(doc: Doc, before: str = "", after: str = "") -> Doc:
    return doc | {"text": f"{before}{doc['text']}{after}"}


def _titled(doc: Doc, before: str = "", after: str = "") -> Doc:
    return doc | {"title": f"{before}{doc['title']}{after}"}


def _by(english: str, japanese: str) -> Callable[[Doc], str]:
    return lambda doc: english if doc["lang"] == "en" else japanese


_OUTLET = _by(" | Nikkei Asia", " - 日本経済新聞")
_AGENCY = _by(" - Reuters", "｜ロイター")
_BUTTONS = _by("Share\nFacebook\nX\nCopy link\n", "印刷\n保存\n共有\n")
_MENU = _by(
    "Search\nRegister Now\n  • Markets\n  • Oil and Gas\n    • LNG\n    • Shale\n  • Power\n    • Nuclear\n"
    "    • Solar\n  • Data Centres\n  • Asia\n    • Tokyo\n    • Singapore\n  • Americas\n    • Texas\n"
    "    • New York\n  • People\n  • Events\n  • Podcasts\n  • Advertise\n\nMost read\n\n",
    "検索\n会員登録\n経済\n  市場\n  為替\n政治\n国際\n  米国\n  中国\nビジネス\n  エネルギー\n  半導体\n"
    "  自動車\nAI\n地域\n  東京\n  大阪\nスポーツ\nオピニオン\nイベント\n\nアクセスランキング\n\n",
)
_SIGNED = _by("By STAFF WRITER\nNovember 20, 2026 10:00 AM\n", "2026年11月20日 10:00\n")
_TOPICS = _by("\n\nTopics: Energy, Tesla, Apple, Walmart", "\n\nタグ: エネルギー、テスラ、アップル")
_END = _by("\n\nOur Standards: Trust Principles\n© 2026 All rights reserved.", "\n\n無断転載を禁じます。")
_LINKS = _by(
    "\n\nMore from this section\nWalmart opens 100 MW solar farm",
    "\n\n関連ニュース\nアップル、米で75兆円投資",
)
_LINK = "Toyota to invest $5 billion in Kentucky plant", "トヨタ、米ケンタッキー工場に5000億円"

FORMS: dict[str, Callable[[Doc], Doc]] = {
    "outlet": lambda d: _titled(d, after=_OUTLET(d)),
    "agency": lambda d: _titled(d, after=_AGENCY(d)),
    "counted": lambda d: _titled(d, before="UPDATE 2-" if d["lang"] == "en" else "【速報】"),
    "title_again": lambda d: _around(d, before=d["title"] + "\n"),
    "summary": lambda d: d | {"summary": _lines(d)[0]},
    "buttons": lambda d: _around(d, before=_BUTTONS(d)),
    "menu": lambda d: _around(d, before=_MENU(d)),
    "signed": lambda d: _around(d, before=_SIGNED(d)),
    "link": lambda d: _amid(d, f"Read more: {_LINK[0]}", f"【関連記事】{_LINK[1]}"),
    "links": lambda d: _amid(d, f"RELATED\n{_LINK[0]}", f"関連記事\n{_LINK[1]}"),
    "advertisement": lambda d: _amid(d, "ADVERTISEMENT\nStory continues below", "広告"),
    "topics": lambda d: _around(d, after=_TOPICS(d)),
    "end": lambda d: _around(d, after=_END(d)),
    "more": lambda d: _around(d, after=_LINKS(d)),
}


def _changes(_: Reader) -> Mapping[str, Change]:
    def same(form: Callable[[Doc], Doc]) -> Change:
        return lambda doc, _: Changed(form(doc))

    return {name: same(form) for name, form in (FORMS | SETTINGS).items()}


if __name__ == "__main__":
    compare(_changes, __doc__)
