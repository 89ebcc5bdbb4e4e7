"""Triangles with values at their corners: cut along lines, split into regions, hemmed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from tools.performer.body import vertex_normals

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    Array = NDArray[np.float64]
    Faces = NDArray[np.int64]

__all__ = ["Mesh", "Patchwork", "cut", "dress", "refine"]

_SNAP: Final = 0.12


@dataclass(frozen=True, slots=True)
class Mesh:
    """``values`` holds any number of columns for each vertex; ``faces`` is ``(n, 3)``."""

    values: Array
    faces: Faces


@dataclass(frozen=True, slots=True)
class Patchwork:
    """A mesh whose vertices belong to one region each.

    ``source`` is the vertex of the cut mesh each comes from, ``region`` its region's number.
    """

    source: NDArray[np.int64]
    region: NDArray[np.int64]
    vertices: Array
    normals: Array
    faces: Faces


def cut(mesh: Mesh, column: int) -> Mesh:
    """Cut triangles where a column of the values changes its sign.

    Vertices close to the line are taken to lie on it, so that no slivers arise.
    """
    values, faces = mesh.values.copy(), mesh.faces
    _snap(values, faces, column)
    sign = np.sign(values[:, column])
    corners = sign[faces]
    crossed = (corners.min(1) < 0) & (corners.max(1) > 0)
    added: list[Array] = []
    middles: dict[tuple[int, int], int] = {}

    def middle(a: int, b: int) -> int:
        key = (min(a, b), max(a, b))
        if key not in middles:
            p, q = values[key[0]], values[key[1]]
            share = p[column] / (p[column] - q[column])
            point = p + share * (q - p)
            point[column] = 0.0
            middles[key] = len(values) + len(added)
            added.append(point)
        return middles[key]

    new: list[tuple[int, int, int]] = []
    for face in faces[crossed].tolist():
        new += _split(face, [sign[i] for i in face], middle)
    whole = [tuple(face) for face in faces[~crossed].tolist()]
    stacked = np.vstack([values, *added]) if added else values
    return Mesh(stacked, np.array(whole + new, dtype=np.int64))


def _snap(values: Array, faces: Faces, column: int) -> None:
    """Move vertices that are close to the line along an edge onto it."""
    edges = np.unique(np.sort(faces[:, [0, 1, 1, 2, 2, 0]].reshape(-1, 2), axis=1), axis=0)
    for start, end in (edges.T, edges.T[::-1]):
        a, b = values[start, column], values[end, column]
        near = np.flatnonzero((a * b < 0) & (np.abs(a) < _SNAP * np.abs(a - b)))
        moved, first = np.unique(start[near], return_index=True)
        way = near[first]
        share = (a[way] / (a[way] - b[way]))[:, None]
        values[moved] += share * (values[end[way]] - values[moved])
        values[moved, column] = 0.0


def refine(mesh: Mesh, chosen: NDArray[np.bool_]) -> Mesh:
    """Halve all edges of the chosen triangles; their neighbours are split to fit."""
    values = mesh.values
    added: list[Array] = []
    middles: dict[tuple[int, int], int] = {}
    for face in mesh.faces[chosen].tolist():
        for a, b in ((0, 1), (1, 2), (2, 0)):
            key = (min(face[a], face[b]), max(face[a], face[b]))
            if key not in middles:
                middles[key] = len(values) + len(added)
                added.append((values[key[0]] + values[key[1]]) / 2)
    faces: list[tuple[int, int, int]] = []
    for face in mesh.faces.tolist():
        edges = zip(face, [*face[1:], face[0]], strict=True)
        halves = [middles.get((min(edge), max(edge))) for edge in edges]
        faces += _quarter(face, halves)
    stacked = np.vstack([values, *added]) if added else values
    return Mesh(stacked, np.array(faces, dtype=np.int64))


def _quarter(face: Sequence[int], halves: Sequence[int | None]) -> list[tuple[int, int, int]]:
    a, b, c = face
    ab, bc, ca = halves
    if ab is not None and bc is not None and ca is not None:
        return [(a, ab, ca), (ab, b, bc), (ca, bc, c), (ab, bc, ca)]
    for _ in range(3):
        if ab is not None and bc is not None:
            return [(a, ab, c), (ab, b, bc), (ab, bc, c)]
        if ab is not None and ca is None:
            return [(a, ab, c), (ab, b, c)]
        (a, b, c), (ab, bc, ca) = (b, c, a), (bc, ca, ab)
    return [(a, b, c)]


def _split(
    face: Sequence[int], signs: Sequence[float], middle: Callable[[int, int], int]
) -> list[tuple[int, int, int]]:
    for turn in range(3):
        a, b, c = (face[(turn + i) % 3] for i in range(3))
        sa, sb, sc = (signs[(turn + i) % 3] for i in range(3))
        if sa == 0 and sb * sc < 0:
            m = middle(b, c)
            return [(a, b, m), (a, m, c)]
        if sa * sb < 0 and sa * sc < 0:
            p, q = middle(a, b), middle(a, c)
            return [(a, p, q), (p, b, c), (p, c, q)]
    raise ValueError(signs)


def dress(
    mesh: Mesh,
    region_of_face: NDArray[np.int64],
    thickness_m: Mapping[int, float],
    smooth: Mapping[int, float],
    share: Array,
) -> Patchwork:
    """Lift regions off the body, smoothed, with a hem where they end.

    Parameters
    ----------
    mesh
        The first three columns of its values are the place of a vertex.
    region_of_face
        Each triangle's region; the higher number lies on top where two meet.
    thickness_m
        How far each region lies off the skin.
    smooth
        How far around, in metres, each region's inside is smoothed.
    share
        How much of its region's thickness each vertex has.
    """
    place = _smoothed(mesh, region_of_face, smooth)
    normals = vertex_normals(place, mesh.faces.astype(np.int32))
    keys, index = np.unique(
        np.stack([mesh.faces.ravel(), np.repeat(region_of_face, 3)], axis=1),
        axis=0,
        return_inverse=True,
    )
    faces = index.reshape(-1, 3)
    lift = np.array([thickness_m.get(int(r), 0.0) for r in keys[:, 1]])
    lift *= share[keys[:, 0]]
    vertices = place[keys[:, 0]] + normals[keys[:, 0]] * lift[:, None]
    out = Patchwork(keys[:, 0], keys[:, 1], vertices, normals[keys[:, 0]], faces)
    return _hem(out, mesh.faces, region_of_face)


def _smoothed(mesh: Mesh, region_of_face: NDArray[np.int64], smooth: Mapping[int, float]) -> Array:
    """Let cloth hang over what is small: a mean over the area around, whatever the mesh's grain."""
    place = mesh.values[:, :3].copy()
    normals = vertex_normals(place, mesh.faces.astype(np.int32))
    area = _areas(place, mesh.faces)
    for region, reach_m in smooth.items():
        own = np.unique(mesh.faces[region_of_face == region])
        rim = np.isin(own, mesh.faces[region_of_face != region])
        before = place.copy()
        for part in np.array_split(own[~rim], max(1, len(own) // 256)):
            away = np.linalg.norm(before[part, None] - before[own], axis=2) / reach_m
            alike = np.maximum(normals[part] @ normals[own].T, 0.0)
            share = area[own] * alike * np.exp(-0.5 * away**2)
            place[part] = share @ before[own] / share.sum(1, keepdims=True)
    return place


def _areas(place: Array, faces: Faces) -> Array:
    """Return the area around each vertex."""
    a, b, c = (place[faces[:, corner]] for corner in range(3))
    area = np.linalg.norm(np.cross(b - a, c - a), axis=1) / 6
    found: Array = np.bincount(faces.ravel(), np.repeat(area, 3), minlength=len(place)).astype(
        float
    )
    return found


class _Seams:
    """Adds the strips of hems to a patchwork."""

    def __init__(self, out: Patchwork) -> None:
        self.out = out
        pairs = zip(out.source.tolist(), out.region.tolist(), strict=True)
        self.at = {pair: index for index, pair in enumerate(pairs)}
        self.copies: dict[tuple[int, int, int], int] = {}
        self.strips: list[tuple[int, int, int]] = []

    def sew(self, edge: tuple[int, int], top: int, bottom: int) -> None:
        """Join an edge of the upper region with the same edge of the lower one."""
        a, b = edge
        p, q = self.at[a, top], self.at[b, top]
        r, s = (
            self.copies.setdefault((v, top, bottom), len(self.at) + len(self.copies)) for v in edge
        )
        self.strips += [(p, r, q), (q, r, s)]

    def finish(self) -> Patchwork:
        """Return the patchwork with its hems."""
        out, copies = self.out, list(self.copies)
        lower = [self.at[v, bottom] for v, _, bottom in copies]
        upper = [self.at[v, top] for v, top, _ in copies]
        strips = np.array(self.strips, dtype=np.int64).reshape(-1, 3)
        return Patchwork(
            source=np.concatenate([out.source, out.source[upper]]),
            region=np.concatenate([out.region, out.region[upper]]),
            vertices=np.vstack([out.vertices, out.vertices[lower]]),
            normals=np.vstack([out.normals, out.normals[upper]]),
            faces=np.vstack([out.faces, strips]),
        )


def _hem(out: Patchwork, faces: Faces, region_of_face: NDArray[np.int64]) -> Patchwork:
    """Close the step where a region ends with a strip down to what lies under it."""
    owner: dict[tuple[int, int], int] = {}
    for face, region in zip(faces.tolist(), region_of_face.tolist(), strict=True):
        for a, b in ((0, 1), (1, 2), (2, 0)):
            owner[face[a], face[b]] = region
    seams = _Seams(out)
    for (a, b), top in owner.items():
        bottom = owner.get((b, a), top)
        if bottom < top:
            seams.sew((a, b), top, bottom)
    return seams.finish()
