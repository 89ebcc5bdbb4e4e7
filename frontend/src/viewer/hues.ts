import type { Hamstring } from './lengths';

/** The hamstrings' colours, the same in the drawing, on the figure and in the list.
 *
 * They differ in lightness too, for those who see hues differently.
 */
export const HUES: Record<Hamstring, string> = {
  'biceps-femoris': '#d2445a',
  semitendinosus: '#35b8a0',
  semimembranosus: '#5468d8',
};
