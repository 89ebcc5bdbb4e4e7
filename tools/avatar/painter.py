"""Draw posed figures into pictures, to look at them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import moderngl
import numpy as np
from PIL import Image

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tools.avatar.glb import Figure

    Array = NDArray[np.float64]

__all__ = ["Painter", "View"]

_DISTANCE: Final = 2.4
_FLOOR_M: Final = 1.4
_VERTEX: Final = """
#version 330
uniform mat4 clip;
in vec3 position; in vec3 normal; in vec4 color;
out vec3 at; out vec3 n; out vec4 c;
void main() { at = position; n = normal; c = color; gl_Position = clip * vec4(position, 1.0); }
"""
_FRAGMENT: Final = """
#version 330
uniform vec3 eye;
in vec3 at; in vec3 n; in vec4 c;
out vec4 colour;
void main() {
    vec3 u = normalize(n);
    vec3 to = normalize(eye - at);
    if (dot(u, to) < 0.0 && !gl_FrontFacing) u = -u;
    float key = max(dot(u, normalize(vec3(0.4, 0.9, 0.5))), 0.0);
    float fill = 0.5 + 0.5 * u.y;
    float rim = pow(1.0 - max(dot(u, to), 0.0), 3.0);
    vec3 lit = c.rgb * (0.75 * key + 0.45 * fill + 0.25) + 0.10 * rim;
    lit = mix(lit, vec3(1.0, 0.25, 0.08), 0.85 * smoothstep(0.45, 0.55, c.a));
    if (at.y < -0.004) lit = mix(lit, vec3(1.0, 0.0, 0.9), 0.7);
    colour = vec4(pow(lit, vec3(1.0 / 2.2)), 1.0);
}
"""


@dataclass(frozen=True, slots=True)
class View:
    """Where the camera stands: ``turn_deg`` to the figure's left from its front, ``rise_deg`` up.

    It looks at ``aim``; ``span_m`` is how much of the world the picture's height shows.
    """

    turn_deg: float
    rise_deg: float
    aim: tuple[float, float, float]
    span_m: float = 2.0


class Painter:
    """Draws posed figures into pictures; what is below the floor in pink."""

    def __init__(self, size: tuple[int, int]) -> None:
        self._gl = moderngl.create_standalone_context(backend="egl")
        self._program = self._gl.program(vertex_shader=_VERTEX, fragment_shader=_FRAGMENT)
        self._size = size
        self._sharp = self._gl.framebuffer(
            [self._gl.renderbuffer(size, 3, samples=4)],
            self._gl.depth_renderbuffer(size, samples=4),
        )
        self._flat = self._gl.framebuffer([self._gl.renderbuffer(size, 3)])

    def draw(
        self, figure: Figure, posed: tuple[Array, Array], view: View, glow: Array | None = None
    ) -> Image.Image:
        """Draw a posed mesh; ``glow`` is 0.5 on the edge of what glows, more inside."""
        vertices, normals = posed
        aim = np.array(view.aim)
        turn, up = np.radians([view.turn_deg, view.rise_deg])
        back = np.array([np.sin(turn) * np.cos(up), np.sin(up), np.cos(turn) * np.cos(up)])
        eye = aim + back * view.span_m * _DISTANCE
        clip = self._clip(eye, aim, view.span_m * _DISTANCE)
        gl = self._gl
        self._sharp.use()
        self._sharp.clear(0.94, 0.94, 0.93)
        gl.enable(moderngl.DEPTH_TEST)
        self._program["clip"].write(clip.T.astype("f4").tobytes())
        self._program["eye"].write(eye.astype("f4").tobytes())
        glow = np.zeros(len(vertices)) if glow is None else glow
        self._render(*_floor(aim))
        self._render(np.hstack([vertices, normals, figure.colours, glow[:, None]]), figure.faces)
        gl.copy_framebuffer(self._flat, self._sharp)
        raw = self._flat.read(components=3, alignment=1)
        return Image.frombytes("RGB", self._size, raw).transpose(Image.Transpose.FLIP_TOP_BOTTOM)

    def _render(self, rows: Array, faces: NDArray[np.int64]) -> None:
        vertices = self._gl.buffer(rows.astype("f4").tobytes())
        index = self._gl.buffer(faces.astype("i4").tobytes())
        layout = [(vertices, "3f 3f 4f", "position", "normal", "color")]
        mesh = self._gl.vertex_array(self._program, layout, index)
        mesh.render()
        for part in (mesh, index, vertices):
            part.release()

    def _clip(self, eye: Array, aim: Array, distance: float) -> Array:
        back = (eye - aim) / np.linalg.norm(eye - aim)
        right = np.cross([0.0, 1.0, 0.0], back)
        right /= np.linalg.norm(right)
        view = np.eye(4)
        view[:3, :3] = np.vstack([right, np.cross(back, right), back])
        view[:3, 3] = -view[:3, :3] @ eye
        near, far = 0.1, distance * 3
        f = 2 * _DISTANCE
        lens = np.zeros((4, 4))
        lens[0, 0], lens[1, 1] = f * self._size[1] / self._size[0], f
        lens[2, 2], lens[2, 3] = (far + near) / (near - far), 2 * far * near / (near - far)
        lens[3, 2] = -1
        return np.asarray(lens @ view)


def _floor(aim: Array) -> tuple[Array, NDArray[np.int64]]:
    corners = np.array([[-1, 0, -1], [1, 0, -1], [-1, 0, 1], [1, 0, 1]]) * _FLOOR_M
    corners += aim * [1, 0, 1] - [0, 0.001, 0]
    grey = np.tile([0.0, 1.0, 0.0, 0.62, 0.64, 0.66, 0.0], (4, 1))
    return np.hstack([corners, grey]), np.array([[0, 1, 2], [1, 3, 2]])
