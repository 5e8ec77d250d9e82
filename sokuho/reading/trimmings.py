"""What an outlet puts around an article and repeats of it: its name behind the title, the title above the
text, the first sentence as a summary, whose a picture is. None of it is the article's.

What is taken out leaves spaces, so offsets stay those of the article.
"""

from __future__ import annotations

import re
from dataclasses import replace

from sokuho.model import Article

_MASTHEAD = 8  # lines of a text among which its title may stand
_SUMMARY = 40  # code points at least of a summary that a text may begin with
# "Title | Business | Nikkei Asia": the names of an outlet and of its pages are shorter than a title.
_SUFFIX = re.compile(r"(?<=.{20})[ \u3000]{0,2}[|｜](?![^|｜]*[\d$¥€])[^\n]{1,40}\Z")
# Behind another mark only what calls itself a paper or an agency: "- Nikkei" says whose report it is.
_PAPERS = ("新聞", "通信社", "ニュース", "オンライン", "電子版")
_PAPER = re.compile(
    r"(?<=.{10})[ \u3000]{0,2}(?:[-–—:：] ?|[(（【])[^\s\-–—:：()（）【】]{0,12}"
    rf"(?:{'|'.join(_PAPERS)})[^\s()（）【】]{{0,10}}[)）】]?\Z"
)
# How agencies count their reports: "UPDATE 2-", "REFILE-".
_COUNTED = re.compile(r"\A(?:UPDATE|WRAPUP|REFILE|CORRECTED|RPT|BRIEF)(?: \d+)?-")
# "(画像:〇〇.HP)米〇〇は": whose picture stands above is printed into the first line.
_CREDIT = re.compile(
    r"(?:\A|\n)[ \t\u3000]*[(（【](?:画像|写真|図|出所|出典)(?:提供)?[:：=＝][^()（）【】\n]{1,40}[)）】]"
)
_CREDITED = ("画像", "写真", "出所", "出典")
_CUT_OFF = re.compile(r"(?:\.{3}|…|\[…\]|\[\.\.\.\])\Z")  # how feeds end a summary


def without_trimmings(article: Article) -> Article:
    """The article, its body as long as before."""
    title, summary, text = article.title, article.summary, article.text
    if counted := _COUNTED.match(title):
        title = " " * counted.end() + title[counted.end() :]
    if "|" in title or "｜" in title:
        title = _without(_SUFFIX, title)
    if not title.isascii() and any(paper in title for paper in _PAPERS):
        title = _without(_PAPER, title)
    if (said := title.strip()) and said in text:
        text = _without_line(text, article.title.strip(), said)
    if not text.isascii() and any(sign in text for sign in _CREDITED):
        text = _CREDIT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    if summary and _begins(text, summary):
        summary = " " * len(summary)
    if (title, summary, text) == (article.title, article.summary, article.text):
        return article
    return replace(article, title=title, summary=summary, text=text)


def _without(suffix: re.Pattern[str], title: str) -> str:
    found = suffix.search(title)
    return title[: found.start()] + " " * (len(title) - found.start()) if found else title


def _without_line(text: str, *titles: str) -> str:
    """The text without a line that is the title once more."""
    at = 0
    for _ in range(_MASTHEAD):
        end = text.find("\n", at)
        line = text[at : end if end >= 0 else len(text)]
        if len(line) >= len(titles[-1]) and line.strip() in titles:
            return text[:at] + " " * len(line) + text[at + len(line) :]
        if end < 0:
            break
        at = end + 1
    return text


def _begins(text: str, summary: str) -> bool:
    """Whether a text begins with its summary, which may be cut off."""
    said = _CUT_OFF.sub("", summary.strip()).strip()
    return len(said) >= _SUMMARY // (1 if said.isascii() else 2) and text.lstrip().startswith(said)
