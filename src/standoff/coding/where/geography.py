"""Which of the places that bear a name does a text mean?

Each name of the text has one sense in it. A place gains by its population, by what stands next to the
name ("Paris, Texas"; "Idlib province"), and by the other names of the text: those in the same country and
province, and those close by. Three rounds, so that names with one sense speak first.
The measures follow the heuristics of Leidner (2007, "Toponym Resolution in Text").
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from standoff.coding.where.place_words import words
from standoff.ontology.gazetteer import Kind, Site, capitals
from standoff.types import Span

_ROUNDS = 4
_MOST_SITES, _MOST_POINTS = 40, 150
_ANCHORED = 8.0
"""What "Paris, Texas" adds: more than any prior can outweigh."""
_COUNTRY, _REGION, _NEAR = 2.5, 3.5, 2.5
_NEAR_KM = 200.0
_NEARBY = 9.0
"""Degrees of latitude beyond which a neighbour adds nothing to speak of; saves the trigonometry."""
_POSSESSIVES = frozenset({"'s", "\u2019s", "'", "\u2019"})
_JOINING = frozenset({"in", "of"})
_CAPITAL, _OWN = 1.5, 1.0
_DOUBT = 1.0
"""Added to the votes that a share is taken of, since two names are no evidence of a region."""
_KIND_PRIOR = {
    Kind.COUNTRY: 3.0,
    Kind.CONTINENT: 3.0,
    Kind.PROVINCE: 0.3,
    Kind.DISTRICT: -1.0,
    Kind.TOWN: 0.0,
    Kind.AREA: 1.0,
    Kind.WATER: 1.0,
    Kind.ISLAND: 1.0,
    Kind.MOUNTAIN: 1.0,
    Kind.QUARTER: 0.0,
}


@dataclass(frozen=True, slots=True)
class Named:
    """A place name in the text. ``level`` is the kind that the words around it call for; ``comma`` tells
    that a comma or bracket follows, after which the next name may contain this one."""

    span: Span
    text: str
    key: str
    sites: tuple[Site, ...]
    sentence: int
    block: int
    first: int
    last: int
    level: Kind | None = None
    comma: bool = False
    lead: tuple[str, ...] = ()
    """Up to four words before the name, in lower case."""


def settle(named: Sequence[Named]) -> list[tuple[Named, Site | None, str | None]]:
    """Each name with the place that it means, or with the likely country alone where none is known."""
    groups: dict[tuple[str, Kind | None], list[int]] = defaultdict(list)
    for i, name in enumerate(named):
        groups[name.key, name.level].append(i)
    parents = _parents(named)
    chosen: dict[tuple[str, Kind | None], Site] = {}
    base = {
        sense: [
            (site, _prior(site, sense[0], sense[1], named[members[0]].sites))
            for site in named[members[0]].sites[:_MOST_SITES]
        ]
        for sense, members in groups.items()
    }
    for turn in range(_ROUNDS):
        votes = _votes(chosen, groups) if turn else _Votes.empty()
        fresh: dict[tuple[str, Kind | None], Site] = {}
        for sense, members in groups.items():
            if not base[sense]:
                continue
            holders = [site for i in members for site in parents.get(i, ())]
            fresh[sense] = max(
                base[sense], key=lambda pair: pair[1] + _held(pair[0], holders) + votes.bonus(pair[0], sense)
            )[0]
        chosen = fresh
    sites = [chosen.get((name.key, name.level)) for name in named]
    return list(zip(named, sites, _countries(named, sites), strict=True))


def _countries(named: Sequence[Named], sites: Sequence[Site | None]) -> list[str | None]:
    """The country of each name; where no gazetteer knows it, that of the nearest name, in its block first."""
    known = [None if site is None else site.country for site in sites]
    last = len(named) - 1
    before = _nearest(known)
    after = [None if j is None else last - j for j in reversed(_nearest(known[::-1]))]
    found: list[str | None] = []
    for i, name in enumerate(named):
        options = [j for j in (before[i], after[i]) if j is not None]
        best = min(
            options,
            key=lambda j: (named[j].block != name.block, abs(named[j].span.start - name.span.start)),
            default=None,
        )
        found.append(known[i] if best is None else known[best])
    return found


def _nearest(known: Sequence[str | None]) -> list[int | None]:
    """For each index, the last one up to it that is known."""
    found: list[int | None] = []
    last: int | None = None
    for i, country in enumerate(known):
        last = i if country is not None else last
        found.append(last)
    return found


def _prior(site: Site, key: str, level: Kind | None, sites: Sequence[Site]) -> float:
    score = math.log10(max(site.population, 0) + 300) + _KIND_PRIOR[site.kind]
    if not site.main:
        score -= 1.0
    if site.kind is Kind.TOWN and capitals().get(key) == site.country:
        score += _CAPITAL
    if site.own and site.kind is Kind.TOWN:
        score += _OWN
    if level is not None:
        if site.kind is level or (site.own and level is Kind.PROVINCE and site.kind is Kind.AREA):
            score += 3.0
        elif {site.kind, level} == {Kind.PROVINCE, Kind.DISTRICT}:
            score += 1.5
    if site.kind in (Kind.PROVINCE, Kind.DISTRICT) and level is None:
        seat = any(
            other.kind is Kind.TOWN
            and other.country == site.country
            and other.region == site.region
            and other.population * 20 > site.population
            for other in sites
        )
        score -= 1.5 if seat else 0.0
    return score


def _contains(outer: Site, inner: Site) -> bool:
    if outer == inner or outer.kind in (Kind.TOWN, Kind.QUARTER):
        return False
    if outer.kind is Kind.COUNTRY:
        return outer.country == inner.country and inner.kind is not Kind.COUNTRY
    if outer.kind is Kind.PROVINCE:
        return (
            outer.country == inner.country
            and outer.region == inner.region
            and inner.kind is not Kind.PROVINCE
        )
    if outer.country is not None and outer.country != inner.country:
        return False
    return inner.kind in (Kind.TOWN, Kind.QUARTER) and kilometres(outer, inner) < 120


def _parents(named: Sequence[Named]) -> dict[int, tuple[Site, ...]]:
    """For the names that another name next to them contains: the places that this other may be."""
    found: dict[int, tuple[Site, ...]] = {}
    for i, (name, following) in enumerate(pairwise(named)):
        if name.sentence != following.sentence:
            continue
        gap = following.first - name.last - 1
        between = following.lead[-gap:] if gap else ()
        if name.comma and gap == 1:
            found[i] = following.sites[:5]
        elif not between or len(between) < gap:
            continue
        elif between[0] in _POSSESSIVES:
            # "Syria's northern Idlib"
            found.setdefault(i + 1, tuple(site for site in name.sites[:3] if site.kind is not Kind.TOWN))
        elif (
            _JOINING & set(between)
            and set(between) <= _JOINING | words().lists["direction"] | words().lists["after"]
        ):
            # "Dayton in western Ohio"
            found.setdefault(i, tuple(site for site in following.sites[:3] if site.kind is not Kind.TOWN))
    return found


def _held(site: Site, holders: Iterable[Site]) -> float:
    return _ANCHORED if any(_contains(holder, site) for holder in holders) else 0.0


@dataclass(frozen=True, slots=True)
class _Votes:
    """What the names of a text say together, weighed by how often each stands there."""

    countries: Mapping[str, float]
    regions: Mapping[str, float]
    total: float
    points: tuple[tuple[tuple[str, Kind | None], Site, float], ...]
    weights: Mapping[tuple[str, Kind | None], float]

    @classmethod
    def empty(cls) -> _Votes:
        return cls({}, {}, 0.0, (), {})

    def bonus(self, site: Site, sense: tuple[str, Kind | None]) -> float:
        if not self.total:
            return 0.0
        own = self.weights.get(sense, 0.0)
        country, region = (
            self.countries.get(site.country or "", 0.0),
            self.regions.get(site.region or "", 0.0),
        )
        near = 0.0
        for other, point, weight in self.points:
            if other[0] == sense[0]:
                if point.country == site.country:
                    country -= weight
                if point.region == site.region and site.region:
                    region -= weight
            elif (
                near < 2.0
                and abs(point.latitude - site.latitude) < _NEARBY
                and point.kind in (Kind.TOWN, Kind.DISTRICT, Kind.QUARTER)
            ):
                near += math.exp(-kilometres(point, site) / _NEAR_KM)
        rest = max(self.total - own, 1.0) + _DOUBT
        return (
            _COUNTRY * max(country, 0) / rest + _REGION * max(region, 0) / rest + _NEAR * min(near, 2.0) / 2.0
        )


def _votes(
    chosen: Mapping[tuple[str, Kind | None], Site], groups: Mapping[tuple[str, Kind | None], list[int]]
) -> _Votes:
    countries: dict[str, float] = defaultdict(float)
    regions: dict[str, float] = defaultdict(float)
    points = []
    total = 0.0
    for sense, site in chosen.items():
        weight = 1.0 + math.log(len(groups[sense]))
        total += weight
        if site.country:
            countries[site.country] += weight
        if site.region:
            regions[site.region] += weight
        points.append((sense, site, weight))
    points.sort(key=lambda point: -point[2])
    weights = {sense: weight for sense, _, weight in points}
    return _Votes(countries, regions, total, tuple(points[:_MOST_POINTS]), weights)


def kilometres(one: Site, other: Site) -> float:
    """Great-circle distance, by the haversine formula on a sphere of 6,371 km."""
    a, b = math.radians(one.latitude), math.radians(other.latitude)
    turn = math.radians(other.longitude - one.longitude)
    h = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(turn / 2) ** 2
    return 12_742.0 * math.asin(math.sqrt(min(1.0, h)))
