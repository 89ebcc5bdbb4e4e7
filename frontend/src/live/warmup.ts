import type { Figure } from '../protocol.gen';

/** Angles of a standing body seen from its side, in degrees; forward is positive. */
interface Stance {
  /** Left and right hip and knee. */
  hips: readonly [number, number];
  knees: readonly [number, number];
  arms: readonly [number, number];
}

type Place = readonly [x: number, y: number];

const FPS = 30;
/** Segments in pixels of a picture that is 400 high. */
const LENGTHS = { thigh: 74, shank: 74, trunk: 88, neck: 40, upperArm: 52, forearm: 48, foot: 26 };
const FLAT_DEG = 28;
const FLOOR_PX = 380;
const KEYPOINTS = 33;

/** How each step of the warm-up moves over its time, a share from 0 to 1. */
const STEPS: Record<string, { lasts_s: number; stance: (share: number) => Stance }> = {
  'say.warm-up.march': {
    lasts_s: 1.6,
    stance: (share) => {
      const wave = Math.sin(2 * Math.PI * share);
      const [left, right] = [Math.max(0, wave), Math.max(0, -wave)];
      return {
        hips: [58 * left, 58 * right],
        knees: [68 * left, 68 * right],
        arms: [-28 * wave, 28 * wave],
      };
    },
  },
  'say.warm-up.swing': {
    lasts_s: 2.2,
    stance: (share) => {
      const wave = Math.sin(2 * Math.PI * share);
      return { hips: [0, 6 + 30 * wave], knees: [0, 14 - 8 * wave], arms: [14 * wave, -10 * wave] };
    },
  },
  'say.warm-up.bend': {
    lasts_s: 3,
    stance: (share) => {
      const bend = (1 - Math.cos(2 * Math.PI * share)) / 2;
      return {
        hips: [46 * bend, 46 * bend],
        knees: [72 * bend, 72 * bend],
        arms: [30 * bend, 30 * bend],
      };
    },
  },
};

/** One turn of a warm-up step as a figure; null for a step that has none. */
export function warmUpFigure(step: string): Figure | null {
  const known = STEPS[step];
  if (!known) return null;
  const frames = Math.round(known.lasts_s * FPS);
  const points = Array.from({ length: frames }, (_, index) => stand(known.stance(index / frames)));
  return {
    exercise: step,
    variation: 'standard',
    stage: null,
    side: 'both',
    view: 'side',
    fps: FPS,
    width: 400,
    height: 400,
    points,
    phases: points.map(() => 'out'),
    steps: [],
    left_is_near: false,
  };
}

/** Keypoints of a body whose lower foot is on the floor. */
function stand({ hips, knees, arms }: Stance): number[] {
  const places: Place[] = Array.from({ length: KEYPOINTS }, () => [0, 0]);
  const lean_deg = Math.min(...hips) * 0.45;
  const shoulder = from([0, 0], LENGTHS.trunk, 180 - lean_deg);
  const head = from(shoulder, LENGTHS.neck, 180 - lean_deg * 0.4);
  places[0] = [head[0] + 9, head[1] + 2];
  for (const side of [0, 1] as const) {
    places[7 + side] = head;
    places[11 + side] = shoulder;
    placeArm(places, side, shoulder, arms[side]);
    placeLeg(places, side, hips[side], knees[side]);
  }
  const lowest = Math.max(...places.map(([, y]) => y));
  return places.flatMap(([x, y]) => [200 + x, y + FLOOR_PX - lowest]);
}

function placeArm(places: Place[], side: 0 | 1, shoulder: Place, swing_deg: number): void {
  const elbow = from(shoulder, LENGTHS.upperArm, swing_deg);
  const wrist = from(elbow, LENGTHS.forearm, swing_deg + 22);
  places[13 + side] = elbow;
  places[15 + side] = wrist;
  places[19 + side] = from(wrist, 16, swing_deg + 22);
}

function placeLeg(places: Place[], side: 0 | 1, hip_deg: number, knee_deg: number): void {
  const knee = from([0, 0], LENGTHS.thigh, hip_deg);
  const shank_deg = hip_deg - knee_deg;
  const ankle = from(knee, LENGTHS.shank, shank_deg);
  // A foot stays flat until the shank leans too far for it.
  const sole_deg = 90 + shank_deg - Math.min(FLAT_DEG, Math.max(-FLAT_DEG, shank_deg));
  const heel = from([ankle[0] - 5, ankle[1]], 7, sole_deg - 90);
  places[23 + side] = [0, 0];
  places[25 + side] = knee;
  places[27 + side] = ankle;
  places[29 + side] = heel;
  places[31 + side] = from(heel, LENGTHS.foot + 12, sole_deg);
}

/** From a place so far along a direction: 0 is straight down, 90 forward. */
function from([x, y]: Place, length: number, angle_deg: number): Place {
  const angle = (angle_deg * Math.PI) / 180;
  return [x + length * Math.sin(angle), y + length * Math.cos(angle)];
}

/** Which of the equally long steps is on, and how much of it is over. */
export function warmUpStep(
  steps: number,
  ends_in_s: number | null,
  lasts_s: number | null | undefined,
): { index: number; share: number } {
  if (!lasts_s || ends_in_s === null || steps === 0) return { index: 0, share: 0 };
  const gone = Math.max(0, 1 - ends_in_s / lasts_s) * steps;
  const index = Math.min(steps - 1, Math.floor(gone));
  return { index, share: Math.min(1, gone - index) };
}
