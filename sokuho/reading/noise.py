"""Lines of a text that are no part of the article: captions, bylines, buttons, related links."""

from __future__ import annotations

import re

from sokuho.reading.lexicon import Mention

_MARKS = "-–—*•·▪●○◆◇■□▶▷▽▼★☆・※→✓>①-⑳❶-❿"
# The first character of all is asked for once: most lines begin with another.
BULLET = re.compile(
    rf"[ \t\u3000]*[{_MARKS}a-z\d(（<＜一二三四五六七八九](?:(?<=[{_MARKS}])|(?<=\d)\d?[.)）](?=\s)"
    r"|(?<=\()\d{1,2}[.)）](?=\s)|(?<=[<＜])\d{1,2}[>＞]|(?<=[a-z])\)\s"
    r"|(?<=[（(])[0-9一二三四五六七八九]{1,2}[）)]|(?<=[0-9一二三四五六七八九])つ目[はがの、])"
)
# A heading of related links is a short line; longer ones are prose that happens to start with such a word.
HEADING = 48  # code points, as all lengths
_CAPTION_LENGTH = 160
_PARAGRAPH_AGAIN, _JA_PARAGRAPH_AGAIN = 80, 40  # what ends a block of related links
PROSE_END = (".", "。", "!", "?", '"', "」", "！", "？", ")")

# Below a picture: whose it is, what it shows. What names an agency may as well close a report.
_CREDITS = ("Getty Images", "/Unsplash", "/Shutterstock", "撮影", "撮影)", "撮影）")
_AGENCIES = (
    *("/Bloomberg", "/Reuters", "/AFP", "/AP", "/Kyodo"),
    *("＝ロイター", "=ロイター", "＝共同", "=共同"),
)
_PICTURE = re.compile(r"写真(?:[:：=＝は・]|提供)|[(（\[【［]写真|(?:Caption|Pictured):")
_SHOWN = re.compile(
    r" (?:is pictured|are pictured|pictured (?:in|at) "
    r"|(?:seen|shown) in this (?:[\w-]+ ){0,3}(?:photo|picture|image))"
)
_STOP = re.compile(r"[。！？]|[.!?] ")
_SHORT = 80  # code points
# "... of the world's most valuable company. PHOTO: BLOOMBERG": whose picture it is ends what it shows.
_SHOWN_BY = re.compile(
    r"\b(?:PHOTO|Photo|FILE PHOTO|File photo|Photograph|Picture|Image|IMAGE|Illustration|Credit|Courtesy)"
    r"(?: (?:credit|courtesy|source|by))?: ?[A-Z][\w .&'/-]{1,48}\Z"
)
_SHOWN_MOST = 400  # code points of a line that says whose picture it is
SUM = re.compile(r"[$€£¥]\s?\d|\d\s?(?:[mb]illion|trillion|bln|mln|[百千万億兆]*(?:ドル|円))")


def caption(said: str) -> bool:
    """Whether a line stands below a picture: where it was taken is no site. None tells of an amount."""
    if len(said) > _CAPTION_LENGTH:
        below = len(said) <= _SHOWN_MOST and _credited(said)
    else:
        below = (
            said.endswith(_CREDITS)
            or _PICTURE.match(said) is not None
            or (("pictured" in said or " in this " in said) and _SHOWN.search(said) is not None)
            or _credited(said)
            or (said.endswith(_AGENCIES) and len(said) <= _SHORT and not _STOP.search(said))
        )
    return below and not SUM.search(said)


def _credited(said: str) -> bool:
    """Whether a line ends in whose picture it tells of."""
    low = max(0, len(said) - _SHORT)
    return said.find(":", low) >= 0 and _SHOWN_BY.search(said, low) is not None


_SOURCED = re.compile(
    r"[(（\[［](?:画像|写真|図|資料|出所|出典)(?:提供)?[:：=＝][^()（）\n]{1,40}[)）\]］]\Z"
)


def sourced(said: str) -> bool:
    """The same in brackets, which marks a line above the text, too: 〇〇が運営する発電所の例(出所:〇〇社)."""
    return len(said) <= _CAPTION_LENGTH and _SOURCED.search(said) is not None and not SUM.search(said)


# "By Jane Doe", "Published: Nov. 20, 2026 10:00 AM JST", 2026年11月20日 10:00 更新
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_SIGNED = re.compile(
    r"By [A-Z][\w.'-]+(?: (?:[A-Z][\w.'-]*|and|de|van)){1,5}(?:, [A-Z][\w ]+)?"
    r"|(?:(?:First )?(?:Published|Updated|Posted|Last updated|Modified)(?: on| at)?:? ?)?"
    rf"(?:[A-Z][a-z]+day,? )?(?:{_MONTH} \d{{1,2}},? \d{{4}}|\d{{1,2}} {_MONTH} \d{{4}}"
    r"|\d{4}[-/.]\d\d?[-/.]\d\d?)"
    r"(?:[,T]? ?(?:at |\| |- )?\d{1,2}[:.]\d\d(?::\d\d)? ?(?:[ap]\.?m\.?|[AP]M)?(?: ?\(?[A-Z]{2,4}\)?)?)?"
    r"|(?:公開|更新|掲載|配信|投稿)?(?:日時?)?[:：]?\s?\d{4}(?:年\d{1,2}月\d{1,2}日|[/.-]\d{1,2}[/.-]\d{1,2})"
    r"(?:[(（][日月火水木金土][)）])?\s?(?:\d{1,2}[:：時]\d{2}分?)?\s?(?:公開|更新|掲載|配信|投稿)?"
)
_SIGNED_MOST = 60  # code points


def signed(said: str) -> bool:
    """Whether a line says who wrote the article or when it came out, and nothing else."""
    return len(said) <= _SIGNED_MOST and _SIGNED.fullmatch(said) is not None


_STOPPED = (".", "。", "!", "！", "?", "？")


def outside(raw: str, at: int, found: list[Mention]) -> tuple[bool, bool]:
    """(opens a block of related links, is itself no part of the article)"""
    first = found[0]
    if first.value == "button":
        return False, _alone(raw, at, found)
    lead = next((i for i, c in enumerate(raw) if c.isalnum() or c == "©"), 0)
    if first.start - at > lead + 1:
        return False, False
    rest = raw[first.end - at :].strip()
    marked = bool(rest) and (rest[0] in ":：】]》|）>" or BULLET.match(raw) is not None)
    if not marked and rest.endswith(_STOPPED) and (first.value == "heading" or SUM.search(rest)):
        # a sentence that begins with such a word: "Supported by a $1.2 billion loan, ..."
        return False, False
    if first.value != "heading":
        return False, True
    short = len(raw) <= HEADING
    if not rest.rstrip(" :：】]》|>）→-"):
        return short, True
    if marked or SUM.search(rest):
        return False, marked or short  # a link by itself: "Read more: ..."
    return short and (first.text.isascii() or raw[first.end - at].isspace()), False


def _alone(raw: str, at: int, found: list[Mention]) -> bool:
    """Whether a line, which begins at `at`, has no letter or digit but those of its mentions."""
    ends = [0, *(m.end - at for m in found)]
    starts = [*(m.start - at for m in found), len(raw)]
    gaps = (raw[low:high] for low, high in zip(ends, starts, strict=True))
    return not any(c.isalnum() for gap in gaps for c in gap)


def prose(raw: str) -> bool:
    """Whether a line is a paragraph again, which ends a block of related links."""
    stripped = raw.rstrip()
    if stripped.endswith("。"):
        return len(stripped) > _JA_PARAGRAPH_AGAIN
    return len(stripped) > _PARAGRAPH_AGAIN and stripped.endswith(PROSE_END) and not BULLET.match(raw)
