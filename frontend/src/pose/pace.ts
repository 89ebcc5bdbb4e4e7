import type { ModelSize } from './messages';

const ORDER: readonly ModelSize[] = ['lite', 'full', 'heavy'];
/** How long a picture takes with a net, relative to `lite` (measured with one thread). */
const COST: Record<ModelSize, number> = { lite: 1, full: 1.4, heavy: 4.4 };
const WINDOW = 15;
const COMFORTABLE_MS = 110;
const BEARABLE_MS = 350;
const SLOW_WINDOWS = 3;
/** With fewer pictures a second, for so long, movements are missed. */
const FEWEST_PER_S = 5;
const FEW_FOR_MS = 5000;

/**
 * Chooses the net: the one the user chose or else the exercise wants, as long as the machine
 * keeps up, else a smaller one.
 *
 * The choice only falls while an exercise lasts, so that it does not swing to and fro.
 */
export class Pace {
  #times: number[] = [];
  #slowWindows = 0;
  #typical_ms: number | null = null;
  /** When the span began in which pictures are counted, and how many came since. */
  #span = { from_ms: -1, pictures: 0 };
  #few = false;
  model: ModelSize;

  /** `chosen` by the user stands in for what exercises want; it gives way like that. */
  constructor(
    private readonly chosen: ModelSize | null,
    wanted: ModelSize,
  ) {
    this.model = chosen ?? wanted;
  }

  /** Typical time of a picture, in milliseconds; null before enough were seen. */
  get typical_ms(): number | null {
    return this.#typical_ms;
  }

  /** Even the smallest net takes too long for counting. */
  get tooSlow(): boolean {
    return this.#few || this.#slowWindows >= SLOW_WINDOWS;
  }

  /** The net for the next exercise. */
  want(wanted: ModelSize): ModelSize {
    const most = this.chosen ?? wanted;
    const expected = (size: ModelSize) => ((this.#typical_ms ?? 0) * COST[size]) / COST[this.model];
    const order = ORDER.slice(0, ORDER.indexOf(most) + 1).reverse();
    return this.#take(order.find((size) => expected(size) <= COMFORTABLE_MS) ?? 'lite');
  }

  /** Note a picture, how long it took and when it was done; returns the net to go on with. */
  note(inference_ms: number, now_ms: number): ModelSize {
    this.#times.push(inference_ms);
    const rare = this.#isRare(now_ms);
    if (!rare && this.#times.length < WINDOW) return this.model;
    const typical = median(this.#times);
    this.#typical_ms = typical;
    this.#times = [];
    const smaller = ORDER[ORDER.indexOf(this.model) - 1];
    if (smaller) return rare || typical > COMFORTABLE_MS ? this.#take(smaller) : this.model;
    this.#slowWindows = typical > BEARABLE_MS ? this.#slowWindows + 1 : 0;
    return this.model;
  }

  /** Pictures are not looked at for a while: nothing follows from their absence. */
  rest(): void {
    this.#span = { from_ms: -1, pictures: 0 };
  }

  /** Whether a span has just ended in which too few pictures came. */
  #isRare(now_ms: number): boolean {
    if (this.#span.from_ms < 0) this.#span = { from_ms: now_ms, pictures: 0 };
    else this.#span.pictures += 1;
    const { from_ms, pictures } = this.#span;
    if (now_ms - from_ms < FEW_FOR_MS) return false;
    const rare = (1000 * pictures) / (now_ms - from_ms) < FEWEST_PER_S;
    this.#few = rare && this.model === ORDER[0];
    this.#span = { from_ms: now_ms, pictures: 0 };
    return rare;
  }

  #take(model: ModelSize): ModelSize {
    if (model !== this.model) {
      this.#times = [];
      this.#typical_ms = null;
      this.#slowWindows = 0;
      this.#few = false;
      this.rest();
      this.model = model;
    }
    return model;
  }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
