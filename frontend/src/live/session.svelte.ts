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
  SetupCheck,
  Signalled,
  Snapshot,
} from '../protocol.gen';
import { app } from '../state/app.svelte';
import { Connection, type Wish } from './connection';
import { Sounds } from './sounds';
import { Voice } from './voice';

const CUE_STAYS_MS = 6000;
/** A cue so young came with the change of state itself, not before it. */
const YOUNG_MS = 150;
/** Once these are well, what was said about where to put camera and body is out of date. */
const PLACED: readonly SetupCheck[] = ['person', 'posture', 'whole-body', 'view'];

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
  /** The coach is to speak, and this browser has no voice for it. */
  voiceless = $state(false);
  /** What the user asked for waits for the connection. */
  waiting = $state(false);

  readonly voice = new Voice(
    () => app.settings,
    () => (this.voiceless = true),
  );
  readonly sounds = new Sounds(() => app.settings);
  readonly #connection: Connection;
  #mode: Mode;
  #takeover = false;
  #cueTimer = 0;
  #cueAt_ms = -Infinity;

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
          this.waiting = this.#connection.waiting;
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
    if (!this.can(command)) return;
    this.#ask({ type: 'command', command });
    if (command === 'pain' || command === 'pause' || command === 'end') this.voice.hush();
    // Whoever is in pain does not wait for an answer.
    if (command === 'pain' && this.snapshot) this.#show(stopped(this.snapshot));
  }

  answerScreening(acute_injury: boolean, cramp_prone: boolean): void {
    this.sounds.unlock();
    this.#ask({ type: 'screening', acute_injury, cramp_prone });
  }

  checkIn(effort: number | null, pain: number | null, cramp: boolean, done: boolean): void {
    this.sounds.unlock();
    this.#ask({ type: 'check-in', effort, pain, cramp, done });
  }

  answerPain(choice: PainChoice): void {
    this.#ask({ type: 'pain-answer', choice });
  }

  logReps(reps: number): void {
    this.#ask({ type: 'log-reps', reps });
  }

  logResult(value: number): void {
    this.#ask({ type: 'log-result', value });
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
    this.voice.close();
    this.sounds.close();
  }

  #ask(wish: Wish): void {
    this.#connection.send(wish);
    this.waiting = this.#connection.waiting;
  }

  #receive(message: ServerMessage): void {
    switch (message.type) {
      case 'welcome':
        this.#takeover = false;
        this.refusal = null;
        this.#take(message.snapshot);
        break;
      case 'state':
        this.#take(message.snapshot);
        break;
      case 'live':
        this.#follow(message);
        break;
      case 'rep':
        this.rep = message;
        break;
      case 'setup':
        this.#place(message);
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

  /** Pain that the coach has not heard of yet is pain already. */
  #take(snapshot: Snapshot): void {
    const unheard = this.#connection.painUnheard && snapshot.commands.includes('pain');
    this.#show(unheard ? stopped(snapshot) : snapshot);
  }

  #show(snapshot: Snapshot): void {
    const before = this.snapshot;
    if (snapshot.state !== before?.state) {
      this.live = null;
      this.rep = null;
      if (snapshot.state !== 'setup') this.setup = null;
    }
    const moved =
      before &&
      (['state', 'exercise', 'variation'] as const).some((key) => before[key] !== snapshot[key]);
    if (moved && performance.now() - this.#cueAt_ms > YOUNG_MS) this.#forgetCue();
    this.#mode = snapshot.mode;
    this.snapshot = snapshot;
  }

  #place(setup: Setup): void {
    this.setup = setup;
    if (this.#outdated(this.cue)) this.#forgetCue();
  }

  /** It says where to put camera and body, and both are well by now. */
  #outdated(cue: Cue | null): boolean {
    const items = this.setup?.items;
    if (!cue || !items?.length || cue.id === 'say.setup.done') return false;
    const places = cue.id.startsWith('say.setup') || cue.id.endsWith('.camera');
    return places && items.every(({ check, status }) => status === 'ok' || !PLACED.includes(check));
  }

  /** What was said was about something else. */
  #forgetCue(): void {
    window.clearTimeout(this.#cueTimer);
    this.cue = null;
    this.voice.hush();
  }

  #say(cue: Cue): void {
    if (this.#outdated(cue)) return;
    this.cue = cue;
    this.#cueAt_ms = performance.now();
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

/** The session as it will be once the coach has heard of the pain. */
function stopped(snapshot: Snapshot): Snapshot {
  const nothing = { resumes_to: null, pause_reason: null, ends_in_s: null, lasts_s: null };
  return { ...snapshot, ...nothing, state: 'pain', commands: ['end'] };
}

/** Leave a mark in the browser's own timing list, where profilers and tests find it. */
export function measure(what: string, duration_ms: number): void {
  const name = `coach.${what}`;
  performance.clearMeasures(name);
  performance.measure(name, { start: performance.now() - duration_ms, duration: duration_ms });
}
