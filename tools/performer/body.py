"""A performer's body: the anny mesh of one phenotype, reduced to the bones that are posed."""

from __future__ import annotations

import warnings
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Array = NDArray[np.float64]

SPINE = ("spine05", "spine04", "spine03", "spine02", "spine01")
NECK = ("neck01", "neck02", "neck03")
ARM = ("clavicle", "shoulder01", "upperarm01", "upperarm02", "lowerarm01", "lowerarm02", "wrist")
FINGER_BONES = tuple(f"finger{finger}-{bone}" for finger in range(2, 6) for bone in range(1, 4))
LEG = ("upperleg01", "upperleg02", "lowerleg01", "lowerleg02", "foot", "toes")
BONES = (
    "root",
    *SPINE,
    *NECK,
    "head",
    *(f"{b}.{s}" for s in "LR" for b in ARM),
    *(f"{b}.{s}" for s in "LR" for b in LEG),
)


@dataclass(frozen=True, slots=True)
class Body:
    """Rest geometry of one performer, metres, z up, facing -y, left = +x.

    ``heads`` are the joint centres of `BONES`, ``weights`` is ``(vertices, bones)``; ``parts`` are
    per-vertex weights of the mesh regions that `look` paints.
    """

    phenotype: Mapping[str, float]
    vertices: Array
    normals: Array
    faces: NDArray[np.int32]
    heads: Mapping[str, Array]
    weights: Array
    parts: Mapping[str, Array]
    markers: Mapping[str, int] = field(default_factory=dict)

    def length(self, *bones: str) -> float:
        """Length of the chain through the given bone heads."""
        ends = pairwise(bones)
        return float(sum(np.linalg.norm(self.heads[b] - self.heads[a]) for a, b in ends))

    @property
    def sole_height(self) -> float:
        """Height of the ankle centre above the sole of the standing foot."""
        return float(self.heads["foot.L"][2] - self.vertices[:, 2].min())


@cache
def _model() -> Any:  # noqa: ANN401 - anny has no type information
    import anny
    import torch

    torch.set_num_threads(1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return anny.create_fullbody_model(triangulate_faces=True, all_phenotypes=True)


def load_body(phenotype: Mapping[str, float]) -> Body:
    """Shape the anny body.

    Parameters
    ----------
    phenotype
        anny's phenotype values, each in [0, 1].
    """
    import torch

    model = _model()
    values = {k: torch.tensor([v], dtype=torch.float64) for k, v in phenotype.items()}
    rest = model.get_rest_model(model.get_phenotype_blendshape_coefficients(**values))
    vertices = rest["rest_vertices"][0].numpy()
    heads = rest["rest_bone_heads"][0].numpy()
    labels = list(model.bone_labels)
    weights = _dense_weights(model, len(labels))
    faces = model.faces.numpy().astype(np.int32)
    vertices, faces, weights = _drop_inner_parts(vertices, faces, weights, labels)
    return Body(
        phenotype=dict(phenotype),
        vertices=vertices,
        normals=vertex_normals(vertices, faces),
        faces=faces,
        heads=_joint_heads(labels, heads),
        weights=_merge(labels, list(model.bone_parents), weights),
        parts=_parts(labels, weights),
        markers=_markers(labels, vertices, weights),
    )


def _dense_weights(model: Any, bones: int) -> Array:  # noqa: ANN401
    index, value = model.vertex_bone_indices.numpy(), model.vertex_bone_weights.numpy()
    dense = np.zeros((len(index), bones))
    np.add.at(dense, (np.arange(len(index))[:, None], index), value)
    return np.asarray(dense / dense.sum(1, keepdims=True))


def _drop_inner_parts(
    vertices: Array, faces: NDArray[np.int32], weights: Array, labels: list[str]
) -> tuple[Array, NDArray[np.int32], Array]:
    tongue = [i for i, name in enumerate(labels) if name.startswith("tongue")]
    hidden = weights[:, tongue].sum(1) > 0.5  # noqa: PLR2004 - mostly tongue
    faces = faces[~hidden[faces].any(1)]
    used = np.unique(faces)
    renumber = np.full(len(vertices), -1, dtype=np.int32)
    renumber[used] = np.arange(len(used))
    return vertices[used], renumber[faces], weights[used]


def _joint_heads(labels: list[str], heads: Array) -> dict[str, Array]:
    out = {b: heads[labels.index(b)] for b in BONES if b in labels}
    for side in "LR":
        out[f"palm.{side}"] = heads[labels.index(f"finger3-1.{side}")]
        for bone in (1, 3):
            out[f"thumb{bone}.{side}"] = heads[labels.index(f"finger1-{bone}.{side}")]
        for name in FINGER_BONES:
            out[f"{name}.{side}"] = heads[labels.index(f"{name}.{side}")]
        for finger in (2, 5):
            out[f"knuckle{finger}.{side}"] = heads[labels.index(f"finger{finger}-1.{side}")]
        out[f"toes.{side}"] = np.mean(
            [heads[labels.index(f"toe{n}-1.{side}")] for n in range(1, 6)], axis=0
        )
    return out


def _owner(name: str) -> str | None:
    side = name[-2:]
    if name.startswith("toe"):
        return "toes" + side
    if name.startswith(("finger", "metacarpal")):
        return "wrist" + side
    if name.startswith("pelvis"):
        return "root"
    if name.startswith("breast"):
        return "spine02"
    return name if name in BONES else None


def _merge(labels: list[str], parents: list[int], weights: Array) -> Array:
    merged = np.zeros((len(weights), len(BONES)))
    for i in range(len(labels)):
        j = i
        while (owner := _owner(labels[j])) is None:
            j = parents[j]
        merged[:, BONES.index(owner)] += weights[:, i]
    return merged


def _parts(labels: list[str], weights: Array) -> dict[str, Array]:
    def share(*prefixes: str) -> Array:
        picked = [i for i, n in enumerate(labels) if n.startswith(prefixes)]
        return np.asarray(weights[:, picked].sum(1))

    return {
        "arm": share("upperarm", "lowerarm", "wrist", "finger", "metacarpal"),
        "thumb": share("finger1-"),
        **{bone: share(bone) for bone in FINGER_BONES},
        "leg": share("upperleg", "lowerleg", "foot", "toe"),
        "eye": share("eye."),
        "lip": share("oris01", "oris02", "oris03", "oris05", "oris07", "oris06", "oris04"),
        "head": share("head", "neck03", "jaw", "special", "oris", "levator", "orbic", "tempo"),
    }


def _markers(labels: list[str], vertices: Array, weights: Array) -> dict[str, int]:
    out: dict[str, int] = {}
    head = weights[:, labels.index("head")] > 0
    eye_z = vertices[weights[:, labels.index("eye.L")] > 0.9, 2].min()  # noqa: PLR2004
    central = head & (np.abs(vertices[:, 0]) < 0.02) & (vertices[:, 2] < eye_z + 0.02)  # noqa: PLR2004
    out["nose"] = int(np.argmin(np.where(central, vertices[:, 1], np.inf)))
    for side in "LR":
        foot = weights[:, labels.index(f"foot.{side}")] > 0.5  # noqa: PLR2004
        low = foot & (vertices[:, 2] < vertices[:, 2].min() + 0.03)
        out[f"heel_{side}"] = int(np.argmax(np.where(low, vertices[:, 1], -np.inf)))
        toe = weights[:, [labels.index(f"toe{n}-1.{side}") for n in (1, 2)]].sum(1) > 0
        toe |= weights[:, [labels.index(f"toe{n}-2.{side}") for n in (1, 2)]].sum(1) > 0
        out[f"toe_{side}"] = int(np.argmin(np.where(toe, vertices[:, 1], np.inf)))
    return out


def vertex_normals(vertices: Array, faces: NDArray[np.int32]) -> Array:
    """Area-weighted unit normals per vertex."""
    a, b, c = (vertices[faces[:, i]] for i in range(3))
    face = np.cross(b - a, c - a)
    normals = np.zeros_like(vertices)
    for i in range(3):
        np.add.at(normals, faces[:, i], face)
    return np.asarray(normals / np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12))
