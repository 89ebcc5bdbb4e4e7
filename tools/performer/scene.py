"""Rooms: floor, walls and simple furniture built of boxes, balls and panels, with their light."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from tools.performer.geometry import rot_z, unit
from tools.performer.looks import linear

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]
    Rgb = tuple[float, float, float]

PLAIN, PLANKS, TILES, CARPET, PLASTER, GLOW = range(6)
FLOORS = {"planks": PLANKS, "tiles": TILES, "carpet": CARPET}


@dataclass(slots=True)
class Room:
    """A lit room. The walls stand around `centre`; `turn_deg` rotates everything but the floor.

    Attributes
    ----------
    centre
        Point the sun's shadow map is centred on, metres.
    sun_direction
        Unit vector towards the light.
    """

    centre: Array
    sun_direction: Array
    sun_color: Array
    sky_color: Array
    bounce_color: Array
    exposure: float = 1.0
    grain: float = 0.012
    vertices: list[Array] = field(default_factory=list)
    faces: list[Array] = field(default_factory=list)
    count: int = 0
    turn: Array = field(default_factory=lambda: np.eye(3))

    def mesh(self) -> tuple[Array, Array]:
        """Vertices ``(n, 13)`` (position, normal, colour, surface) and faces ``(m, 3)``."""
        return np.vstack(self.vertices), np.vstack(self.faces[::-1])

    def add(self, points: Array, normals: Array, faces: Array, rgb: Rgb, kind: int = PLAIN) -> None:
        """Add triangles of one colour and surface pattern."""
        points = (points - self.centre * [1, 1, 0]) @ self.turn.T + self.centre * [1, 1, 0]
        shared = np.tile(np.r_[linear(rgb), kind, 0.02, 0, 0], (len(points), 1))
        self.vertices.append(np.hstack([points, normals @ self.turn.T, shared]))
        self.faces.append(faces + self.count)
        self.count += len(points)

    def box(
        self,
        low: tuple[float, float, float],
        high: tuple[float, float, float],
        rgb: Rgb,
        kind: int = PLAIN,
    ) -> None:
        """Add an axis-aligned box (before the room's turn)."""
        a, b = np.array(low), np.array(high)
        for axis in range(3):
            for end, sign in ((a, -1.0), (b, 1.0)):
                u, v = (axis + 1) % 3, (axis + 2) % 3
                points = np.tile(end, (4, 1))
                points[:, u] = [a[u], b[u], b[u], a[u]]
                points[:, v] = [a[v], a[v], b[v], b[v]]
                normal = np.zeros(3)
                normal[axis] = sign
                self.add(
                    points, np.tile(normal, (4, 1)), np.array([[0, 1, 2], [0, 2, 3]]), rgb, kind
                )

    def ball(
        self, at: tuple[float, float, float], radius: float, rgb: Rgb, kind: int = PLAIN
    ) -> None:
        """Add a sphere."""
        rings, steps = 8, 12
        theta = np.repeat(np.linspace(0, np.pi, rings), steps)
        phi = np.tile(np.linspace(0, 2 * np.pi, steps, endpoint=False), rings)
        normals = np.column_stack(
            [np.sin(theta) * np.cos(phi), np.sin(theta) * np.sin(phi), np.cos(theta)]
        )
        faces = []
        for i in range(rings - 1):
            for j in range(steps):
                a, b = i * steps + j, i * steps + (j + 1) % steps
                faces += [[a, b, a + steps], [b, b + steps, a + steps]]
        self.add(np.array(at) + radius * normals, normals, np.array(faces), rgb, kind)


def make_room(  # noqa: PLR0913 - a room has that many independent traits
    seed: int,
    centre: Array,
    facing_deg: float,
    floor: str = "planks",
    mat: tuple[float, float, float, float] | None = None,
    light: str = "day",
) -> Room:
    """Build a random room behind the performer.

    Parameters
    ----------
    seed
        Choice of colours and furniture.
    centre
        Middle of the performance, metres.
    facing_deg
        Turn about z of the back wall: at 0 the wall is at +y (camera at -y).
    floor
        ``planks``, ``tiles`` or ``carpet``.
    mat
        ``(x, y, width, length)`` of a mat on the floor, world axes, or None.
    light
        ``day`` (window sun), ``lamp`` (warm, dim) or ``flat`` (overcast).
    """
    rng = np.random.default_rng(seed)
    room = _lit(rng, centre, light, facing_deg)
    tints: dict[str, list[Rgb]] = {
        "planks": [(0.67, 0.5, 0.34), (0.5, 0.36, 0.25), (0.78, 0.66, 0.5)],
        "tiles": [(0.75, 0.73, 0.7), (0.55, 0.58, 0.6), (0.82, 0.76, 0.66)],
        "carpet": [(0.45, 0.48, 0.55), (0.62, 0.55, 0.5), (0.4, 0.5, 0.45)],
    }
    rgb = tints[floor][rng.integers(3)]
    c = centre
    room.box((c[0] - 7, c[1] - 7, -0.05), (c[0] + 7, c[1] + 7, 0.0), rgb, FLOORS[floor])
    if mat:
        tone = [(0.25, 0.3, 0.42), (0.5, 0.28, 0.4), (0.3, 0.45, 0.4), (0.55, 0.55, 0.58)]
        x, y, w, h = mat
        room.box(
            (x - w / 2, y - h / 2, -0.01),
            (x + w / 2, y + h / 2, 0.004),
            tone[rng.integers(4)],
            CARPET,
        )
    room.turn = rot_z(facing_deg)
    _walls(room, rng)
    _furniture(room, rng)
    return room


def _lit(rng: np.random.Generator, centre: Array, light: str, facing_deg: float) -> Room:
    azimuth = np.radians(facing_deg + rng.uniform(-150, -30))
    height = rng.uniform(0.9, 1.6)
    sun = unit(np.array([np.cos(azimuth), np.sin(azimuth), height]))
    sun_rgb, sky, exposure = {
        "day": ((0.85, 0.79, 0.7), (0.36, 0.38, 0.42), 0.85),
        "lamp": ((0.8, 0.6, 0.38), (0.3, 0.26, 0.22), 0.85),
        "flat": ((0.4, 0.42, 0.45), (0.6, 0.62, 0.66), 1.0),
    }[light]
    sky_rgb = np.array(sky)
    return Room(centre, sun, np.array(sun_rgb), sky_rgb, sky_rgb * 0.7, exposure)


def _walls(room: Room, rng: np.random.Generator) -> None:
    c = room.centre
    back = rng.uniform(1.1, 2.0)
    tone = [
        (0.78, 0.77, 0.74),
        (0.62, 0.66, 0.66),
        (0.7, 0.62, 0.55),
        (0.55, 0.6, 0.7),
        (0.8, 0.74, 0.62),
    ]
    rgb = tone[rng.integers(5)]
    y, side = c[1] + back, rng.uniform(2.4, 4.0)
    room.box((c[0] - 7, y, 0), (c[0] + 7, y + 0.1, 2.7), rgb, PLASTER)
    room.box((c[0] - side - 0.1, c[1] - 7, 0), (c[0] - side, y, 2.7), rgb, PLASTER)
    room.box((c[0] - 7, y - 0.015, 0), (c[0] + 7, y, 0.08), (0.85, 0.84, 0.82))


def _furniture(room: Room, rng: np.random.Generator) -> None:
    c = room.centre
    wall = max(
        float(np.max((v[:, :3] - c * [1, 1, 0]) @ room.turn[:, 1])) for v in room.vertices[-12:-6]
    )
    y = c[1] + wall - 0.12
    places = list(rng.permutation([-2.0, -1.1, -0.1, 0.9, 1.9]))
    makers = [_shelf, _window, _plant, _picture, _cabinet]
    for place, maker in zip(places, rng.permutation(len(makers)), strict=True):
        makers[maker](room, rng, c[0] + place + rng.uniform(-0.2, 0.2), y)


def _tint(rng: np.random.Generator, low: float, high: float) -> Rgb:
    r, g, b = rng.uniform(low, high, 3)
    return float(r), float(g), float(b)


def _shelf(room: Room, rng: np.random.Generator, x: float, y: float) -> None:
    room.box((x - 0.42, y - 0.02, 0), (x + 0.42, y, 1.5), (0.3, 0.24, 0.2))
    for level in np.arange(0.03, 1.5, 0.36):
        room.box((x - 0.42, y - 0.26, level), (x + 0.42, y, level + 0.025), (0.4, 0.32, 0.26))
        at = x - 0.4
        while at < x + 0.3:
            w, h = rng.uniform(0.025, 0.06), rng.uniform(0.18, 0.29)
            rgb = _tint(rng, 0.15, 0.75)
            room.box((at, y - 0.2, level + 0.025), (at + w, y - 0.02, level + 0.025 + h), rgb)
            at += w + 0.004


def _window(room: Room, rng: np.random.Generator, x: float, y: float) -> None:
    w = rng.uniform(0.35, 0.6)
    room.box((x - w - 0.05, y + 0.07, 0.95), (x + w + 0.05, y + 0.1, 2.15), (0.9, 0.9, 0.9))
    room.box((x - w, y + 0.06, 1.0), (x + w, y + 0.09, 2.1), (0.93, 0.95, 0.98), GLOW)
    rgb = _tint(rng, 0.3, 0.7)
    for side in (-1, 1):
        for k in range(4):
            at = x + side * (w + 0.02 + 0.06 * k)
            room.box((at - 0.03, y + 0.0 + 0.02 * (k % 2), 0.6), (at + 0.03, y + 0.08, 2.2), rgb)


def _plant(room: Room, rng: np.random.Generator, x: float, y: float) -> None:
    room.box((x - 0.13, y - 0.36, 0), (x + 0.13, y - 0.1, 0.26), (0.6, 0.55, 0.5))
    for _ in range(14):
        dx, dy, dz = rng.normal(0, 0.11, 3)
        green = (0.12 + rng.uniform(0, 0.1), 0.35 + rng.uniform(0, 0.2), 0.14)
        room.ball((x + dx, y - 0.23 + dy * 0.7, 0.55 + dz * 1.6), rng.uniform(0.06, 0.11), green)


def _picture(room: Room, rng: np.random.Generator, x: float, y: float) -> None:
    w, h = rng.uniform(0.25, 0.45), rng.uniform(0.2, 0.35)
    room.box((x - w, y + 0.08, 1.5 - h), (x + w, y + 0.11, 1.5 + h), (0.2, 0.18, 0.16))
    for k in range(5):
        a = -0.9 + 0.36 * k
        rgb = _tint(rng, 0.2, 0.85)
        room.box(
            (x + a * w, y + 0.07, 1.5 - 0.9 * h), (x + (a + 0.36) * w, y + 0.1, 1.5 + 0.9 * h), rgb
        )


def _cabinet(room: Room, rng: np.random.Generator, x: float, y: float) -> None:
    h = rng.uniform(0.5, 0.85)
    rgb = _tint(rng, 0.3, 0.7)
    room.box((x - 0.45, y - 0.4, 0.04), (x + 0.45, y, h), rgb)
    room.box((x - 0.46, y - 0.42, h), (x + 0.46, y, h + 0.03), (0.35, 0.3, 0.26))
    room.ball((x + 0.2, y - 0.2, h + 0.28), 0.12, (0.95, 0.9, 0.75), GLOW)
    room.box((x + 0.18, y - 0.22, h), (x + 0.22, y - 0.18, h + 0.2), (0.25, 0.25, 0.25))
