/** The muscles at the back of the thigh that cross both hip and knee. */
export const HAMSTRINGS = ['biceps-femoris', 'semitendinosus', 'semimembranosus'] as const;
export type Hamstring = (typeof HAMSTRINGS)[number];

/** Length in thigh lengths: standing, and what a degree of hip and of knee flexion adds.
 *
 * Hawkins and Hull, "A method for determining lower extremity muscle-tendon lengths during
 * flexion/extension movements", Journal of Biomechanics 23 (1990), 487-494. Biceps femoris is its
 * long head; the short one does not cross the hip.
 */
const LENGTHS: Record<Hamstring, readonly [standing: number, hip: number, knee: number]> = {
  'biceps-femoris': [1.048, 2.09e-3, -1.6e-3],
  semitendinosus: [0.987, 2.07e-3, -1.78e-3],
  semimembranosus: [1.027, 1.99e-3, -2.22e-3],
};

/** How much longer a muscle is than when standing, as a share; shorter is negative. */
export function lengthening(muscle: Hamstring, hip_deg: number, knee_deg: number): number {
  const [standing, hip, knee] = LENGTHS[muscle];
  return (hip * hip_deg + knee * knee_deg) / standing;
}
