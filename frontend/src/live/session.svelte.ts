import type {
  CommandName,
  Cue,
  Live,
  Mode,
  PainChoice,
  Refusal,
  RepMade,
  ServerMessage,
  SessionSummary,
  Setup,
  Signalled,
  Snapshot,
} from '../protocol.gen';
import { app } from '../state/app.svelte';
import { Connection } from './connection';
import { Sounds } from './sounds';
import { Voice } from './voice';

const CUE_STAYS_MS = 6000;

/** How the parts of a frame's way to its answer took, in milliseconds. */
export interface AnswerTimes {
  roundTrip_ms: number;
  server_ms: number;
}

/** The live session as the page shows it: what the server said last. */
export class LiveSession {
  status = $state<'connecting' | 'open' | 'lost' | 'closed'>('connecting');
  snapshot = $state.raw<Snapshot | null>(null);
  live = $state.raw<Live | null>(null);
  setup = $state.raw<Setup | null>(null);
  cue = $state.raw<Cue | null>(null);
  rep = $state.raw<RepMade | null>(null);
  summary = $state.raw<SessionSummary | null>(null);
  refusal = $state.raw<Refusal | null>(null);
  /** How long was held, or has gone by, in the set that ended last. */
  held_s = $state(0);
  times = $state.raw<AnswerTimes>({ roundTrip_ms: 0, server_ms: 0 });

  readonly voice = new Voice(() => app.settings);
  readonly sounds = new Sounds(() => app.settings);
  readonly #connection: Connection;
  #mode: Mode;
  #takeover = false;
  #cueTimer = 0;

  /** `mode` is how it was begun; the session itself may have moved on since. */
  constructor(
    readonly id: string,
    mode: Mode,
  ) {
    this.#mode = mode;
    this.#connection = new Connection(
      id,
      {
        message: (message) => {
          this.#receive(message);
        },
        changed: (status) => {
          this.status = status;
        },
        answered: (roundTrip_ms, server_ms) => {
          this.times = { roundTrip_ms, server_ms };
          measure('answer', roundTrip_ms);
          measure('server', server_ms);
        },
      },
      () => ({ locale: app.settings.locale, mode: this.#mode, takeover: this.#takeover }),
    );
  }

  /** Seconds left of a state that ends by itself. */
  get ends_in_s(): number | null {
    return this.live?.ends_in_s ?? this.snapshot?.ends_in_s ?? null;
  }

  get count(): number {
    return this.live?.count ?? this.snapshot?.count ?? 0;
  }

  get target(): number {
    return this.snapshot?.target ?? 0;
  }

  can(command: CommandName): boolean {
    return this.snapshot?.commands.includes(command) ?? false;
  }

  command(command: CommandName): void {
    this.sounds.unlock();
    if (this.can(command)) this.#connection.send({ type: 'command', command });
  }

  answerScreening(acute_injury: boolean, cramp_prone: boolean): void {
    this.sounds.unlock();
    this.#connection.send({ type: 'screening', acute_injury, cramp_prone });
  }

  checkIn(effort: number | null, pain: number | null, cramp: boolean, done: boolean): void {
    this.sounds.unlock();
    this.#connection.send({ type: 'check-in', effort, pain, cramp, done });
  }

  answerPain(choice: PainChoice): void {
    this.#connection.send({ type: 'pain-answer', choice });
  }

  logReps(reps: number): void {
    this.#connection.send({ type: 'log-reps', reps });
  }

  logResult(value: number): void {
    this.#connection.send({ type: 'log-result', value });
  }

  chooseMode(mode: Mode, reason: 'chosen' | 'denied' | 'none' | 'slow' | 'lost'): void {
    this.#mode = mode;
    this.#connection.send({ type: 'mode', mode, reason });
  }

  hide(hidden: boolean): void {
    if (hidden) this.voice.hush();
    this.#connection.send({ type: 'hidden', hidden });
  }

  sendFrame(frame: ArrayBuffer): void {
    this.#connection.sendFrame(frame);
  }

  tellCamera(status: {
    brightness: number;
    frames_per_s: number;
    inference_ms: number;
    model: 'lite' | 'full' | 'heavy';
  }): void {
    this.#connection.send({ type: 'camera', ...status });
  }

  takeOver(): void {
    this.#takeover = true;
    this.refusal = null;
    this.status = 'connecting';
    this.#connection.reconnect();
  }

  close(): void {
    window.clearTimeout(this.#cueTimer);
    this.#connection.close();
    this.voice.hush();
    this.sounds.close();
  }

  #receive(message: ServerMessage): void {
    switch (message.type) {
      case 'welcome':
        this.#takeover = false;
        this.refusal = null;
        this.#show(message.snapshot);
        break;
      case 'state':
        this.#show(message.snapshot);
        break;
      case 'live':
        this.#follow(message);
        break;
      case 'rep':
        this.rep = message;
        break;
      case 'setup':
        this.setup = message;
        break;
      case 'summary':
        this.summary = message.summary;
        break;
      case 'cue':
        this.#say(message);
        break;
      case 'signal':
        this.#signal(message);
        break;
      case 'refusal':
        // After a fault of the server the connection comes back by itself.
        if (message.fatal && message.code !== 'server-fault') this.refusal = message;
    }
  }

  #follow(live: Live): void {
    this.live = live;
    if (this.snapshot?.state === 'set') this.held_s = live.hold_s;
  }

  #show(snapshot: Snapshot): void {
    if (snapshot.state !== this.snapshot?.state) {
      this.live = null;
      this.rep = null;
      if (snapshot.state !== 'setup') this.setup = null;
    }
    this.#mode = snapshot.mode;
    this.snapshot = snapshot;
  }

  #say(cue: Cue): void {
    this.cue = cue;
    window.clearTimeout(this.#cueTimer);
    this.#cueTimer = window.setTimeout(() => {
      this.cue = null;
    }, CUE_STAYS_MS);
    if (cue.kind === 'praise') this.voice.mention(cue.text);
    else this.voice.say(cue.text, cue.interrupts || cue.kind !== 'instruction');
  }

  #signal({ signal, value }: Signalled): void {
    this.sounds.play(signal);
    const counted = signal === 'count' || signal === 'countdown';
    if (counted && value !== null) this.voice.mention(String(value));
  }
}

/** Leave a mark in the browser's own timing list, where profilers and tests find it. */
export function measure(what: string, duration_ms: number): void {
  const name = `coach.${what}`;
  performance.clearMeasures(name);
  performance.measure(name, { start: performance.now() - duration_ms, duration: duration_ms });
}
