"""A followed stream measured against a labelled one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations

from sokuho.evaluation.scores import Doc, Means, Overlap, Scores, Share

#: what a development set is to reach: the least F1 or share of a field, or the most
TARGETS: dict[str, float] = {
    "pairs": 0.95,
    "pairs_ja_en": 0.90,
    "bcubed": 0.95,
    "first": 0.97,
    "updates": 0.85,
}
CEILINGS: dict[str, float] = {"split": 0.05, "noise": 0.05, "lost": 0.03}

#: what each field says, for those who read the tables
MEANINGS: dict[str, str] = {
    "pairs": "pairs of reports put into one story",
    "pairs_ja_en": "the same, of a Japanese and an English report",
    "bcubed": "how pure and whole the stories are, report by report",
    "first": "first reports of a story told as new",
    "split": "stories told as new more than once",
    "updates": "updates told, and nothing else told as one",
    "noise": "repeats told as news",
    "lost": "reports on topic that were left out",
}


def score_stories(gold: Sequence[Doc], followed: Mapping[str, Doc]) -> Scores:
    """Measure a followed stream. Both sides have "story" and "novelty"; what was called off topic
    stands alone. Raises KeyError with the id of a report nobody followed."""
    scores = Scores(documents=len(gold))
    story = {d["id"]: followed[d["id"]].get("story") or f"alone {d['id']}" for d in gold}
    _pairs(scores, gold, story)
    _bcubed(scores, gold, story)
    counts = Counter((d["novelty"], followed[d["id"]]["novelty"]) for d in gold)
    true = Counter(d["novelty"] for d in gold)
    said = Counter(followed[d["id"]]["novelty"] for d in gold)
    new = counts["new", "new"]
    scores.rows |= {
        "first": Share(new, true["new"]),
        "split": Share(said["new"] - new, true["new"]),
        "updates": Overlap(counts["update", "update"], said["update"], true["update"]),
        "noise": Share(counts["repeat", "new"] + counts["repeat", "update"], true["repeat"]),
        "lost": Share(said["off_topic"], len(gold)),
    }
    return scores


def _pairs(scores: Scores, gold: Sequence[Doc], story: Mapping[str, str]) -> None:
    together, across = Overlap(), Overlap()
    for a, b in combinations(gold, 2):
        true, said = a["story"] == b["story"], story[a["id"]] == story[b["id"]]
        for row in (together, across) if a["lang"] != b["lang"] else (together,):
            row.hit += true and said
            row.said += said
            row.true += true
        if true != said:
            pair = f"{a['id']} {b['id']}"
            scores.miss(pair, "pairs", [a["story"]] if true else [], [] if true else ["merged"])
    scores.rows |= {"pairs": together, "pairs_ja_en": across}


def _bcubed(scores: Scores, gold: Sequence[Doc], story: Mapping[str, str]) -> None:
    both = Counter((d["story"], story[d["id"]]) for d in gold)
    true, said = Counter(d["story"] for d in gold), Counter(story.values())
    n = len(gold) or 1
    p = sum(k * k / said[s] for (_, s), k in both.items()) / n
    r = sum(k * k / true[t] for (t, _), k in both.items()) / n
    scores.rows["bcubed"] = Means(true=len(gold), p=p, r=r)
