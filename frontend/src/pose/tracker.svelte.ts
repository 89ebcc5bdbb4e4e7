import type { ModelSize, WorkerAnswer, WorkerRequest } from './messages';
import { Pace } from './pace';

const LONGEST_SIDE_PX = 960;

/** What the tracker tells its owner. */
export interface TrackerEvents {
  /** Keypoints of a picture: the binary frame without sequence number. */
  pose(frame: ArrayBuffer, timing: PictureTiming): void;
  brightness(share: number): void;
  /** Finding the keypoints does not work at all here. */
  failed(message: string): void;
}

/**
 * What a picture's way to the keypoints cost, in milliseconds: the net itself, and the rest, from
 * the moment the browser offered the picture.
 */
export interface PictureTiming {
  inference_ms: number;
  handover_ms: number;
}

/** Looks at the pictures of a video element with the pose net, one at a time, newest first. */
export class PoseTracker {
  model = $state<ModelSize | null>(null);
  delegate = $state<'CPU' | 'GPU' | null>(null);
  frames_per_s = $state(0);
  inference_ms = $state(0);
  tooSlow = $state(false);
  /** While paused no picture is looked at. */
  paused = false;

  #worker: Worker | null = null;
  /** The next worker, while it loads another net. */
  #coming: Worker | null = null;
  #pace: Pace;
  #asked: ModelSize | null = null;
  #busy = true;
  #stopped = false;
  #request = 0;
  #lastTime_ms = 0;
  #offered_ms = 0;
  #arrivals: number[] = [];

  constructor(
    private readonly video: HTMLVideoElement,
    private readonly events: TrackerEvents,
    chosen: ModelSize | null,
    wanted: ModelSize,
  ) {
    this.#pace = new Pace(chosen, wanted);
    this.#load(this.#pace.model);
    this.#next();
  }

  /** Name the net that the coming exercise needs. */
  want(model: ModelSize): void {
    this.#use(this.#pace.want(model));
  }

  stop(): void {
    this.#stopped = true;
    this.video.cancelVideoFrameCallback(this.#request);
    this.#worker?.terminate();
    this.#coming?.terminate();
  }

  #use(model: ModelSize): void {
    if (model !== this.#asked) this.#load(model);
  }

  /** The net in use goes on looking until the new one is there. */
  #load(model: ModelSize): void {
    this.#asked = model;
    this.#coming?.terminate();
    // eslint-disable-next-line svelte/prefer-svelte-reactivity -- an address that never changes
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    this.#coming = worker;
    worker.onmessage = (event: MessageEvent<WorkerAnswer>) => {
      this.#receive(worker, event.data);
    };
    worker.onerror = (event) => {
      this.#fail(event.message);
    };
    ask(worker, { type: 'load', model });
  }

  #replace(worker: Worker): void {
    this.#worker?.terminate();
    this.#worker = worker;
    this.#coming = null;
    this.#busy = false;
  }

  /** A net that cannot be had matters only while there is no other. */
  #fail(message: string): void {
    if (!this.#worker) this.events.failed(message);
  }

  #next(): void {
    this.#request = this.video.requestVideoFrameCallback((now, picture) => {
      if (this.#stopped) return;
      this.#next();
      if (this.paused || document.hidden) this.#pace.rest();
      else if (!this.#busy) void this.#look(picture.captureTime ?? now);
    });
  }

  async #look(taken_ms: number): Promise<void> {
    this.#busy = true;
    this.#offered_ms = performance.now();
    try {
      const picture = await createImageBitmap(this.video, this.#size());
      // A camera's clock may jump back; the session's may not.
      this.#lastTime_ms = Math.max(taken_ms, this.#lastTime_ms + 1);
      const request = { type: 'picture', picture, time_ms: this.#lastTime_ms } as const;
      if (this.#worker) ask(this.#worker, request, [picture]);
      else picture.close();
    } catch {
      // The picture went away meanwhile (the camera is being closed); the next one may do.
      this.#busy = false;
    }
  }

  #size(): ImageBitmapOptions {
    const { videoWidth: width, videoHeight: height } = this.video;
    const scale = Math.min(1, LONGEST_SIDE_PX / Math.max(width, height));
    if (scale === 1) return {};
    return {
      resizeWidth: Math.round(width * scale),
      resizeHeight: Math.round(height * scale),
      resizeQuality: 'low',
    };
  }

  #receive(worker: Worker, answer: WorkerAnswer): void {
    if (this.#stopped) return;
    if (answer.type === 'failed') {
      this.#fail(answer.message);
      return;
    }
    if (answer.type === 'loaded') {
      this.#replace(worker);
      this.model = answer.model;
      this.delegate = answer.delegate;
      return;
    }
    this.#busy = false;
    const { frame, inference_ms, brightness } = answer;
    const handover_ms = performance.now() - this.#offered_ms - inference_ms;
    this.#count(inference_ms);
    if (brightness !== null) this.events.brightness(brightness);
    this.events.pose(frame, { inference_ms, handover_ms });
    this.#use(this.#pace.note(inference_ms, performance.now()));
    this.tooSlow = this.#pace.tooSlow;
  }

  #count(inference_ms: number): void {
    const now = performance.now();
    this.inference_ms = inference_ms;
    this.#arrivals = [...this.#arrivals.filter((time) => now - time < 2000), now];
    const span_s = (now - (this.#arrivals[0] ?? now)) / 1000;
    this.frames_per_s = span_s > 0 ? (this.#arrivals.length - 1) / span_s : 0;
  }
}

function ask(worker: Worker, request: WorkerRequest, transfer: Transferable[] = []): void {
  worker.postMessage(request, transfer);
}
