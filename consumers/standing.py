"""What may still be told of a revision, after a person muted, split or merged its story: messages that wait
were written down before, and must not tell what was just mended."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import NamedTuple

from sokuho.codec import decode
from sokuho.errors import Needless
from sokuho.model import Novelty, Revision, Story
from sokuho.store import Parts
from sokuho.stories.state import StoryState


class Standing(NamedTuple):
    """A revision as it is told now; of a story that was merged, as news of the other. `into`: the other,
    where the story was new: who is told of that one is not told of this."""

    revision: Revision
    into: str | None = None


def standing(parts: Parts, revision: Revision) -> Standing:
    """Raises Needless, with the reason, where nothing of it is to be told any more."""
    story = parts.stories.story(revision.story.id)
    if story is None:
        return Standing(revision)
    last = _end(parts, story)
    if story.muted or last.muted:
        raise Needless("the story was muted")
    moved = _taken_out(parts, revision, last)
    gone = last.id != story.id
    if moved or gone:
        revision = _by_now(revision, last, moved)
    return Standing(revision, last.id if gone and revision.novelty is Novelty.NEW else None)


def told_of(parts: Parts, story: str, subscriptions: Collection[str]) -> set[str]:
    """Those of the subscriptions that were told of a story, or will be."""
    names = list(subscriptions)
    return parts.alerts.told_of(story, names) | parts.digests.told_of(story, names)


def for_reader(parts: Parts, revision: Revision, subscription: str) -> Revision:
    """The revision as it is told this reader now. Raises Needless where it is not."""
    found = standing(parts, revision)
    if found.into and told_of(parts, found.into, [subscription]):
        raise Needless(merged(found.into))
    return found.revision


def to_tell(parts: Parts, ids: Collection[str], subscription: str) -> Iterator[Revision]:
    """Of revisions, what this reader is told now, oldest first."""
    for revision in parts.stories.revisions(ids):
        with suppress(Needless):
            yield for_reader(parts, revision, subscription)


def merged(into: str) -> str:
    return f"the story was merged into {into}, which this reader is told of"


def _end(parts: Parts, story: Story) -> Story:
    """The story that this one is part of by now, maybe itself."""
    passed = {story.id}
    while story.merged_into and story.merged_into not in passed:
        passed.add(story.merged_into)
        following = parts.stories.story(story.merged_into)
        if following is None:
            break
        story = following
    return story


def _taken_out(parts: Parts, revision: Revision, story: Story) -> set[str]:
    """The articles behind a revision that were split off its story since."""
    now = {report.source.article_id for report in story.reports}
    missing = {report.source.article_id for report in revision.story.reports} - now
    if not missing:  # as nearly always; else some may only have been left out of a very long list
        return missing
    state = parts.stories.state(story.id)
    return missing & set(decode(state, StoryState).barred) if state else missing


def _by_now(revision: Revision, story: Story, moved: set[str]) -> Revision:
    """The news with the figures of its story, or of the one that this was merged into, as they are now. What
    a report of another deal had told is not told."""
    stays = [r for r in revision.story.reports if r.source.article_id not in moved]
    gone = story.id != revision.story.id
    changes = tuple(c for c in revision.changes if c.source is None or c.source.article_id not in moved)
    new = revision.novelty is Novelty.NEW
    if (gone and not stays) or (not new and (revision.article_id in moved or not changes)):
        raise Needless("what it told was split off into another story")
    # in a story that it was merged into, a number that no revision has told
    number = revision.story.number + (story.number if gone else 0)
    return replace(revision, story=replace(story, number=number), changes=changes)
