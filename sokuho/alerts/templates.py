"""The Jinja2 environments, one for each kind of output, each escaping in its own way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError
from markupsafe import Markup

from sokuho.alerts.untrusted import mrkdwn, mrkdwn_link
from sokuho.errors import ConfigError


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
        self._html = Environment(autoescape=True, **common)
        self._text = Environment(autoescape=False, **common)  # noqa: S701 - plain text
        self._slack = Environment(autoescape=False, finalize=_for_slack, **common)  # noqa: S701 - escapes too
        for env in (self._html, self._text, self._slack):
            env.filters |= {"fill": _fill, "present": _present, "slack_link": mrkdwn_link}

    def html(self, name: str, values: Mapping[str, Any]) -> str:
        return self._render(self._html, name, values)

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


def _for_slack(value: Any) -> Any:
    """What a Slack template puts in is escaped, unless a filter has done so."""
    return value if isinstance(value, Markup) else mrkdwn(value)


def _fill(text: str, **values: object) -> str:
    return str(text).format(**values)


def _present(texts: Iterable[str | None]) -> list[str]:
    return [t for t in texts if t]


def _tidy(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().splitlines() if line.strip())
