"""A feed's bytes to UTF-8, whatever they are declared to be.

Undeclared or wrongly declared Japanese turns into mojibake without any error, so evidence comes before
declarations: bytes that are valid UTF-8 with something beyond ASCII in it are UTF-8, escape sequences of
ISO-2022-JP are ISO-2022-JP; then the declarations, strictly; then the Japanese encodings, strictly.
"""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARATION = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']\s*([A-Za-z0-9_.:-]+)\s*["'][^>]*\?>""")
_DECLARED = re.compile(r"""(<\?xml[^>]*?)\s+encoding\s*=\s*["'][^"']*["']""")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.I)
_ISO_2022_JP = re.compile(rb"\x1b(?:\$[@B]|\(J|\$\(D)")

#: what is written is the small set; what is meant is the vendor's larger one (①, ㈱, “smart quotes”)
_MEANT = {
    **dict.fromkeys(("shift_jis", "sjis", "x-sjis", "shift-jis", "ms_kanji", "windows-31j"), "cp932"),
    **dict.fromkeys(("iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii"), "cp1252"),
    **dict.fromkeys(("gb2312", "gbk"), "gb18030"),
    **dict.fromkeys(("euc-jp", "x-euc-jp", "eucjp"), "euc_jp"),
}
#: codecs that a document may be in; Python knows others, such as zlib and punycode, that would be bombs
_OF_TEXT = re.compile(
    r"utf-(8|16|32)(-[lb]e)?|ascii|cp\d+|iso8859-\d+|koi8-[rtu]|mac-\w+|tis-620|big5(hkscs)?|gb\d+|gbk|hz|johab"
    r"|euc_(kr|jp|jis_2004|jisx0213)|shift_jis(_2004|x0213)?|iso2022_\w+"
)
#: encodings that any bytes fit: a declaration of them proves nothing
_FIT_ALL = {"cp1252", "iso8859-1", "iso8859-15", "latin-1"}
_JAPANESE = ("euc_jp", "cp932")


def to_utf8(body: bytes, content_type: str, language: str) -> tuple[bytes, str]:
    """The body as UTF-8 with its XML declaration adjusted, and the encoding it was in."""
    text, encoding = decode(body, content_type, language)
    head, rest = text[:300], text[300:]
    return (_DECLARED.sub(r"\1", head, count=1) + rest).encode("utf-8", "replace"), encoding


def decode(body: bytes, content_type: str, language: str) -> tuple[str, str]:
    """The body as text and the encoding it was in. Never fails: what fits nowhere is read with the best
    fit, wrong bytes replaced."""
    for bom, name in _BOMS:
        if body.startswith(bom):
            return body.decode(name, "replace"), name
    if body[:4] in (b"\x00<\x00?", b"<\x00?\x00"):
        name = "utf-16-be" if body[0] == 0 else "utf-16-le"
        return body.decode(name, "replace"), name
    if _ISO_2022_JP.search(body) and (text := _strictly(body, "iso2022_jp_ext")) is not None:
        return text, "iso-2022-jp"
    if (text := _strictly(body, "utf-8")) is not None:
        return text, "utf-8"
    declared = _declared(body, content_type)
    candidates = [name for name in declared if name not in _FIT_ALL or language != "ja"]
    candidates += [name for name in _japanese(body) if name not in candidates]
    for name in candidates:
        if (text := _strictly(body, name)) is not None:
            return text, name
    best = min([*candidates, "utf-8", "cp1252"], key=lambda name: _losses(body, name))
    return body.decode(best, "replace"), best


def _declared(body: bytes, content_type: str) -> list[str]:
    """The usable encodings declared by the HTTP header and by the document, the document's first: its
    author wrote it, while the header comes from whoever set up the server."""
    written = []
    if m := _DECLARATION.match(body[:300]):
        written.append(m[1].decode("ascii"))
    if h := _CHARSET.search(content_type):
        written.append(h[1])
    names = []
    for name in written:
        meant = _MEANT.get(name.lower(), name)
        try:
            name = codecs.lookup(meant).name
        except (LookupError, ValueError):
            continue
        if _OF_TEXT.fullmatch(name):
            names.append(name)
    return list(dict.fromkeys(names))


def _japanese(body: bytes) -> list[str]:
    """The Japanese encodings, the likelier first: kana are what running text has most of, and EUC-JP
    often is valid (if odd) Shift_JIS as well."""
    return sorted(_JAPANESE, key=lambda name: -_kana(body, name))


def _kana(body: bytes, name: str) -> int:
    text = body[:100_000].decode(name, "ignore")
    return sum("\u3041" <= c <= "\u30fe" for c in text)


def _strictly(body: bytes, name: str) -> str | None:
    """Decoded without loss, but for a character cut in two at the end of a truncated body."""
    try:
        return codecs.getincrementaldecoder(name)("strict").decode(body, final=False)
    except (UnicodeError, LookupError):
        return None


def _losses(body: bytes, name: str) -> int:
    sample = body[:100_000].decode(name, "replace")
    return sample.count("\ufffd")
