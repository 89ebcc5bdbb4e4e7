import type { Figure } from '../protocol.gen';

/** A piece of the figure as an SVG path; `tone` says how it is coloured. */
export interface Piece {
  id: string;
  path: string;
  tone: Tone;
}

type Tone = 'far' | 'body' | 'thigh';

/** The rectangle a figure moves in, in body heights. */
export interface Bounds {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** A figure measured in body heights: x from its first hips, y from the floor, which is 0. */
export interface BodyFrames {
  frames: number[][];
}

type Place = readonly [x: number, y: number];
type Bone = readonly [from: number, to: number, share: number];

/** Bones and their lengths as shares of the body height, to tell how large a figure is. */
const BONES: readonly Bone[] = [
  [23, 25, 0.245],
  [24, 26, 0.245],
  [25, 27, 0.246],
  [26, 28, 0.246],
  [11, 23, 0.288],
  [12, 24, 0.288],
];

/** Keypoints and thicknesses of each limb, in body heights, from the trunk outwards. */
const LIMBS = {
  thigh: { from: 23, to: 25, thick: 0.056, thin: 0.036 },
  shank: { from: 25, to: 27, thick: 0.039, thin: 0.021 },
  heel: { from: 27, to: 29, thick: 0.021, thin: 0.02 },
  foot: { from: 29, to: 31, thick: 0.02, thin: 0.012 },
  upperArm: { from: 11, to: 13, thick: 0.03, thin: 0.022 },
  forearm: { from: 13, to: 15, thick: 0.023, thin: 0.015 },
  hand: { from: 15, to: 19, thick: 0.016, thin: 0.012 },
} as const;
const LEGS = ['thigh', 'shank', 'heel', 'foot'] as const;
const ARMS = ['upperArm', 'forearm', 'hand'] as const;
const HEAD_RADIUS = 0.057;
const NECK_RADIUS = 0.026;
const SHOULDER_RADIUS = 0.042;
const HIP_RADIUS = 0.052;
const MARGIN = 0.09;
/** A leg works if it moves this much as far as the one that moves most. */
const WORKING_SHARE = 0.5;

/** How to draw a figure: which side is in front, and which thighs do the work. */
export interface Look {
  view: Figure['view'];
  leftIsNear: boolean;
  working: readonly [left: boolean, right: boolean];
}

/** Read off a figure how it is to be drawn. */
export function lookOf(figure: Figure): Look {
  const near = figure.left_is_near;
  const travels = [0, 1].map((side) => travelOf(figure, 25 + side) + travelOf(figure, 27 + side));
  const most = Math.max(...travels);
  const moves = travels.map((travel) => travel > WORKING_SHARE * most);
  const front = figure.view === 'front';
  return {
    view: figure.view,
    leftIsNear: near,
    working: front ? [moves[0] ?? true, moves[1] ?? true] : [near, !near],
  };
}

/** The figure at a moment, farthest piece first. `frame` has x and y of each keypoint in turn. */
export function drawBody(frame: readonly number[], look: Look): Piece[] {
  const near = look.leftIsNear ? 0 : 1;
  const far = 1 - near;
  const front = look.view === 'front';
  const trunk: Piece[] = [
    { id: 'neck', path: neckPath(frame), tone: 'body' },
    { id: 'head', path: headPath(frame), tone: 'body' },
    { id: 'trunk', path: trunkPath(frame), tone: 'body' },
  ];
  const arms = (side: number, tone: Tone) => limbPieces(frame, ARMS, side, [tone, tone]);
  const legs = (side: number, tone: Tone) =>
    limbPieces(frame, LEGS, side, [tone, look.working[side] ? 'thigh' : tone]);
  if (front)
    return [
      ...arms(0, 'body'),
      ...arms(1, 'body'),
      ...trunk,
      ...legs(far, 'body'),
      ...legs(near, 'body'),
    ];
  return [
    ...arms(far, 'far'),
    ...legs(far, 'far'),
    ...trunk,
    ...legs(near, 'body'),
    ...arms(near, 'body'),
  ];
}

/** Measure a figure in its own body heights. */
export function inBodyHeights(figure: Figure): BodyFrames {
  const all = figure.points;
  // The camera shortens bones but never lengthens them, so the longest look is the true one.
  const height = Math.max(...all.flatMap((frame) => BONES.map((bone) => heightFrom(frame, bone))));
  const hips = middle(placeOf(all[0] ?? [], 23), placeOf(all[0] ?? [], 24));
  const floor = Math.max(...all.flatMap((frame) => frame.filter((_, index) => index % 2 === 1)));
  const scaled = (frame: readonly number[]) =>
    frame.map((value, index) => (value - (index % 2 === 0 ? hips[0] : floor)) / height);
  return { frames: all.map(scaled) };
}

function heightFrom(frame: readonly number[], [from, to, share]: Bone): number {
  const [a, b] = [placeOf(frame, from), placeOf(frame, to)];
  return Math.hypot(a[0] - b[0], a[1] - b[1]) / share;
}

/** The moment between two frames: `position` counts frames and wraps around. */
export function frameAt(figure: BodyFrames, position: number): number[] {
  const { frames } = figure;
  const count = frames.length;
  const before = Math.floor(position) % count;
  const share = position - Math.floor(position);
  const from = frames[before] ?? [];
  // The last frame holds still: the first one begins a new rep and need not follow smoothly.
  const to = frames[Math.min(before + 1, count - 1)] ?? from;
  return from.map((value, index) => value + share * ((to[index] ?? value) - value));
}

/** The frame in which the movement is fullest. */
export function fullestFrame(figure: Figure): number {
  const held = figure.phases.flatMap((phase, index) => (phase === 'hold' ? [index] : []));
  const last = held.at(-1);
  return last ?? Math.floor(figure.points.length / 2);
}

/** The room all frames need, with a margin for the body's thickness. */
export function boundsOf(figure: BodyFrames): Bounds {
  const all = figure.frames.flat();
  const xs = all.filter((_, index) => index % 2 === 0);
  const ys = all.filter((_, index) => index % 2 === 1);
  const left = Math.min(...xs) - MARGIN;
  const top = Math.min(...ys) - MARGIN;
  const bottom = Math.max(0, ...ys) + MARGIN / 2;
  return { left, top, width: Math.max(...xs) + MARGIN - left, height: bottom - top };
}

function limbPieces(
  frame: readonly number[],
  names: readonly (keyof typeof LIMBS)[],
  side: number,
  [tone, thighTone]: readonly [Tone, Tone],
): Piece[] {
  return names.map((name) => {
    const { from, to, thick, thin } = LIMBS[name];
    const path = taper(placeOf(frame, from + side), thick, placeOf(frame, to + side), thin);
    return { id: `${name}-${side}`, path, tone: name === 'thigh' ? thighTone : tone };
  });
}

/** The larger side of the box a point moves in, in pixels. */
function travelOf(figure: Figure, point: number): number {
  const places = figure.points.map((frame) => placeOf(frame, point));
  const span = (axis: 0 | 1) =>
    Math.max(...places.map((place) => place[axis])) -
    Math.min(...places.map((place) => place[axis]));
  return Math.max(span(0), span(1));
}

function neckPath(frame: readonly number[]): string {
  const shoulders = middle(placeOf(frame, 11), placeOf(frame, 12));
  return taper(shoulders, NECK_RADIUS, headCentre(frame), NECK_RADIUS);
}

function headPath(frame: readonly number[]): string {
  return circle(headCentre(frame), HEAD_RADIUS);
}

function headCentre(frame: readonly number[]): Place {
  const ears = middle(placeOf(frame, 7), placeOf(frame, 8));
  const [x, y] = placeOf(frame, 0);
  return [0.75 * ears[0] + 0.25 * x, 0.75 * ears[1] + 0.25 * y];
}

/** The trunk: what two bars from shoulder to hip and the bars across cover. */
function trunkPath(frame: readonly number[]): string {
  const [leftShoulder, rightShoulder, leftHip, rightHip] = [11, 12, 23, 24].map((point) =>
    placeOf(frame, point),
  ) as [Place, Place, Place, Place];
  const waist = (shoulder: Place, hip: Place) => taper(shoulder, SHOULDER_RADIUS, hip, HIP_RADIUS);
  return [
    waist(leftShoulder, leftHip),
    waist(rightShoulder, rightHip),
    waist(middle(leftShoulder, rightShoulder), middle(leftHip, rightHip)),
    taper(leftShoulder, SHOULDER_RADIUS, rightShoulder, SHOULDER_RADIUS),
    taper(leftHip, HIP_RADIUS, rightHip, HIP_RADIUS),
    polygon([leftShoulder, rightShoulder, rightHip, leftHip]),
  ].join('');
}

/** Two circles and what lies between them. */
function taper(from: Place, fromRadius: number, to: Place, toRadius: number): string {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(dx, dy);
  if (length <= Math.abs(fromRadius - toRadius)) {
    return fromRadius > toRadius ? circle(from, fromRadius) : circle(to, toRadius);
  }
  const along = Math.atan2(dy, dx);
  const lean = Math.acos((fromRadius - toRadius) / length);
  const at = ([x, y]: Place, radius: number, angle: number): Place => [
    x + radius * Math.cos(angle),
    y + radius * Math.sin(angle),
  ];
  const [a, b] = [at(from, fromRadius, along + lean), at(from, fromRadius, along - lean)];
  const [c, d] = [at(to, toRadius, along - lean), at(to, toRadius, along + lean)];
  const arc = (radius: number, large: boolean, end: Place) =>
    `A${short(radius)} ${short(radius)} 0 ${large ? 1 : 0} 1 ${pair(end)}`;
  return `M${pair(a)}${arc(fromRadius, lean < Math.PI / 2, b)}L${pair(c)}${arc(toRadius, lean > Math.PI / 2, d)}Z`;
}

function circle([x, y]: Place, radius: number): string {
  const half = `${short(radius)} ${short(radius)} 0 1 1`;
  return `M${pair([x - radius, y])}A${half} ${pair([x + radius, y])}A${half} ${pair([x - radius, y])}Z`;
}

/** All outlines turn the same way, else the filling leaves holes where they overlap. */
function polygon(places: readonly Place[]): string {
  const area = places.reduce((sum, [x, y], index) => {
    const [nextX, nextY] = places[(index + 1) % places.length] ?? [x, y];
    return sum + x * nextY - nextX * y;
  }, 0);
  const turned = area >= 0 ? places : places.toReversed();
  return `M${turned.map(pair).join('L')}Z`;
}

function placeOf(frame: readonly number[], point: number): Place {
  return [frame[2 * point] ?? 0, frame[2 * point + 1] ?? 0];
}

function middle(a: Place, b: Place): Place {
  return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
}

function pair([x, y]: Place): string {
  return `${short(x)} ${short(y)}`;
}

function short(value: number): string {
  return value.toFixed(4);
}
