import type { AtlasState } from './atlas';
import { HAMSTRINGS, lengthening } from './lengths';
import type { Act } from './stage';
import type { Activity } from './track';

const SIDED = [
  'hip',
  'thigh',
  'shank',
  'foot',
  'toes',
  'shoulder',
  'upper_arm',
  'forearm',
  'wrist',
  'hand',
];
const BONES: readonly string[] = [
  ...['pelvis', 'lower_back', 'upper_back', 'neck', 'head'],
  ...['left', 'right'].flatMap((side) => SIDED.map((bone) => `${bone}_${side}`)),
];
const ARMS = /^(?:shoulder|upper_arm|forearm|wrist|hand)_/;
/** Arms are raised, out of the picture. */
const RAISED = -0.95 * Math.PI;

/** How far the joints bend here, in degrees of flexion. */
export const MOST_DEG = { hip: 100, knee: 130 } as const;
/** The muscles look fully lengthened or shortened when they differ this much from standing. */
const FULL = 0.2;

/** A standing figure whose right leg bends at hip and knee; its hamstrings are told apart. */
export class BentLeg implements Act {
  readonly bones = BONES;
  readonly duration_s = 1;
  readonly nerves = [];
  /** The thigh that bends. */
  readonly focus = ['pelvis', 'hip_right', 'thigh_right', 'shank_right'];
  hip_deg = 0;
  knee_deg = 0;

  sample(_: number, turns: Float32Array): void {
    const hip = (-this.hip_deg * Math.PI) / 180;
    const knee = hip + (this.knee_deg * Math.PI) / 180;
    const angles: Record<string, number> = {
      hip_right: hip,
      thigh_right: hip,
      shank_right: knee,
      foot_right: knee,
      toes_right: knee,
    };
    // Joints bend about the axis from right to left.
    this.bones.forEach((bone, index) => {
      const half = (ARMS.test(bone) ? RAISED : (angles[bone] ?? 0)) / 2;
      turns.set([Math.sin(half), 0, 0, Math.cos(half)], 4 * index);
    });
  }

  activityAt(): Activity {
    return new Map();
  }

  atlas(): Omit<AtlasState, 'chosen'> {
    return {
      change: HAMSTRINGS.map((muscle) => {
        const change = lengthening(muscle, this.hip_deg, this.knee_deg) / FULL;
        return Math.min(1, Math.max(-1, change));
      }),
    };
  }
}
