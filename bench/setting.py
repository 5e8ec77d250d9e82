"""How characters and lines of an article may be set, for `bench.form`: none of it says anything."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable

from bench.changed import Doc
from sokuho.reading.text import width


def _each(change: Callable[[str], str]) -> Callable[[Doc], Doc]:
    """The same change in title and text."""
    return lambda doc: doc | {key: change(doc[key]) for key in ("title", "text")}


def _wrapped(doc: Doc) -> Doc:
    wrap = _columns if doc["lang"] == "ja" else _wrap
    return doc | {"text": "\n".join(map(wrap, doc["text"].split("\n")))}


def _wrap(line: str) -> str:
    return "\n".join(textwrap.wrap(line, 72, break_on_hyphens=False))


def _columns(line: str) -> str:
    """Japanese in lines of 35 characters; none begins with a mark, and words in Latin letters stay whole."""
    lines = [""]
    for piece in re.findall(r"[!-~]+ ?|.[、。」）ーっゃゅょッャュョ]*", line):
        if width(lines[-1] + piece) > 70:
            lines.append("")
        lines[-1] += piece
    return "\n".join(lines)


_FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F) if chr(code).isalnum()}
_HALF_WIDTH = str.maketrans(
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワンー",
    "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝｰ",
)
_SUM = re.compile(r"[$¥€]\d[\d.,]*(?: [mb]illion| trillion)?|\d[\d.,]*[兆億万\d]*(?:円|ドル)")


def _in_full_width(doc: Doc) -> Doc:
    return _each(lambda text: text.translate(_FULL_WIDTH))(doc) if doc["lang"] == "ja" else doc


def _indented(doc: Doc) -> Doc:
    indent = "\u3000" if doc["lang"] == "ja" else "\t"
    return doc | {"text": "\n".join(indent + line for line in doc["text"].split("\n"))}


def _tagged(text: str) -> str:
    lines = [_SUM.sub(r"<b>\g<0></b>", line) for line in text.split("\n")]
    return "".join(f'<p class="text">{line}</p>' for line in lines if line)


def _marked_down(text: str) -> str:
    return re.sub(r"(?m)^(\S{3,12})(?= )", r"[\1](https://example.com/a)", _SUM.sub(r"**\g<0>**", text))


def _quoted(text: str) -> str:
    return re.sub(r'"([^"\n]*)"', r"“\1”", text)


SETTINGS: dict[str, Callable[[Doc], Doc]] = {
    "blank_lines": lambda d: d | {"text": re.sub(r"\n+", "\n\n", d["text"])},
    "wrapped": _wrapped,
    "returns": _each(lambda text: text.replace("\n", "\r\n")),
    "indented": _indented,
    "curly": _each(lambda text: text.replace("'", "’")),
    "quotes": _each(_quoted),
    "hard_spaces": _each(lambda text: re.sub(r" (?=\d)|(?<=\d) ", "\u00a0", text)),
    "two_spaces": _each(lambda text: text.replace(". ", ".  ")),
    "entities": _each(lambda text: text.replace("&", "&amp;").replace("'", "&#8217;")),
    "unseen": _each(lambda text: re.sub(r"(?<=[a-z]{3})(?=ing|tion|er)|(?<=発)(?=電)", "\u00ad", text)),
    "hyphens": _each(lambda text: text.replace("-", "\u2011")),
    "dashes": _each(lambda text: re.sub(r" ?[–—] ?(?!\d)", " -- ", text)),
    "ligatures": _each(lambda text: text.replace("fi", "ﬁ").replace("fl", "ﬂ")),
    "bullets": lambda d: d | {"text": re.sub(r"(?m)^[-*•・▪] ?", "● ", d["text"])},
    "full_width": _in_full_width,
    "half_width": _each(lambda text: text.translate(_HALF_WIDTH)),
    "tags": lambda d: d | {"text": _tagged(d["text"])},
    "markdown": lambda d: d | {"text": _marked_down(d["text"])},
}
