"""Fits weights to choices: which of several things, each shown by named evidence, is the right one.

A softmax over `sum(weight * evidence)` of the things to choose from, L2 penalty, Newton's method. Yes or no
is a choice between one thing and nothing; classes are things whose evidence has names of their own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

Values = Mapping[str, float]
Weights = dict[str, float]

_STEPS = 30
_NEAR = 1e-5


class Choice(NamedTuple):
    """`options` by evidence; `right` is the index of the right one, `event` what is told. `weight` counts it
    more or less than others."""

    options: Sequence[Values]
    right: int
    event: str
    weight: float = 1.0


class Problem:
    """Choices as arrays. A bias is not held near zero."""

    def __init__(self, choices: Sequence[Choice]) -> None:
        self.names = sorted({k for c in choices for o in c.options for k in o})
        column = {k: i for i, k in enumerate(self.names)}
        widest = max(len(c.options) for c in choices)
        self.x = np.zeros((len(choices), widest, len(self.names)))
        self.there = np.zeros((len(choices), widest), dtype=bool)
        self.right = np.zeros((len(choices), widest))
        self.weight = np.array([c.weight for c in choices])
        for i, c in enumerate(choices):
            self.right[i, c.right] = 1.0
            for j, option in enumerate(c.options):
                self.there[i, j] = True
                for k, value in option.items():
                    self.x[i, j, column[k]] = value
        self.free = np.array([k.endswith("bias") for k in self.names])

    def fit(
        self,
        penalty: float,
        rows: np.ndarray | None = None,
        known: Mapping[str, float] | None = None,
        prior: Mapping[str, float] | None = None,
    ) -> np.ndarray:
        """The weights that make the right choices of `rows` (a mask; all if None) likeliest. `known` ones
        stay as they are, the others near their `prior`, or near zero."""
        rows = np.ones(len(self.x), dtype=bool) if rows is None else rows
        x, right, there, weight = self.x[rows], self.right[rows], self.there[rows], self.weight[rows]
        total = weight.sum()
        hold = np.where(self.free, 1e-4, penalty) * total
        near = self.weights(prior or {})
        w = self.weights({**(prior or {}), **(known or {})})
        sought = np.array([k not in (known or {}) for k in self.names])
        loss = np.inf
        for _ in range(_STEPS):
            p = _softmax(x @ w, there)
            grad = np.einsum("n,nof,no->f", weight, x, p - right) + hold * (w - near)
            mean = np.einsum("nof,no->nf", x, p)
            curve = np.einsum("nof,no,nog->fg", x, p * weight[:, None], x, optimize=True)
            curve -= np.einsum("nf,n,ng->fg", mean, weight, mean, optimize=True)
            step = np.zeros(len(w))
            step[sought] = np.linalg.solve((curve + np.diag(hold))[np.ix_(sought, sought)], grad[sought])
            size = 1.0
            while size > 1e-4:
                trial = w - size * step
                now = (
                    _loss(_softmax(x @ trial, there), right, weight)
                    + 0.5 * (hold * (trial - near) ** 2).sum()
                )
                if now < loss:
                    break
                size /= 2
            else:
                break
            done = loss - now < _NEAR * total
            w, loss = trial, now
            if done:
                break
        return w

    def named(self, weights: np.ndarray) -> Weights:
        """Weights as a mapping."""
        return dict(zip(self.names, map(float, weights), strict=True))

    def weights(self, named: Mapping[str, float]) -> np.ndarray:
        """The other way round; evidence without a weight counts nothing."""
        return np.array([named.get(k, 0.0) for k in self.names])

    def said(self, w: np.ndarray) -> np.ndarray:
        """The probability of every option."""
        return _softmax(self.x @ w, self.there)

    def judged(self, said: np.ndarray, plain: np.ndarray | None = None) -> tuple[float, str]:
        """The mean surprise at the right choices (of those that are `plain`), and in words also the share of
        them that were made, of all others, too."""
        plain = np.ones(len(said), dtype=bool) if plain is None else plain
        loss = float(-np.log(np.maximum(1e-12, (said * self.right).sum(axis=1)))[plain].mean())
        ok = said.argmax(axis=1) == self.right.argmax(axis=1)
        poorer = "" if plain.all() else f", with words left out {ok[~plain].mean():.3f}"
        return loss, f"loss {loss:.3f}, right {ok[plain].mean():.3f}{poorer}"

    def likeliest(
        self,
        what: str,
        fold: np.ndarray,
        penalties: Sequence[float],
        known: Mapping[str, float] | None = None,
        plain: np.ndarray | None = None,
    ) -> Weights:
        """The weights by the penalty under which unseen events (those of the other folds) come out likeliest;
        prints what each penalty does."""
        losses = {}
        for penalty in penalties:
            losses[penalty], shown = self.judged(crossed(self, fold, penalty, known), plain)
            print(f"{what:12} penalty {penalty:<6.4g} {shown}", flush=True)
        best = min(penalties, key=lambda penalty: losses[penalty])
        weights = self.fit(best, known=known)
        _, shown = self.judged(self.said(weights), plain)
        print(f"{what:12} penalty {best:.4g}, {len(self.names)} weights, on what they are fitted to: {shown}")
        return self.named(weights)


def _softmax(logits: np.ndarray, there: np.ndarray) -> np.ndarray:
    z = np.where(there, logits, -np.inf)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return np.asarray(e / e.sum(axis=1, keepdims=True))


def _loss(p: np.ndarray, right: np.ndarray, weight: np.ndarray) -> float:
    return float(-(weight * np.log(np.maximum(1e-12, (p * right).sum(axis=1)))).sum())


def folds(choices: Sequence[Choice], parts: int = 5) -> np.ndarray:
    """The fold of each choice: all of one event are in one."""
    events = sorted({c.event for c in choices})
    order = np.random.default_rng(7).permutation(len(events))
    fold = {event: int(order[i]) % parts for i, event in enumerate(events)}
    return np.array([fold[c.event] for c in choices])


def crossed(
    problem: Problem,
    fold: np.ndarray,
    penalty: float,
    known: Mapping[str, float] | None = None,
    prior: Mapping[str, float] | None = None,
) -> np.ndarray:
    """What is said of every choice by weights fitted to the other folds."""
    said = np.zeros(problem.right.shape)
    for k in sorted(set(fold)):
        out = fold == k
        said[out] = problem.said(problem.fit(penalty, ~out, known, prior))[out]
    return said
