"""Software-friendly OpenGL renderer: sun with soft shadow, sky light, contact shade, film grain."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import moderngl
import numpy as np

from tools.performer.geometry import X, Z, unit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tools.performer.camera import Camera
    from tools.performer.looks import Look
    from tools.performer.scene import Room

    Array = NDArray[np.float64]

SHADERS = Path(__file__).parent / "shaders"
SHADOW_SIZE = 1024
SAMPLES = 4
BLOBS = 10
# Beyond this distance a body part's contact shade cannot be seen.
CONTACT_M = 0.35
# Every so many vertices are enough to bound the body.
OUTLINE_STEP = 6


def _shader(name: str) -> str:
    text = (SHADERS / name).read_text()
    for part in ("light.glsl", "patterns.glsl"):
        text = text.replace(f"//include {part}", (SHADERS / part).read_text())
    return text


def sun_matrix(direction: Array, centre: Array, reach: float = 2.2) -> Array:
    """World to clip space of a parallel light, ``(4, 4)``."""
    right = unit(np.cross(Z if abs(direction[2]) < 0.99 else X, direction))  # noqa: PLR2004
    view = np.eye(4)
    view[:3, :3] = np.vstack([right, np.cross(direction, right), direction])
    view[:3, 3] = -view[:3, :3] @ centre
    return np.asarray(np.diag([1 / reach, 1 / reach, -1 / 6.0, 1.0]) @ view)


class Renderer:
    """Draws a room and one body; a context manager-free object that lives for one clip."""

    def __init__(self, camera: Camera, room: Room, look: Look, faces: NDArray[np.int32]) -> None:
        self._gl = moderngl.create_standalone_context(backend="egl")
        gl = self._gl
        self._camera, self._room = camera, room
        self._programs = {
            "bake": gl.program(_shader("scene.vert"), fragment_shader=_shader("bake.frag")),
            "where": gl.program(_shader("scene.vert"), fragment_shader=_shader("where.frag")),
            "room": gl.program(_shader("film.vert"), fragment_shader=_shader("shaded.frag")),
            "body": gl.program(_shader("scene.vert"), fragment_shader=_shader("body.frag")),
            "depth": gl.program(_shader("depth.vert"), fragment_shader=_shader("depth.frag")),
            "film": gl.program(_shader("film.vert"), fragment_shader=_shader("film.frag")),
        }
        self._make_targets(camera.size)
        self._make_meshes(room, look, faces)
        self._set_fixed_uniforms(look)
        self._bake_room()

    def _make_targets(self, size: tuple[int, int]) -> None:
        gl = self._gl
        self._shadow = gl.depth_texture((SHADOW_SIZE, SHADOW_SIZE))
        self._shadow.compare_func = "<="
        self._shadow_target = gl.framebuffer(depth_attachment=self._shadow)
        self._sharp = gl.framebuffer(
            [gl.renderbuffer(size, 4, samples=SAMPLES, dtype="f2")],
            gl.depth_renderbuffer(size, samples=SAMPLES),
        )
        self._light = gl.texture(size, 4, dtype="f2")
        self._flat = gl.framebuffer([self._light])
        self._out = gl.framebuffer([gl.renderbuffer(size, 3)])

    def _make_meshes(self, room: Room, look: Look, faces: NDArray[np.int32]) -> None:
        gl, programs = self._gl, self._programs
        room_vertices, room_faces = room.mesh()
        fixed = gl.buffer(room_vertices.astype("f4").tobytes())
        index = gl.buffer(room_faces.astype("i4").tobytes())
        layout = ("3f 3f 3f 4f", "in_position", "in_normal", "in_color", "in_surface")
        depth_layout = ("3f 40x", "in_position")
        self._bake_mesh = gl.vertex_array(programs["bake"], [(fixed, *layout)], index)
        where = ("3f 3f 28x", "in_position", "in_normal")
        self._where_mesh = gl.vertex_array(programs["where"], [(fixed, *where)], index)
        self._room_depth = gl.vertex_array(programs["depth"], [(fixed, *depth_layout)], index)
        self._moving = gl.buffer(reserve=look.attributes.shape[0] * 24, dynamic=True)
        paint = gl.buffer(look.attributes.astype("f4").tobytes())
        index = gl.buffer(faces.astype("i4").tobytes())
        parts = [
            (self._moving, "3f 3f", "in_position", "in_normal"),
            (paint, "3f 4f", "in_color", "in_surface"),
        ]
        self._body_mesh = gl.vertex_array(programs["body"], parts, index)
        depth = [(self._moving, "3f 12x", "in_position")]
        self._body_depth = gl.vertex_array(programs["depth"], depth, index)
        corners = np.array([-1, -1, 1, -1, -1, 1, 1, 1], "f4")
        quad = [(gl.buffer(corners.tobytes()), "2f", "in_corner")]
        self._screen = gl.vertex_array(programs["film"], quad)
        self._room_quad = gl.vertex_array(programs["room"], quad)

    def _set_fixed_uniforms(self, look: Look) -> None:
        room, camera = self._room, self._camera
        self._sun = sun_matrix(room.sun_direction, room.centre)
        for name in ("bake", "where", "room", "body"):
            program = self._programs[name]
            _set(program, "clip", camera.clip_matrix().T)
            _set(program, "light_clip", self._sun.T)
            _set(program, "sun_direction", room.sun_direction)
            _set(program, "sun_color", room.sun_color)
            _set(program, "sky_color", room.sky_color)
            _set(program, "bounce_color", room.bounce_color)
            _set(program, "eye", camera.position)
            if "shadow" in program:
                program["shadow"] = 0
        for key, value in look.uniforms().items():
            _set(self._programs["body"], key, value)
        film = self._programs["film"]
        film["exposure"], film["grain"], film["picture"] = room.exposure, room.grain, 1

    def frame(self, vertices: Array, normals: Array, blobs: Array, seed: int) -> bytes:
        """One picture as RGB bytes, rows from the top.

        Parameters
        ----------
        vertices, normals
            Posed mesh, ``(vertices, 3)``.
        blobs
            ``(n, 4)`` spheres (centre, radius) that darken the surfaces near them, n <= BLOBS.
        seed
            Seed of the film grain.
        """
        box = self._touched(vertices)
        self._moving.write(np.hstack([vertices, normals]).astype("f4").tobytes())
        self._set_blobs(blobs)
        self._draw_shadow()
        self._draw_light(box)
        return self._develop(seed)

    def _set_blobs(self, blobs: Array) -> None:
        padded = np.zeros((BLOBS, 4))
        padded[:, 2] = -9.0
        padded[: len(blobs)] = blobs
        _set(self._programs["room"], "blobs", padded)

    def _touched(self, vertices: Array) -> tuple[int, int, int, int]:
        """Rectangle of the picture that the body, its shadow and its contact shade can change."""
        sun = self._room.sun_direction
        vertices = vertices[::OUTLINE_STEP]
        shadow = vertices - vertices[:, 2:] / sun[2] * sun
        flat = vertices * [1, 1, 0]
        near = [
            flat + CONTACT_M * np.array(d) for d in ((1, 1, 0), (1, -1, 0), (-1, 1, 0), (-1, -1, 0))
        ]
        px = self._camera.project(np.vstack([vertices, shadow, *near]))
        width, height = self._camera.size
        low = np.clip(np.floor(px.min(0)) - 12, 0, [width, height]).astype(int)
        high = np.clip(np.ceil(px.max(0)) + 12, 0, [width, height]).astype(int)
        return int(low[0]), int(height - high[1]), int(high[0] - low[0]), int(high[1] - low[1])

    def _bake_room(self) -> None:
        """Draw the empty room once: its light in two parts, and where each pixel lies."""
        gl, size = self._gl, self._camera.size
        _set(self._programs["depth"], "clip", self._sun.T)
        gl.enable(moderngl.DEPTH_TEST)
        self._shadow_target.use()
        self._shadow_target.clear()
        self._room_depth.render()
        self._shadow.use(0)
        parts = [gl.texture(size, 4, dtype="f2") for _ in range(2)]
        places = [gl.texture(size, 4, dtype="f4") for _ in range(2)]
        depth = gl.depth_texture(size)
        depth.compare_func = ""
        smooth = gl.framebuffer(
            [gl.renderbuffer(size, 4, samples=SAMPLES, dtype="f2") for _ in range(2)],
            gl.depth_renderbuffer(size, samples=SAMPLES),
        )
        smooth.use()
        smooth.clear(*self._room.sky_color, 1.0)
        self._bake_mesh.render()
        gl.copy_framebuffer(gl.framebuffer(parts), smooth)
        exact = gl.framebuffer(places, depth)
        exact.use()
        exact.clear()
        self._where_mesh.render()
        self._baked = dict(
            zip(("sky_part", "sun_part", "place", "faces"), [*parts, *places], strict=True)
        )
        self._baked["depth"] = depth
        for unit_, name in enumerate(self._baked, start=2):
            self._programs["room"][name] = unit_
        # The first frame draws everything; later ones only what a body has touched.
        self._dirty = (0, 0, *size)

    def _draw_shadow(self) -> None:
        self._shadow_target.use()
        self._shadow_target.clear()
        self._gl.enable(moderngl.DEPTH_TEST)
        self._body_depth.render()

    def _draw_room(self) -> None:
        self._shadow.use(0)
        for unit_, texture in enumerate(self._baked.values(), start=2):
            texture.use(unit_)
        self._gl.depth_func = "1"
        self._room_quad.render(moderngl.TRIANGLE_STRIP)
        self._gl.depth_func = "<"

    def _draw_light(self, box: tuple[int, int, int, int]) -> None:
        redraw = _around(self._dirty, box)
        self._dirty = box
        self._sharp.use()
        self._sharp.scissor = redraw
        self._draw_room()
        self._body_mesh.render()
        # The blit obeys the scissor too.
        self._gl.copy_framebuffer(self._flat, self._sharp)
        self._sharp.scissor = None

    def _develop(self, seed: int) -> bytes:
        self._out.use()
        self._gl.disable(moderngl.DEPTH_TEST)
        self._light.use(1)
        self._programs["film"]["frame_seed"] = float(seed % 977)
        self._screen.render(moderngl.TRIANGLE_STRIP)
        picture = np.frombuffer(self._out.read(components=3, alignment=1), np.uint8)
        width, height = self._camera.size
        return picture.reshape(height, width, 3)[::-1].tobytes()


def _set(program: moderngl.Program, name: str, value: object) -> None:
    if name in program:
        program[name].write(np.asarray(value, "f4").tobytes())


def _around(
    a: tuple[int, int, int, int], b: tuple[int, int, int, int]
) -> tuple[int, int, int, int]:
    """Return the rectangle (x, y, width, height) around two rectangles."""
    x, y = min(a[0], b[0]), min(a[1], b[1])
    right, top = max(a[0] + a[2], b[0] + b[2]), max(a[1] + a[3], b[1] + b[3])
    return x, y, right - x, top - y
