"""Undo a response's Content-Encoding piece by piece, so that a bomb is noticed while it is still small."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Protocol

import brotli  # type: ignore[import-untyped]  # ships no types

ACCEPTED = "gzip, deflate, br"
_PIECE = 64 * 1024
_GZIP_MAGIC = b"\x1f\x8b"


class TooLargeError(Exception):
    """The decoded body passed the cap."""


class UndecodableError(Exception):
    """The body is not what its Content-Encoding says, or the encoding is unknown."""


class _Decoder(Protocol):
    def pieces(self, data: bytes) -> Iterator[bytes]:
        """Decoded pieces of at most about 64 KB each."""


class _Zlib:
    def __init__(self, wbits: int) -> None:
        self._wbits = wbits
        self._inner = zlib.decompressobj(wbits)

    def pieces(self, data: bytes) -> Iterator[bytes]:
        while data:
            try:
                piece = self._inner.decompress(data, _PIECE)
            except zlib.error as e:
                raise UndecodableError(str(e)) from e
            if piece:
                yield piece
            data = self._inner.unconsumed_tail
            if self._inner.eof:
                data = self._next_member(self._inner.unused_data)

    def _next_member(self, rest: bytes) -> bytes:
        """gzip files may be several in a row; anything else after the end is dropped."""
        if not rest.startswith(_GZIP_MAGIC):
            return b""
        self._inner = zlib.decompressobj(self._wbits)
        return rest


class _Deflate:
    """Servers send "deflate" with or without the zlib header; the first bytes tell."""

    def __init__(self) -> None:
        self._inner: _Zlib | None = None

    def pieces(self, data: bytes) -> Iterator[bytes]:
        if self._inner is None:
            wrapped = len(data) >= 2 and data[0] & 0x0F == 8 and (data[0] << 8 | data[1]) % 31 == 0
            self._inner = _Zlib(zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS)
        yield from self._inner.pieces(data)


class _Brotli:
    def __init__(self) -> None:
        self._inner = brotli.Decompressor()

    def pieces(self, data: bytes) -> Iterator[bytes]:
        try:
            piece = self._inner.process(data, output_buffer_limit=_PIECE)
            while piece:
                yield piece
                piece = b"" if self._inner.is_finished() else self._more()
        except brotli.error as e:
            raise UndecodableError(str(e)) from e

    def _more(self) -> bytes:
        return bytes(self._inner.process(b"", output_buffer_limit=_PIECE))


def read_body(chunks: Iterable[bytes], encoding: str, limit: int) -> bytes:
    """The decoded body. Raises TooLargeError past `limit` bytes, UndecodableError for a broken or an
    unknown encoding.

    A body that is not gzip although the header says so is taken as it is, and a gzip file served
    without the header is unpacked: both are common with feeds behind caches.
    """
    body = bytearray()
    waiting = iter(chunks)
    start = b""
    while len(start) < 2 and (chunk := next(waiting, None)) is not None:
        start += chunk
    decoder = _choose(encoding, start)
    for chunk in chain((start,), waiting):
        for piece in decoder.pieces(chunk) if decoder else (chunk,):
            body += piece
            if len(body) > limit:
                raise TooLargeError
    return bytes(body)


def _choose(encoding: str, start: bytes) -> _Decoder | None:
    name = encoding.strip().lower()
    if name in ("", "identity", "none", "utf-8", "gzip", "x-gzip"):
        return _Zlib(16 + zlib.MAX_WBITS) if start.startswith(_GZIP_MAGIC) else None
    if name == "deflate":
        return _Deflate()
    if name == "br":
        return _Brotli()
    raise UndecodableError(f"unknown Content-Encoding {encoding[:40]!r}")
