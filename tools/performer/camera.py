"""A pinhole camera in a z-up world."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tools.performer.geometry import Z, rotation, unit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Camera:
    """Position and look-at point in metres, vertical field of view, roll, picture size in px."""

    position: Array
    look_at: Array
    fov_vertical_deg: float
    size: tuple[int, int]
    roll_deg: float = 0.0

    def rotation(self) -> Array:
        """World to camera rotation; rows are the picture's right, up and backwards."""
        back = unit(self.position - self.look_at)
        right = unit(np.cross(Z, back))
        up = np.cross(back, right)
        turn = rotation(back, -self.roll_deg)
        return np.vstack([turn @ right, turn @ up, back])

    @property
    def focal_px(self) -> float:
        """Focal length in pixels."""
        return float(self.size[1] / 2 / np.tan(np.radians(self.fov_vertical_deg) / 2))

    def project(self, points: Array) -> Array:
        """Pixels ``(..., 2)``, y down, of world points ``(..., 3)``."""
        seen = (points - self.position) @ self.rotation().T
        depth = np.maximum(-seen[..., 2:], 1e-6)
        flipped = seen[..., :2] * [1.0, -1.0]
        return np.asarray(flipped / depth * self.focal_px + np.array(self.size) / 2)

    def clip_matrix(self, near: float = 0.05, far: float = 40.0) -> Array:
        """World to OpenGL clip space, ``(4, 4)``."""
        view = np.eye(4)
        view[:3, :3] = self.rotation()
        view[:3, 3] = -view[:3, :3] @ self.position
        f = 1 / np.tan(np.radians(self.fov_vertical_deg) / 2)
        lens = np.zeros((4, 4))
        lens[0, 0], lens[1, 1] = f * self.size[1] / self.size[0], f
        lens[2, 2], lens[2, 3] = (far + near) / (near - far), 2 * far * near / (near - far)
        lens[3, 2] = -1.0
        return np.asarray(lens @ view)
