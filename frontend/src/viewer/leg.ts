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
const ARMS = /^(?:shoulder|upper_arm|forearm|wrist|hand)_(left|right)$/;
const ASIDE = 0.6;

/** How far the joints bend here, in degrees of flexion. */
export const MOST_DEG = { hip: 100, knee: 130 } as const;
/** The muscles glow fully when they are this much longer or shorter than when standing. */
const FULL = 0.2;
/** How red a muscle is that has the length it has when standing. */
const REST = 0.5;

/** A standing figure whose right leg bends at hip and knee. */
export class BentLeg implements Act {
  readonly bones = BONES;
  readonly duration_s = 1;
  readonly nerves = [];
  readonly focus = BONES.filter((bone) => /pelvis|lower_back|thigh|shank|foot|toes/.test(bone));
  hip_deg = 0;
  knee_deg = 0;

  /** At 0 as it is set; afterwards all that it can do, so that there is room for it. */
  sample(time_s: number, turns: Float32Array): void {
    const hip_deg = time_s > 0 ? MOST_DEG.hip * time_s : this.hip_deg;
    const knee_deg = time_s > 0 ? 0 : this.knee_deg;
    const hip = (-hip_deg * Math.PI) / 180;
    const knee = hip + (knee_deg * Math.PI) / 180;
    const angles: Record<string, number> = {
      hip_right: hip,
      thigh_right: hip,
      shank_right: knee,
      foot_right: knee,
      toes_right: knee,
    };
    this.bones.forEach((bone, index) => {
      const half = (angles[bone] ?? 0) / 2;
      // Legs bend about the axis from right to left; the arms are held out of the way.
      const out = (ARMS.exec(bone)?.[1] === 'left' ? ASIDE : -ASIDE) / 2;
      const turn = ARMS.test(bone)
        ? [0, 0, Math.sin(out), Math.cos(out)]
        : [Math.sin(half), 0, 0, Math.cos(half)];
      turns.set(turn, 4 * index);
    });
  }

  /** The muscles are red: more so when shortened, less when lengthened, and striped then. */
  activityAt(): Activity {
    return new Map(
      HAMSTRINGS.map((muscle) => {
        const change = lengthening(muscle, this.hip_deg, this.knee_deg) / FULL;
        const stretched = Math.min(1, Math.max(0, change));
        const worked = Math.min(1, Math.max(0, REST - (1 - REST) * change));
        return [
          muscle,
          { worked: { left: REST, right: worked }, stretched: { left: 0, right: stretched } },
        ];
      }),
    );
  }
}
