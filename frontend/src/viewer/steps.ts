import type { SessionSide } from '../protocol.gen';

const FEET = ['foot_left', 'foot_right'];
const HANDS = ['hand_left', 'hand_right'];

/** Where to look for what is done before the movement starts, by the step's id.
 *
 * Sides are left out where the trained one is meant. Steps of other exercises need not be here:
 * they are told in words alone.
 */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  lie: ['upper_back'],
  feet: FEET,
  pressure: FEET,
  'toes-up': ['toes_left', 'toes_right'],
  'heels-up': FEET,
  sit: ['pelvis'],
  centre: ['upper_back'],
  legs: ['shank_left', 'shank_right'],
  hands: HANDS,
  'one-hand': HANDS,
  'arms-crossed': HANDS,
  heels: FEET,
  stand: ['upper_back'],
  brace: ['pelvis'],
  'leg-forward': ['foot'],
  'leg-back': ['foot'],
  lift: ['shank'],
  open: ['shank'],
  'small-first': ['foot'],
};
const PAIRED = /^(?:foot|shank)$/;

/** The bones a step is about; null where nothing can be pointed at. */
export function partsOf(step: string, trained: SessionSide): readonly string[] | null {
  const side = trained === 'left' ? 'left' : 'right';
  return PARTS[step]?.map((bone) => (PAIRED.test(bone) ? `${bone}_${side}` : bone)) ?? null;
}
