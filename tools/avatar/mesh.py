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

__all__ = ["Mesh", "Patchwork", "cut", "dress"]

_SNAP: Final = 0.12
_SMOOTHING: Final = 0.5


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
    edges = np.unique(np.sort(faces[:, [0, 1, 1, 2, 2, 0]].reshape(-1, 2), axis=1), axis=0)
    for start, end in (edges.T, edges.T[::-1]):
        a, b = values[start, column], values[end, column]
        near = (a * b < 0) & (np.abs(a) < _SNAP * np.abs(a - b))
        values[start[near], column] = 0.0


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
    smooth: Mapping[int, int],
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
        How often each region's inside is smoothed.
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
    vertices = place[keys[:, 0]] + normals[keys[:, 0]] * lift[:, None]
    out = Patchwork(keys[:, 0], keys[:, 1], vertices, normals[keys[:, 0]], faces)
    return _hem(out, mesh.faces, region_of_face)


def _smoothed(mesh: Mesh, region_of_face: NDArray[np.int64], smooth: Mapping[int, int]) -> Array:
    place = mesh.values[:, :3].copy()
    edges = np.unique(np.sort(mesh.faces[:, [0, 1, 1, 2, 2, 0]].reshape(-1, 2), axis=1), axis=0)
    both = np.vstack([edges, edges[:, ::-1]])
    count = np.bincount(both[:, 0], minlength=len(place))[:, None]
    for region, times in smooth.items():
        inside = np.ones(len(place), dtype=bool)
        inside[mesh.faces[region_of_face != region].ravel()] = False
        for _ in range(times):
            total = np.zeros_like(place)
            np.add.at(total, both[:, 0], place[both[:, 1]])
            mean = total / np.maximum(count, 1)
            place[inside] += _SMOOTHING * (mean - place)[inside]
    return place


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
