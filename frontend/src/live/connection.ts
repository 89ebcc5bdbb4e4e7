import { setSequence, timeOf } from '../pose/frame';
import {
  PROTOCOL_VERSION,
  type ClientMessage,
  type CloseCode,
  type Live,
  type Mode,
  type ServerMessage,
  type Settings,
  type Snapshot,
} from '../protocol.gen';
import { Outbox } from './outbox';

const FRAMES_IN_FLIGHT = 2;
const ANSWER_OVERDUE_MS = 2000;
const TICK_MS = 250;
const FRAMES_FLOW_MS = 1500;
/** Each tick is answered: after so many of silence there is nobody at the other end. */
const SILENT_TICKS = 40;
const RETRY_MS = [300, 700, 1500, 3000] as const;
const FINAL_CODES: readonly number[] = [
  4400, 4404, 4408, 4409, 4410,
] satisfies readonly CloseCode[];
/** After a fault of its own the server goes on where it was; one that comes again and again stays. */
const FAULT_CODE: CloseCode = 4500;
const FAULTS_BORNE = 3;

type Distribute<T> = T extends unknown ? Omit<T, 'time_s'> : never;
/** A message of the browser; the connection adds the time. */
export type Wish = Distribute<Exclude<ClientMessage, { type: 'hello' | 'tick' }>>;

export interface ConnectionEvents {
  message(message: ServerMessage): void;
  /** `closed` is for good, `lost` is being mended. */
  changed(status: 'open' | 'lost' | 'closed'): void;
  /** The answer to a frame came after this many milliseconds, of which the server took some. */
  answered(roundTrip_ms: number, server_ms: number): void;
}

export interface HelloChoice {
  locale: Settings['locale'];
  mode: Mode;
  takeover: boolean;
}

/** The WebSocket of one session: it comes back by itself, and drops pictures rather than queueing. */
export class Connection {
  #socket: WebSocket | null = null;
  #open = false;
  #retries = 0;
  #faults = 0;
  #retryTimer = 0;
  #tickTimer = 0;
  #sequence = 0;
  #inFlight = new Map<number, number>();
  #lastTime_s = 0;
  #lastFrame = { time_s: 0, at_ms: -Infinity };
  #silentTicks = 0;
  /** The coach may still take a connection that was given up for this page's present one. */
  #orphaned = false;
  #greeted = false;
  #snapshot: Snapshot | null = null;
  readonly #outbox = new Outbox();

  constructor(
    private readonly session: string,
    private readonly events: ConnectionEvents,
    private readonly choice: () => HelloChoice,
  ) {
    this.#connect();
  }

  /** Something the user asked for waits for the connection to come back. */
  get waiting(): boolean {
    return this.#outbox.filled;
  }

  /** The user said that it hurts, and the coach has not heard it yet. */
  get painUnheard(): boolean {
    return this.#outbox.holdsPain();
  }

  /** Send something other than a picture; what the user asks for outlives the connection. */
  send(wish: Wish): void {
    const sent = this.#open && this.#post(this.#stamp(wish));
    if (this.#snapshot) this.#outbox.keep(wish, this.#snapshot, sent);
  }

  /** Send a picture's keypoints unless two are unanswered; returns its number, or null. */
  sendFrame(frame: ArrayBuffer): number | null {
    const time_s = timeOf(frame);
    const sentAt_ms = performance.now();
    for (const [sequence, at_ms] of this.#inFlight) {
      if (sentAt_ms - at_ms > ANSWER_OVERDUE_MS) this.#inFlight.delete(sequence);
    }
    this.#lastFrame.at_ms = sentAt_ms;
    const crowded = this.#inFlight.size >= FRAMES_IN_FLIGHT;
    if (!this.#socket || !this.#open || crowded || time_s <= this.#lastTime_s) return null;
    this.#sequence += 1;
    setSequence(frame, this.#sequence);
    this.#lastTime_s = time_s;
    this.#lastFrame.time_s = time_s;
    this.#inFlight.set(this.#sequence, sentAt_ms);
    this.#socket.send(frame);
    return this.#sequence;
  }

  /** Try again at once, for instance because the network is back. */
  reconnect(): void {
    if (this.#open) return;
    this.#retries = 0;
    this.#connect();
  }

  close(): void {
    this.#release();
    window.clearInterval(this.#tickTimer);
  }

  #connect(): void {
    this.#release();
    this.#greeted = false;
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    const socket = new WebSocket(`${scheme}://${location.host}/ws/session/${this.session}`);
    this.#socket = socket;
    socket.onopen = () => {
      this.#greet();
    };
    socket.onmessage = (event: MessageEvent<string>) => {
      this.#receive(JSON.parse(event.data) as ServerMessage);
    };
    socket.onclose = (event) => {
      this.#lose(event.code);
    };
  }

  #greet(): void {
    this.#lastTime_s = 0;
    this.#sequence = 0;
    this.#inFlight.clear();
    const time_s = this.#now_s();
    const choice = this.choice();
    this.#greeted = true;
    const takeover = choice.takeover || this.#orphaned;
    this.#post({ type: 'hello', protocol: PROTOCOL_VERSION, time_s, ...choice, takeover });
  }

  #receive(message: ServerMessage): void {
    if (message.type === 'welcome') {
      this.#open = true;
      this.#retries = 0;
      this.#orphaned = false;
      window.clearInterval(this.#tickTimer);
      this.#tickTimer = window.setInterval(() => {
        this.#tick();
      }, TICK_MS);
      this.events.changed('open');
    }
    if (message.type === 'live') this.#settle(message);
    this.#silentTicks = 0;
    if (message.type === 'state') this.#outbox.settle(message.snapshot);
    else if (message.type === 'refusal') this.#outbox.settle(null);
    this.events.message(message);
    this.#deliver(message);
  }

  /** Send what waited, as far as it still makes sense, one after the other. */
  #deliver(message: ServerMessage): void {
    if (message.type === 'welcome' || message.type === 'state') this.#snapshot = message.snapshot;
    else if (message.type !== 'refusal' || message.fatal) return;
    const wish = this.#snapshot && this.#outbox.next(this.#snapshot);
    if (wish) this.#post(this.#stamp(wish));
  }

  #settle({ sequence, server_ms }: Live): void {
    const sentAt_ms = sequence === null ? undefined : this.#inFlight.get(sequence);
    if (sequence === null || sentAt_ms === undefined) return;
    this.#inFlight.delete(sequence);
    this.events.answered(performance.now() - sentAt_ms, server_ms);
  }

  #lose(code: number): void {
    // A greeting without an answer may have been heard nevertheless.
    if (this.#greeted && !this.#open) this.#orphaned = true;
    this.#release();
    this.#outbox.lose();
    if (code === FAULT_CODE) this.#faults += 1;
    if (FINAL_CODES.includes(code) || this.#faults > FAULTS_BORNE) {
      this.events.changed('closed');
      return;
    }
    this.events.changed('lost');
    const wait_ms = RETRY_MS[Math.min(this.#retries, RETRY_MS.length - 1)];
    this.#retries += 1;
    this.#retryTimer = window.setTimeout(() => {
      this.#connect();
    }, wait_ms);
  }

  #release(): void {
    window.clearTimeout(this.#retryTimer);
    this.#open = false;
    const socket = this.#socket;
    this.#socket = null;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  #tick(): void {
    this.#silentTicks += 1;
    if (this.#open && this.#silentTicks > SILENT_TICKS) {
      this.#orphaned = true;
      this.#lose(0);
      return;
    }
    const framesFlow = performance.now() - this.#lastFrame.at_ms < FRAMES_FLOW_MS;
    if (this.#open && !framesFlow) this.#post({ type: 'tick', time_s: this.#now_s() });
  }

  /**
   * Time for what is no picture. A picture is some way behind the clock when it is sent; while
   * pictures flow everything else takes the last picture's time, so that time never falls.
   */
  #now_s(): number {
    const framesFlow = performance.now() - this.#lastFrame.at_ms < FRAMES_FLOW_MS;
    const time_s = framesFlow ? this.#lastFrame.time_s : performance.now() / 1000;
    this.#lastTime_s = Math.max(this.#lastTime_s, time_s);
    return this.#lastTime_s;
  }

  #stamp(wish: Wish): ClientMessage {
    return { ...wish, time_s: this.#now_s() } as ClientMessage;
  }

  /** Tells whether it is on its way. */
  #post(message: ClientMessage): boolean {
    if (this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(message));
    return true;
  }
}
