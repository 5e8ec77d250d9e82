"""What a revision may still tell after a person has muted, split or merged its story: messages that wait were
written down before that, and must not repeat what was just corrected."""

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


class Merged(NamedTuple):
    """The story that a new one was merged into, maybe with others. Who is told of that story is not told of
    this one; of several merged stories that a reader waits for, the first (by id) is told."""

    into: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()

    @property
    def why(self) -> str:
        return f"the story was merged into {self.into}, which this reader is told of"


class Standing(NamedTuple):
    """A revision as it is told now: if its story was merged, as news of the story it went into."""

    revision: Revision
    merged: Merged | None = None


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
    new = gone and revision.novelty is Novelty.NEW
    return Standing(revision, _merged(parts, story.id, last.id) if new else None)


def told_of(parts: Parts, merged: Merged, subscriptions: Collection[str]) -> set[str]:
    """Which subscriptions have been told, or will be, of the story that this one was merged into."""
    names = list(subscriptions)
    found: set[str] = set()
    for story in (merged.into, *merged.before):
        found |= parts.alerts.told_of(story, names) | parts.digests.told_of(story, names)
    for story in merged.after:
        found |= parts.alerts.told_of(story, names, waiting=False)
    return found


def for_reader(parts: Parts, revision: Revision, subscription: str) -> Revision:
    """The revision as this reader is told it now. Raises Needless where they are not."""
    found = standing(parts, revision)
    if found.merged and told_of(parts, found.merged, [subscription]):
        raise Needless(found.merged.why)
    return found.revision


def to_tell(parts: Parts, ids: Collection[str], subscription: str) -> Iterator[Revision]:
    """Those of the revisions that this reader is told now, oldest first."""
    used: set[str] = set()
    for revision in parts.stories.revisions(ids):
        with suppress(Needless):
            told = for_reader(parts, revision, subscription)
            while told.id in used:  # two stories that were merged into one told as much each
                told = replace(told, story=replace(told.story, number=told.story.number + 1))
            used.add(told.id)
            yield told


def _merged(parts: Parts, story: str, into: str) -> Merged:
    state = parts.stories.state(into)
    others = sorted(set(decode(state, StoryState).merged) - {story}) if state else []
    return Merged(into, tuple(s for s in others if s < story), tuple(s for s in others if s > story))


def _end(parts: Parts, story: Story) -> Story:
    """The story that this one has ended up in: itself unless it was merged."""
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
    """The news with today's figures of its story, or of the one that this was merged into, and without what
    came from reports that were split off."""
    stays = [r for r in revision.story.reports if r.source.article_id not in moved]
    gone = story.id != revision.story.id
    changes = tuple(c for c in revision.changes if c.source is None or c.source.article_id not in moved)
    new = revision.novelty is Novelty.NEW
    if (gone and not stays) or (not new and (revision.article_id in moved or not changes)):
        raise Needless("what it told was split off into another story")
    # in a story that it was merged into, a number that no revision has told
    number = revision.story.number + (story.number if gone else 0)
    return replace(revision, story=replace(story, number=number), changes=changes)
