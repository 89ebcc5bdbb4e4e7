import type { Settings, Signal } from '../protocol.gen';

/** A tone: pitch in hertz, when it starts and how long it rings in seconds, and how loud. */
type Tone = readonly [pitch_hz: number, start_s: number, length_s: number, loudness: number];

const TONES: Record<Signal, readonly Tone[]> = {
  count: [[784, 0, 0.16, 0.8]],
  attempt: [[233, 0, 0.2, 0.5]],
  'hold-reached': [
    [659, 0, 0.14, 0.7],
    [988, 0.12, 0.28, 0.7],
  ],
  countdown: [[523, 0, 0.12, 0.6]],
  go: [[1047, 0, 0.4, 0.8]],
  'set-done': [
    [523, 0, 0.18, 0.7],
    [659, 0.14, 0.18, 0.7],
    [784, 0.28, 0.42, 0.7],
  ],
  gesture: [[440, 0, 0.1, 0.5]],
  paused: [
    [587, 0, 0.14, 0.6],
    [392, 0.14, 0.26, 0.6],
  ],
  resumed: [
    [392, 0, 0.14, 0.6],
    [587, 0.14, 0.26, 0.6],
  ],
};
const SILENCE = 0.0001;

/** Short sounds, made on the spot. */
export class Sounds {
  #context: AudioContext | null = null;

  constructor(private readonly choice: () => Pick<Settings, 'sounds' | 'volume'>) {}

  /** Browsers allow sound only after the user did something: call this from a click or key. */
  unlock(): void {
    if (!this.choice().sounds) return;
    this.#context ??= new AudioContext();
    void this.#context.resume();
  }

  play(signal: Signal): void {
    const { sounds, volume } = this.choice();
    const context = this.#context;
    if (!sounds || volume === 0 || context?.state !== 'running') return;
    for (const tone of TONES[signal]) ring(context, tone, volume);
  }

  close(): void {
    void this.#context?.close();
    this.#context = null;
  }
}

function ring(context: AudioContext, tone: Tone, volume: number): void {
  const [pitch_hz, start_s, length_s, loudness] = tone;
  const begin = context.currentTime + start_s;
  const oscillator = new OscillatorNode(context, { frequency: pitch_hz, type: 'triangle' });
  const gain = new GainNode(context, { gain: SILENCE });
  gain.gain.setValueAtTime(SILENCE, begin);
  gain.gain.exponentialRampToValueAtTime(0.35 * loudness * volume, begin + 0.012);
  gain.gain.exponentialRampToValueAtTime(SILENCE, begin + length_s);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(begin);
  oscillator.stop(begin + length_s);
}
