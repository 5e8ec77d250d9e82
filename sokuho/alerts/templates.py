"""The Jinja2 environments, one for each kind of output, each escaping in its own way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined, TemplateError
from jinja2.bccache import Bucket
from markupsafe import Markup, escape
from mjml import mjml2html

from sokuho.alerts.untrusted import mrkdwn, mrkdwn_link
from sokuho.errors import ConfigError

_INDENT = re.compile(r"\s*\n\s*")  # a third of a mail, and nothing to a reader


class _Compiled(BytecodeCache):
    """What templates of one kind were compiled to in this process: mails, letters and pages share many."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._kept[bucket.key, bucket.checksum] = bucket.code


_HTML, _MAIL, _TEXT, _SLACK = _Compiled(), _Compiled(), _Compiled(), _Compiled()


class Templates:
    """Templates of several folders, the first that has one wins. Raises ConfigError, naming template and
    line, where one is missing or wrong."""

    def __init__(self, folders: Sequence[Path]) -> None:
        common: dict[str, Any] = {
            "loader": FileSystemLoader([str(f) for f in folders]),
            "undefined": StrictUndefined,
            "trim_blocks": True,
            "lstrip_blocks": True,
        }
        self._html = Environment(autoescape=True, bytecode_cache=_HTML, **common)
        # lines stay lines: between its elements MJML takes these, and no blanks alone
        lines = common | {"trim_blocks": False}
        self._mail = Environment(autoescape=True, finalize=_for_mjml, bytecode_cache=_MAIL, **lines)
        self._text = Environment(autoescape=False, bytecode_cache=_TEXT, **common)  # noqa: S701 - plain text
        slack = common | {"finalize": _for_slack, "bytecode_cache": _SLACK}
        self._slack = Environment(autoescape=False, **slack)  # noqa: S701 - escapes too
        for env in (self._html, self._mail, self._text, self._slack):
            env.filters |= {"fill": _fill, "present": _present, "slack_link": mrkdwn_link}

    def html(self, name: str, values: Mapping[str, Any]) -> str:
        return self._render(self._html, name, values)

    def mail(self, name: str, values: Mapping[str, Any]) -> str:
        """The HTML of a mail: Jinja fills in, escaping, then MJML lays out."""
        filled = _INDENT.sub("\n", self._render(self._mail, name, values))
        try:
            # no fonts: MJML would have readers' programs fetch one from a stranger's server
            html = str(mjml2html(filled, disable_comments=True, fonts={}))
        except ValueError as e:
            raise ConfigError(f"template {name}: MJML does not understand it: {_where(e, filled)}") from e
        if unknown := re.search(r"<(mj-[\w-]+)", html):  # passed on as it is
            raise ConfigError(f"template {name}: MJML has no <{unknown[1]}>, or not in this place")
        return html

    def text(self, name: str, values: Mapping[str, Any]) -> str:
        return self._render(self._text, name, values)

    def slack(self, name: str, values: Mapping[str, Any]) -> list[tuple[str, str]]:
        """The blocks of a Slack template: the name of each and its escaped text, empty ones left out."""
        try:
            template = self._slack.get_template(name)
            context = template.new_context(dict(values))
            parts = [(block, "".join(render(context))) for block, render in template.blocks.items()]
        except TemplateError as e:
            raise _explain(name, e) from e
        return [(block, _tidy(text)) for block, text in parts if text.strip()]

    def _render(self, env: Environment, name: str, values: Mapping[str, Any]) -> str:
        try:
            return env.get_template(name).render(values)
        except TemplateError as e:
            raise _explain(name, e) from e


def _explain(name: str, e: TemplateError) -> ConfigError:
    line = getattr(e, "lineno", None)
    where = getattr(e, "name", None) or name
    return ConfigError(f"template does not work: {e.message or e}", path=f"templates/{where}", line=line)


def _where(e: ValueError, filled: str) -> str:
    """What MJML says, with the words at which it stopped: its positions are those of the filled text."""
    found = re.search(r"(?:at|position) (\d+)", str(e))
    near = filled.encode()[int(found[1]) :][:80].decode(errors="ignore") if found else ""
    return f"{e}, near {near!r}" if near else str(e)


def _for_mjml(value: Any) -> Markup:
    """MJML doubles backslashes in attributes."""
    return Markup(str(escape(value)).replace("\\", "&#92;"))  # noqa: S704 - escaped


def _for_slack(value: Any) -> Any:
    """What a Slack template puts in is escaped, unless a filter has done so."""
    return value if isinstance(value, Markup) else mrkdwn(value)


def _fill(pattern: str, /, **values: object) -> str:
    return str(pattern).format(**values)


def _present(texts: Iterable[str | None]) -> list[str]:
    return [t for t in texts if t]


def _tidy(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().splitlines() if line.strip())
