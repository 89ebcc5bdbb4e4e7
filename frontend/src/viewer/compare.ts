import type { MeasuredPhase } from '../protocol.gen';
import type { MotionTrack } from './track';
import { angleOf, axesOf, type ViewName } from './views';

/** Where bones are at a moment, three numbers each, in metres. */
export type Places = (time_s: number) => readonly number[];

/** How long a phase takes the right way and with the fault. */
export interface Tempo {
  phase: MeasuredPhase;
  right_s: number;
  wrong_s: number;
}

/** What a fault changes most: when, from where and at which bone it is seen best. */
export interface Difference {
  time_s: number;
  view: ViewName;
  bone: string;
  /** Set where nothing but the tempo is wrong. */
  tempo: Tempo | null;
}

interface Run {
  phase: MeasuredPhase;
  start_s: number;
  duration_s: number;
}

const SAMPLES = 80;
/** Earlier ones are preferred unless another shows a good deal more. */
const CANDIDATES = ['coach', 'front', 'side', 'back'] as const;
const MORE = 1.25;
/** A phase that is this much shorter or longer is done in another tempo ... */
const OTHER_TEMPO = 1.4;
/** ... and nothing but that is wrong when the same poses are passed through, to within metres. */
const SAME_POSE_M = 0.06;

/** Find when and from where the right way and the fault look most different. */
export function findDifference(
  right: MotionTrack,
  wrong: MotionTrack,
  [rightPlaces, wrongPlaces]: readonly [Places, Places],
): Difference {
  const duration_s = Math.max(right.duration_s, wrong.duration_s);
  const moments = Array.from({ length: SAMPLES }, (_, index) => (index * duration_s) / SAMPLES);
  const apart = (time_s: number) => minus(wrongPlaces(time_s), rightPlaces(time_s));
  const time_s = best(moments, (moment) => farthest(apart(moment)));
  const tempo = tempoOf(right, wrong, [rightPlaces, wrongPlaces]);
  const most = apart(time_s);
  const sizes = triples(most).map((place) => Math.hypot(...place));
  const bone = right.bones[sizes.indexOf(Math.max(...sizes))] ?? '';
  return { time_s, view: viewOn(most, right), bone, tempo };
}

/** The view that shows the largest displacement. */
function viewOn(apart: readonly number[], track: MotionTrack): ViewName {
  const shown = (view: ViewName) => {
    const { right, up } = axesOf(angleOf(view, track.served));
    return farthest(triples(apart).flatMap((place) => [dot(place, right), dot(place, up), 0]));
  };
  const most = Math.max(...CANDIDATES.map(shown));
  return CANDIDATES.find((view) => MORE * shown(view) >= most) ?? 'coach';
}

/** The phase whose tempo differs, where tempo is all that differs. */
function tempoOf(
  right: MotionTrack,
  wrong: MotionTrack,
  [rightPlaces, wrongPlaces]: readonly [Places, Places],
): Tempo | null {
  const [rights, wrongs] = [runsOf(right), runsOf(wrong)];
  const pairs = rights.flatMap((run, index) => {
    const other = wrongs[index];
    return other?.phase === run.phase ? [[run, other] as const] : [];
  });
  if (pairs.length !== rights.length || pairs.length !== wrongs.length) return null;
  const [run, other] = best(
    pairs.filter(([{ phase }]) => phase !== 'rest'),
    ([a, b]) => Math.abs(a.duration_s - b.duration_s),
  );
  const [shorter = 0, longer = 0] = [run.duration_s, other.duration_s].toSorted((a, b) => a - b);
  if (longer < OTHER_TEMPO * shorter) return null;
  const differ = pairs.some(([a, b]) =>
    [0.1, 0.3, 0.5, 0.7, 0.9].some((share) => {
      const [then, there] = [a, b].map(({ start_s, duration_s }) => start_s + share * duration_s);
      return farthest(minus(wrongPlaces(there ?? 0), rightPlaces(then ?? 0))) > SAME_POSE_M;
    }),
  );
  if (differ) return null;
  return { phase: run.phase, right_s: run.duration_s, wrong_s: other.duration_s };
}

function runsOf({ served: { phases, fps } }: MotionTrack): Run[] {
  const runs: Run[] = [];
  phases.forEach((phase, frame) => {
    const last = runs.at(-1);
    if (last?.phase === phase) last.duration_s += 1 / fps;
    else runs.push({ phase, start_s: frame / fps, duration_s: 1 / fps });
  });
  return runs;
}

function best<T>(candidates: readonly T[], worth: (candidate: T) => number): T {
  return candidates.reduce((a, b) => (worth(b) > worth(a) ? b : a));
}

function triples(values: readonly number[]): number[][] {
  return Array.from({ length: Math.floor(values.length / 3) }, (_, index) =>
    values.slice(3 * index, 3 * index + 3),
  );
}

function farthest(apart: readonly number[]): number {
  return Math.max(...triples(apart).map((place) => Math.hypot(...place)));
}

function minus(a: readonly number[], b: readonly number[]): number[] {
  return a.map((value, index) => value - (b[index] ?? 0));
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
}
