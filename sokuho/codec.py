"""Values to JSON and back: one way for the bus, the store and the command line.

Encoded bytes carry a schema version `v` and the name of the value's type `t`. Compatibility rule:
within a version, fields may be added if they have defaults, and a reader ignores fields it does not
know; anything else raises the version, and a reader refuses versions from the future.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable
from datetime import UTC, datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar

import orjson

from sokuho.errors import Reject

VERSION = 1
T = TypeVar("T")


def encode(value: Any) -> bytes:
    """A frozen value as one JSON object, with its version and type. Raises Reject where JSON has no form
    for it.

    >>> encode(Evidence("a", 0, 1, "act"))
    b'{"v":1,"t":"Evidence","d":{"quote":"a","start":0,"end":1,"why":"act"}}'
    """
    try:
        return orjson.dumps({"v": VERSION, "t": type(value).__name__, "d": value}, option=orjson.OPT_UTC_Z)
    except TypeError as e:  # a figure of more than 64 bits, half a surrogate pair
        raise Reject(f"this {type(value).__name__} cannot be written: {e}") from e


def decode(data: bytes, kind: type[T]) -> T:
    """The value that `encode` wrote. Raises Reject where the bytes are not such a value."""
    return from_plain(opened(data, kind), kind)


def opened(data: bytes, kind: type) -> Any:
    """The plain JSON of a value that `encode` wrote, for callers that read parts of it (`from_plain`). Raises
    Reject where the bytes are no message of this kind."""
    try:
        envelope = orjson.loads(data)
        version, name, body = envelope["v"], envelope["t"], envelope["d"]
    except (ValueError, KeyError, TypeError) as e:
        raise Reject(f"not a Sokuho message: {e}") from e
    if not isinstance(version, int) or version > VERSION:
        raise Reject(f"schema version {version!r} is newer than {VERSION}: update Sokuho, then replay")
    if name != kind.__name__:
        raise Reject(f"expected {kind.__name__}, found {name!r}")
    return body


def to_json(value: Any) -> str:
    """A value as plain JSON without the envelope: what the commands print."""
    return orjson.dumps(value, option=orjson.OPT_UTC_Z).decode()


def from_plain(body: Any, kind: type[T]) -> T:
    """Plain JSON data as a value of `kind`. Raises Reject naming the field that does not fit."""
    try:
        return typing.cast(T, _reader(typing.cast(Any, kind))(body))
    except (KeyError, TypeError, ValueError, AttributeError) as e:
        raise Reject(f"does not read as {kind.__name__}: {e}") from e


def parse_time(text: str) -> datetime:
    """RFC 3339 to an aware UTC datetime. Raises ValueError, also for a time without a zone."""
    when = datetime.fromisoformat(text)
    if when.tzinfo is None:
        raise ValueError(f"time without a zone: {text}")
    return when.astimezone(UTC)


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    origin, args = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return _either(args)
    if origin is tuple:
        if len(args) == 2 and args[1] is Ellipsis and args[0] in (str, int):
            return _plain_tuple(args[0])
        if len(args) == 2 and args[1] is Ellipsis:
            item = _reader(args[0])
            return lambda xs: tuple(map(item, xs))
        items = [_reader(a) for a in args]
        return lambda xs: tuple(read(x) for read, x in zip(items, xs, strict=True))
    if origin is dict:
        value = _reader(args[1])
        return lambda d: {k: value(v) for k, v in d.items()}
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return _dataclass(kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    if kind is datetime:
        return parse_time
    return _scalar(kind)


def _plain_tuple(kind: type) -> Callable[[Any], Any]:
    """Long tuples of strings or whole numbers, checked without a call for each."""

    def read(xs: Any) -> Any:
        if not isinstance(xs, list) or not set(map(type, xs)) <= {kind}:
            raise TypeError(f"{xs!r:.80} is not a list of {kind.__name__}")
        return tuple(xs)

    return read


def _either(kinds: tuple[Any, ...]) -> Callable[[Any], Any]:
    """One kind or None; or plain kinds (`int | float`), whose values are taken as they are."""
    others = [kind for kind in kinds if kind is not type(None)]
    if len(others) == 1:
        inner = _reader(others[0])
        return lambda x: None if x is None else inner(x)

    def read(x: Any) -> Any:
        if type(x) not in kinds:
            raise TypeError(f"{x!r:.80} is none of {', '.join(kind.__name__ for kind in kinds)}")
        return x

    return read


def _scalar(kind: Any) -> Callable[[Any], Any]:
    if kind not in (str, int, float, bool):
        return lambda x: x

    def read(x: Any) -> Any:
        if kind is float and type(x) is int:
            return float(x)
        if type(x) is not kind:
            raise TypeError(f"{x!r} is not {kind.__name__}")
        return x

    return read


def _plain(kind: Any) -> type | None:
    """The type whose values need no reader, of a plain field or one that may be None."""
    args = [a for a in typing.get_args(kind) if a is not type(None)]
    union = typing.get_origin(kind) in (typing.Union, types.UnionType)
    inner = args[0] if union and len(args) == 1 else kind
    return inner if inner in (str, int, float, bool) else None


def _dataclass(kind: type) -> Callable[[Any], Any]:
    """Sets the fields as `__init__` would, without calling it: for a frozen class that takes longer than all
    the rest."""
    hints = typing.get_type_hints(kind)
    put = {f.name: _setter(kind, f.name) for f in dataclasses.fields(kind)}
    # a plain value is taken as it is, without a call: memories of stories have hundreds of them
    readers = [(name, _plain(hints[name]), _reader(hints[name]), put[name]) for name in put]
    defaults = {f.name: _default(f) for f in dataclasses.fields(kind)}
    new = object.__new__

    def read(d: Any) -> Any:
        if not isinstance(d, dict):
            raise TypeError(f"{kind.__name__} from {type(d).__name__}")
        made: Any = new(kind)
        for name, plain, reader, put in readers:
            if name in d:
                value = d[name]
                put(made, value if type(value) is plain else reader(value))
            elif (default := defaults[name]) is None:
                missing = [n for n, needed in defaults.items() if needed is None and n not in d]
                raise KeyError(f"{kind.__name__} lacks {', '.join(missing)}")
            else:
                put(made, default())
        return made

    return read


def _setter(kind: type, name: str) -> Callable[[Any, Any], None]:
    slot = kind.__dict__.get(name)
    if isinstance(slot, types.MemberDescriptorType):
        return slot.__set__
    return lambda made, value: object.__setattr__(made, name, value)


def _default(field: dataclasses.Field[Any]) -> Callable[[], Any] | None:
    """Makes the value of a field that is not given; None where it must be."""
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory
    return None if field.default is dataclasses.MISSING else lambda: field.default
