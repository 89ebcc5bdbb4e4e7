import { facingOf, placeIn, type Facing } from '../figure/facing';
import type { SeenPose } from '../pose/frame';
import { facingIn } from '../pose/skeleton';
import type { Figure } from '../protocol.gen';

/** Pictures in a row that must agree. */
const STEADY = 5;

/** Which way the user and the figures lie or look, so that figures can turn to the user's way. */
export class Direction {
  #seen = $state<Facing>(0);
  #shown = $state<Facing>(0);
  #last: Facing = 0;
  #streak = 0;

  /** The user is the other way round than the figures. */
  get opposite(): boolean {
    return this.#seen !== 0 && this.#shown !== 0 && this.#seen !== this.#shown;
  }

  /** How the figures are from now on. */
  show(figure: Figure): void {
    this.#shown = figure.view === 'side' ? facingOf(placeIn(figure.points[0] ?? [])) : 0;
  }

  /** Look at the user. */
  note(pose: SeenPose): void {
    const now = facingIn(pose);
    this.#streak = now === this.#last ? this.#streak + 1 : 0;
    this.#last = now;
    if (now !== 0 && this.#streak >= STEADY) this.#seen = now;
  }
}
