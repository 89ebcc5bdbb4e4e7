import type { ModelSize } from './messages';

const ORDER: readonly ModelSize[] = ['lite', 'full', 'heavy'];
/** How long a picture takes with a net, relative to `lite` (measured with one thread). */
const COST: Record<ModelSize, number> = { lite: 1, full: 1.4, heavy: 4.4 };
const WINDOW = 15;
const COMFORTABLE_MS = 110;
const BEARABLE_MS = 350;
const SLOW_WINDOWS = 3;

/**
 * Chooses the net: the one an exercise wants as long as the machine keeps up, else a smaller one.
 *
 * The choice only falls while an exercise lasts, so that it does not swing to and fro.
 */
export class Pace {
  #times: number[] = [];
  #slowWindows = 0;
  #typical_ms: number | null = null;
  model: ModelSize;

  constructor(
    private readonly fixed: ModelSize | null,
    wanted: ModelSize,
  ) {
    this.model = fixed ?? wanted;
  }

  /** Typical time of a picture, in milliseconds; null before enough were seen. */
  get typical_ms(): number | null {
    return this.#typical_ms;
  }

  /** Even the smallest net takes too long for counting. */
  get tooSlow(): boolean {
    return this.#slowWindows >= SLOW_WINDOWS;
  }

  /** The net for the next exercise. */
  want(wanted: ModelSize): ModelSize {
    if (this.fixed) return this.model;
    const expected = (size: ModelSize) => ((this.#typical_ms ?? 0) * COST[size]) / COST[this.model];
    const order = ORDER.slice(0, ORDER.indexOf(wanted) + 1).reverse();
    return this.#take(order.find((size) => expected(size) <= COMFORTABLE_MS) ?? 'lite');
  }

  /** Note how long a picture took; returns the net to go on with. */
  note(inference_ms: number): ModelSize {
    this.#times.push(inference_ms);
    if (this.#times.length < WINDOW) return this.model;
    const typical = median(this.#times);
    this.#typical_ms = typical;
    this.#times = [];
    const smaller = ORDER[ORDER.indexOf(this.model) - 1];
    const canShrink = smaller !== undefined && !this.fixed;
    this.#slowWindows = !canShrink && typical > BEARABLE_MS ? this.#slowWindows + 1 : 0;
    return canShrink && typical > COMFORTABLE_MS ? this.#take(smaller) : this.model;
  }

  #take(model: ModelSize): ModelSize {
    if (model !== this.model) {
      this.#times = [];
      this.#typical_ms = null;
      this.#slowWindows = 0;
      this.model = model;
    }
    return model;
  }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
