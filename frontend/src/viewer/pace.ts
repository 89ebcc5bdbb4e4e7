const FINEST = 2;
const COARSEST = 0.75;
const STEP = 0.75;
const COUNTED = 40;
/** Pictures that are this much later than they should be on average are drawn more coarsely. */
const LATE = 1.45;

interface Wishes {
  /** How far apart pictures should be, in milliseconds. */
  between_ms: number;
  apply: (ratio: number) => void;
  /** Even the coarsest pictures are too much for this machine. */
  giveUp: () => void;
}

/** Draws finely where the machine keeps up, and more coarsely where it does not. */
export class Pace {
  #ratio = Math.min(window.devicePixelRatio || 1, FINEST);
  #sum_ms = 0;
  #count = 0;

  constructor(readonly wishes: Wishes) {
    wishes.apply(this.#ratio);
  }

  /** Note how long a picture took, from the last one to this one. */
  note(elapsed_ms: number): void {
    this.#sum_ms += elapsed_ms;
    this.#count += 1;
    if (this.#count < COUNTED) return;
    const late = this.#sum_ms / this.#count > LATE * this.wishes.between_ms;
    [this.#sum_ms, this.#count] = [0, 0];
    if (!late) return;
    if (this.#ratio <= COARSEST) {
      this.wishes.giveUp();
      return;
    }
    this.#ratio = Math.max(COARSEST, this.#ratio * STEP);
    this.wishes.apply(this.#ratio);
  }
}
