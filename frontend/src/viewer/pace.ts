const FINEST = 2;
const COARSEST = 0.75;
const STEP = 0.75;
/** A picture that takes longer than this on average is drawn more coarsely from then on. */
const SLOW_MS = 24;
const COUNTED = 40;

/** Draws finely where the machine keeps up, and more coarsely where it does not. */
export class Pace {
  #ratio = Math.min(window.devicePixelRatio || 1, FINEST);
  #sum_ms = 0;
  #count = 0;

  constructor(readonly apply: (ratio: number) => void) {
    apply(this.#ratio);
  }

  /** Note how long a picture took, from the last one to this one. */
  note(elapsed_ms: number): void {
    this.#sum_ms += elapsed_ms;
    this.#count += 1;
    if (this.#count < COUNTED) return;
    const mean_ms = this.#sum_ms / this.#count;
    [this.#sum_ms, this.#count] = [0, 0];
    if (mean_ms <= SLOW_MS || this.#ratio <= COARSEST) return;
    this.#ratio = Math.max(COARSEST, this.#ratio * STEP);
    this.apply(this.#ratio);
  }
}
