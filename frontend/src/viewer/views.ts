import type { Performance as Served } from '../protocol.gen';

/** Where one looks from: turned around the figure and raised, in radians. */
export interface Angle {
  azimuth: number;
  elevation: number;
}

type Axis = readonly [x: number, y: number, z: number];

export const VIEWS = ['coach', 'front', 'side', 'back', 'free'] as const;
export type ViewName = (typeof VIEWS)[number];

const QUARTER = Math.PI / 2;
/** The coach's camera stands about as high as a table. */
const COACH_ELEVATION = 0.13;
const PLAIN_ELEVATION = 0.06;
const FREE: Angle = { azimuth: QUARTER / 2, elevation: 0.38 };

/** Where to look from: in a side view the trained side is the nearer one. */
export function angleOf(view: ViewName, served: Pick<Served, 'view' | 'side'>): Angle {
  const near = served.side === 'left' ? 1 : -1;
  const side = near * QUARTER;
  switch (view) {
    case 'coach':
      return { azimuth: served.view === 'side' ? side : 0, elevation: COACH_ELEVATION };
    case 'side':
      return { azimuth: side, elevation: PLAIN_ELEVATION };
    case 'front':
      return { azimuth: 0, elevation: PLAIN_ELEVATION };
    case 'back':
      return { azimuth: 2 * QUARTER, elevation: PLAIN_ELEVATION };
    case 'free':
      return { azimuth: near * FREE.azimuth, elevation: FREE.elevation };
  }
}

/** The picture's directions in the room: to the right, up, and towards the eye. */
export function axesOf({ azimuth, elevation }: Angle): { right: Axis; up: Axis; back: Axis } {
  const [sin, cos] = [Math.sin(azimuth), Math.cos(azimuth)];
  const [rise, run] = [Math.sin(elevation), Math.cos(elevation)];
  return {
    right: [cos, 0, -sin],
    up: [-sin * rise, run, -cos * rise],
    back: [sin * run, rise, cos * run],
  };
}
