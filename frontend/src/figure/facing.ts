/** Which way somebody lies or looks in a picture: -1 to its left, 1 to its right, 0 neither. */
export type Facing = -1 | 0 | 1;

/** x and y of a keypoint. */
export type PlaceOf = (point: number) => readonly [x: number, y: number];

/** So much of its height a body that stands must lean over, or its feet be long, to tell. */
const LEAST = 0.06;

/**
 * Where the head of a lying person is, or where the feet of an upright one point.
 *
 * Told for a body seen from the side only.
 */
export function facingOf(place: PlaceOf): Facing {
  const [hips, shoulders] = [middle(place, 23, 24), middle(place, 11, 12)];
  const [across, up] = [shoulders[0] - hips[0], hips[1] - shoulders[1]];
  const length = Math.hypot(across, up);
  if (length === 0) return 0;
  if (Math.abs(across) > Math.abs(up)) return across > 0 ? 1 : -1;
  const heels = middle(place, 29, 30);
  const toes = middle(place, 31, 32);
  const ahead = (toes[0] - heels[0]) / length;
  return Math.abs(ahead) < LEAST ? 0 : ahead > 0 ? 1 : -1;
}

function middle(place: PlaceOf, one: number, other: number): [number, number] {
  const [a, b] = [place(one), place(other)];
  return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
}

/** A figure's keypoint, from a frame with x and y of each in turn. */
export function placeIn(frame: readonly number[]): PlaceOf {
  return (point) => [frame[2 * point] ?? 0, frame[2 * point + 1] ?? 0];
}
