"""Write and read the figure as binary glTF 2.0."""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from hamstrong.exercises.motion.skeleton import BONES, PARENTS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    Array = NDArray[np.float64]

__all__ = ["Figure", "matrices_of", "read_figure", "write_figure"]

_MAGIC: Final = 0x46546C67
_JSON, _BIN = 0x4E4F534A, 0x004E4942
_TYPES: Final = {
    "f4": 5126,
    "u4": 5125,
    "u2": 5123,
    "u1": 5121,
    "i1": 5120,
}
_SHAPES: Final = {1: "SCALAR", 3: "VEC3", 4: "VEC4", 16: "MAT4"}
_VERTEX_DATA, _INDEX_DATA = 34962, 34963


@dataclass(frozen=True, slots=True)
class Figure:
    """A skinned mesh on the bones of the drawn figure; metres, x left, y up, z forward.

    Attributes
    ----------
    vertices, normals, colours
        ``(n, 3)``; colours are linear RGB.
    faces
        ``(m, 3)``.
    bones, weights
        ``(n, 4)``: numbers of bones (see `BONES`), and how much each holds a vertex.
    muscles
        ``(n, channels)`` in [0, 1].
    unbind
        ``(bones, 4, 4)``: from the mesh's own pose into each bone's frame.
    standing
        ``(bones, 3)``: each bone's place in the standing posture.
    extras
        What else the file tells.
    """

    vertices: Array
    normals: Array
    colours: Array
    faces: NDArray[np.int64]
    bones: NDArray[np.int64]
    weights: Array
    muscles: Array
    unbind: Array
    standing: Array
    extras: Mapping[str, Any]

    def place_bones(self, turns: Array, root_m: Array) -> Array:
        """Return the matrices of all bones, ``(bones, 4, 4)``, turned in the world by ``turns``."""
        out = np.zeros((len(BONES), 4, 4))
        for index, (bone, parent) in enumerate(PARENTS.items()):
            out[index, :3, :3], out[index, 3, 3] = turns[index], 1.0
            if parent is None:
                out[index, :3, 3] = root_m
                continue
            up = BONES.index(parent)
            offset = self.standing[BONES.index(bone)] - self.standing[up]
            out[index, :3, 3] = out[up, :3, 3] + turns[up] @ offset
        return out

    def pose(self, turns: Array, root_m: Array) -> tuple[Array, Array]:
        """Return vertices and normals with every bone turned (``(bones, 3, 3)``, in the world)."""
        matrices = self.place_bones(turns, root_m) @ self.unbind
        mixed = np.einsum("vk,vkij->vij", self.weights, matrices[self.bones])
        vertices = np.einsum("vij,vj->vi", mixed[:, :3, :3], self.vertices) + mixed[:, :3, 3]
        normals = np.einsum("vij,vj->vi", mixed[:, :3, :3], self.normals)
        return vertices, normals / np.linalg.norm(normals, axis=1, keepdims=True)


class _Pack:
    """Collects buffer views and accessors."""

    def __init__(self) -> None:
        self.data = bytearray()
        self.views: list[dict[str, Any]] = []
        self.accessors: list[dict[str, Any]] = []

    def add(
        self, values: NDArray[Any], kind: str, target: int | None, *, normalised: bool = False
    ) -> int:
        flat = np.ascontiguousarray(values.astype(f"<{kind}"))
        width = 1 if flat.ndim == 1 else flat.shape[1]
        packed = flat
        stride = flat.itemsize * width
        if target == _VERTEX_DATA and stride % 4:
            padded = np.zeros((len(flat), -(-stride // 4) * 4 // flat.itemsize), flat.dtype)
            padded[:, :width] = flat
            packed = padded
        self.data += b"\0" * (-len(self.data) % 4)
        view: dict[str, Any] = {
            "buffer": 0,
            "byteOffset": len(self.data),
            "byteLength": packed.nbytes,
        }
        if target is not None:
            view["target"] = target
        if target == _VERTEX_DATA:
            view["byteStride"] = packed.itemsize * packed.shape[1]
        self.data += packed.tobytes()
        accessor: dict[str, Any] = {
            "bufferView": len(self.views),
            "componentType": _TYPES[kind],
            "count": len(flat),
            "type": _SHAPES[width],
        }
        if normalised:
            accessor["normalized"] = True
        if kind == "f4" and width == 3:  # noqa: PLR2004 - places
            accessor |= {"min": flat.min(0).tolist(), "max": flat.max(0).tolist()}
        self.views.append(view)
        self.accessors.append(accessor)
        return len(self.accessors) - 1


def write_figure(figure: Figure, path: Path) -> None:
    """Write a GLB file; normals, colours, weights and muscles with eight bits."""
    pack = _Pack()
    attributes = {
        "POSITION": pack.add(figure.vertices, "f4", _VERTEX_DATA),
        "NORMAL": pack.add(_bytes(figure.normals, 127), "i1", _VERTEX_DATA, normalised=True),
        "COLOR_0": pack.add(_bytes(figure.colours, 255), "u1", _VERTEX_DATA, normalised=True),
        "JOINTS_0": pack.add(figure.bones, "u1", _VERTEX_DATA),
        "WEIGHTS_0": pack.add(_shares(figure.weights), "u1", _VERTEX_DATA, normalised=True),
    }
    for first in range(0, figure.muscles.shape[1], 4):
        four = _bytes(figure.muscles[:, first : first + 4], 255)
        attributes[f"_MUSCLES_{first // 4}"] = pack.add(four, "u1", _VERTEX_DATA, normalised=True)
    indices = pack.add(figure.faces.ravel(), "u2", _INDEX_DATA)
    matrices = pack.add(figure.unbind.transpose(0, 2, 1).reshape(-1, 16), "f4", None)
    document = {
        "asset": {"version": "2.0", "generator": "hamstrong tools.avatar", "copyright": "CC0-1.0"},
        "extensionsUsed": ["KHR_mesh_quantization"],
        "extensionsRequired": ["KHR_mesh_quantization"],
        "scene": 0,
        "scenes": [{"nodes": [0, len(BONES)], "extras": dict(figure.extras)}],
        "nodes": [*_nodes(figure), {"name": "body", "mesh": 0, "skin": 0}],
        "skins": [
            {"joints": list(range(len(BONES))), "skeleton": 0, "inverseBindMatrices": matrices}
        ],
        "meshes": [{"primitives": [{"attributes": attributes, "indices": indices, "material": 0}]}],
        "materials": [
            {"name": "body", "pbrMetallicRoughness": {"metallicFactor": 0, "roughnessFactor": 0.85}}
        ],
        "accessors": pack.accessors,
        "bufferViews": pack.views,
        "buffers": [{"byteLength": len(pack.data)}],
    }
    path.write_bytes(_container(document, bytes(pack.data)))


def _bytes(values: Array, top: int) -> Array:
    return np.round(np.clip(values, -1, 1) * top)


def _shares(weights: Array) -> Array:
    """Round so that each row still sums to 255."""
    scaled = np.floor(weights * 255)
    scaled[:, 0] += 255 - scaled.sum(1)
    return scaled


def _nodes(figure: Figure) -> list[dict[str, Any]]:
    nodes: list[dict[str, Any]] = []
    for index, (bone, parent) in enumerate(PARENTS.items()):
        at = figure.standing[index]
        if parent is not None:
            at = at - figure.standing[BONES.index(parent)]
        children = [BONES.index(child) for child, up in PARENTS.items() if up == bone]
        node: dict[str, Any] = {"name": bone, "translation": np.round(at, 6).tolist()}
        nodes.append(node | ({"children": children} if children else {}))
    return nodes


def _container(document: Mapping[str, Any], data: bytes) -> bytes:
    text = json.dumps(document, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 4)
    data += b"\0" * (-len(data) % 4)
    chunks = (
        struct.pack("<II", len(text), _JSON) + text + struct.pack("<II", len(data), _BIN) + data
    )
    return struct.pack("<III", _MAGIC, 2, 12 + len(chunks)) + chunks


def read_figure(path: Path) -> Figure:
    """Read a file that `write_figure` wrote."""
    raw = path.read_bytes()
    size = struct.unpack_from("<I", raw, 12)[0]
    document = json.loads(raw[20 : 20 + size])
    data = raw[28 + size :]

    def column(index: int) -> Array:
        return _read(document, data, index)

    primitive = document["meshes"][0]["primitives"][0]
    attributes = primitive["attributes"]
    sets = sorted(name for name in attributes if name.startswith("_MUSCLES_"))
    nodes = document["nodes"]
    standing = np.zeros((len(BONES), 3))
    for index, node in enumerate(nodes[: len(BONES)]):
        standing[index] += node["translation"]
        for child in node.get("children", ()):
            standing[child] = standing[index]
    return Figure(
        vertices=column(attributes["POSITION"]),
        normals=column(attributes["NORMAL"]),
        colours=column(attributes["COLOR_0"]),
        faces=column(primitive["indices"]).astype(np.int64).reshape(-1, 3),
        bones=column(attributes["JOINTS_0"]).astype(np.int64),
        weights=column(attributes["WEIGHTS_0"]),
        muscles=np.hstack([column(attributes[name]) for name in sets]),
        unbind=column(document["skins"][0]["inverseBindMatrices"])
        .reshape(-1, 4, 4)
        .transpose(0, 2, 1),
        standing=standing,
        extras=document["scenes"][0]["extras"],
    )


def _read(document: Mapping[str, Any], data: bytes, index: int) -> Array:
    accessor = document["accessors"][index]
    view = document["bufferViews"][accessor["bufferView"]]
    kind = next(name for name, code in _TYPES.items() if code == accessor["componentType"])
    width = next(count for count, name in _SHAPES.items() if name == accessor["type"])
    part = data[view["byteOffset"] : view["byteOffset"] + view["byteLength"]]
    values = np.frombuffer(part, f"<{kind}").reshape(accessor["count"], -1)[:, :width]
    scale = {"u1": 255.0, "i1": 127.0}.get(kind, 1.0) if accessor.get("normalized") else 1.0
    return np.asarray(values.astype(np.float64) / scale)


def matrices_of(quaternions: Array) -> Array:
    """Rotation matrices ``(..., 3, 3)`` of unit quaternions (x, y, z, w)."""
    x, y, z, w = np.moveaxis(quaternions, -1, 0)
    rows = [
        [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
        [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
        [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
    ]
    return np.stack([np.stack(row, axis=-1) for row in rows], axis=-2)
