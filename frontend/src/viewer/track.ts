import type { Breath, MeasuredPhase, Performance as Served } from '../protocol.gen';

/** How strongly muscles work and are stretched at a moment, 0 to 1, by the muscle's id. */
export type Activity = ReadonlyMap<string, Effort>;

export type Side = 'left' | 'right';
export const SIDES: readonly Side[] = ['left', 'right'];
export type Kind = 'worked' | 'stretched';
export type Effort = Record<Kind, Record<Side, number>>;

/** From here on an effort is shown as present. */
export const PRESENT = 0.25;
const NERVES = 'leg-nerves';
/** Holds this near to the farthest one are as far. */
const SAME = 0.95;

/** One rep of an exercise, to be played in a loop: the turns of all bones over time. */
export class MotionTrack {
  readonly bones: readonly string[];
  readonly frames: number;
  readonly duration_s: number;
  readonly #rotations: Float32Array;

  constructor(readonly served: Served) {
    this.bones = served.bones;
    this.frames = served.root.length;
    this.duration_s = this.frames / served.fps;
    this.#rotations = unpack(served.rotations);
    if (this.#rotations.length !== 4 * this.frames * this.bones.length) {
      throw new RangeError('The motion is not complete.');
    }
  }

  /** Write the bones' turns in the world (x, y, z, w each) and the pelvis' place at a moment. */
  sample(time_s: number, turns: Float32Array, root: Float32Array): void {
    const position = this.#position(time_s);
    const before = Math.floor(position);
    const after = (before + 1) % this.frames;
    const share = position - before;
    for (let axis = 0; axis < 3; axis += 1) {
      const [from, to] = [this.#root(before, axis), this.#root(after, axis)];
      root[axis] = from + share * (to - from);
    }
    for (let bone = 0; bone < this.bones.length; bone += 1) {
      this.#blend(bone, before, after, share, turns);
    }
  }

  phaseAt(time_s: number): MeasuredPhase {
    return this.served.phases[this.frameAt(time_s)] ?? 'rest';
  }

  breathAt(time_s: number): Breath {
    return this.served.breathing[this.frameAt(time_s)] ?? 'normal';
  }

  /** The step that is being done; the last one of the loop before the first begins. */
  stepAt(time_s: number): string | null {
    const frame = this.frameAt(time_s);
    const begun = this.served.steps.filter((step) => step.frame <= frame);
    return (begun.at(-1) ?? this.served.steps.at(-1))?.step ?? null;
  }

  /** Whose nerve is what the movement is about. */
  get nerves(): readonly Side[] {
    const course = this.served.activity[NERVES];
    return SIDES.filter((side) => course?.[`stretched_${side}`].some((effort) => effort > PRESENT));
  }

  startOf(step: string): number | null {
    const found = this.served.steps.find((candidate) => candidate.step === step);
    return found ? found.frame / this.served.fps : null;
  }

  activityAt(time_s: number): Activity {
    const frame = this.frameAt(time_s);
    const at = (course: readonly number[]) => course[frame] ?? 0;
    return new Map(
      Object.entries(this.served.activity).map(([muscle, course]) => [
        muscle,
        {
          worked: { left: at(course.worked_left), right: at(course.worked_right) },
          stretched: { left: at(course.stretched_left), right: at(course.stretched_right) },
        },
      ]),
    );
  }

  /** What muscles do in this movement at all, however briefly. */
  get efforts(): { muscle: string; kind: Kind }[] {
    const present = (...courses: number[][]) =>
      courses.some((course) => course.some((effort) => effort > PRESENT));
    return Object.entries(this.served.activity).flatMap(([muscle, course]) => [
      ...(present(course.worked_left, course.worked_right)
        ? [{ muscle, kind: 'worked' as const }]
        : []),
      ...(present(course.stretched_left, course.stretched_right)
        ? [{ muscle, kind: 'stretched' as const }]
        : []),
    ]);
  }

  /** When the movement is fullest: in the middle of the hold farthest from its start. */
  get fullest_s(): number {
    const { fps } = this.served;
    const away = this.#distances();
    const holds = this.#holds();
    if (!holds.length) return away.indexOf(Math.max(...away)) / fps;
    const most = Math.max(...holds.map((frame) => away[Math.floor(frame)] ?? 0));
    // Of two mirrored ends the first is the one on the side that was asked for.
    const [first = 0] = holds.filter((frame) => (away[Math.floor(frame)] ?? 0) > SAME * most);
    return first / fps;
  }

  frameAt(time_s: number): number {
    return Math.floor(this.#position(time_s));
  }

  /** The middles of the holds, in frames. */
  #holds(): number[] {
    const { phases } = this.served;
    const starts = phases.flatMap((phase, frame) =>
      phase === 'hold' && phases[frame - 1] !== 'hold' ? [frame] : [],
    );
    return starts.map((start) => {
      const length = phases.slice(start).findIndex((phase) => phase !== 'hold');
      return start + ((length < 0 ? phases.length - start : length) - 1) / 2;
    });
  }

  /** How much the bones are turned against the first frame's, in each frame. */
  #distances(): number[] {
    const width = 4 * this.bones.length;
    return Array.from({ length: this.frames }, (_, frame) => {
      let sum = 0;
      for (let bone = 0; bone < width; bone += 4) {
        let along = 0;
        for (let part = bone; part < bone + 4; part += 1) {
          along += (this.#rotations[part] ?? 0) * (this.#rotations[frame * width + part] ?? 0);
        }
        sum += 1 - Math.abs(along);
      }
      return sum;
    });
  }

  #position(time_s: number): number {
    const position = (time_s * this.served.fps) % this.frames;
    return position < 0 ? position + this.frames : position;
  }

  #root(frame: number, axis: number): number {
    return this.served.root[frame]?.[axis] ?? 0;
  }

  #blend(bone: number, before: number, after: number, share: number, turns: Float32Array): void {
    const from = 4 * (before * this.bones.length + bone);
    const to = 4 * (after * this.bones.length + bone);
    const all = this.#rotations;
    let along = 0;
    for (let part = 0; part < 4; part += 1)
      along += (all[from + part] ?? 0) * (all[to + part] ?? 0);
    const sign = along < 0 ? -share : share;
    let square = 0;
    for (let part = 0; part < 4; part += 1) {
      const value = (1 - share) * (all[from + part] ?? 0) + sign * (all[to + part] ?? 0);
      turns[4 * bone + part] = value;
      square += value * value;
    }
    // Neighbouring frames are close: the straight way between them is as good as the arc.
    const size = Math.sqrt(square) || 1;
    for (let part = 0; part < 4; part += 1)
      turns[4 * bone + part] = (turns[4 * bone + part] ?? 0) / size;
  }
}

function unpack(base64: string): Float32Array {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return new Float32Array(bytes.buffer);
}
