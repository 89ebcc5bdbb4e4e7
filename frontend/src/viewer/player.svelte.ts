import { api, type FigureChoice } from '../state/api';
import type { BodyName } from './avatar';
import type { Stage, Split } from './stage';
import { raiseStage } from './raise';
import { MotionTrack } from './track';
import { angleOf, type ViewName } from './views';

export const SPEEDS = [1, 0.5, 0.25] as const;

/** What is to be shown: a motion, and with a fault also how it looks with it. */
export interface Programme extends FigureChoice {
  fault: string | null;
  body: BodyName;
}

/** A stage with its controls: what the page shows of it and what one can do with it. */
export class Player {
  /** `pictures`: this browser cannot draw, or the figure did not come. */
  status = $state<'waiting' | 'ready' | 'pictures'>('waiting');
  track = $state.raw<MotionTrack | null>(null);
  time_s = $state(0);
  playing = $state(false);
  split = $state<Split>('one');
  azimuth_deg = $state(0);
  #speed = $state<number>(SPEEDS[0]);
  #loop = $state(true);
  #view = $state<ViewName>('coach');
  #stage: Stage | null = null;
  #shown = 0;
  readonly #calm = matchMedia('(prefers-reduced-motion: reduce)').matches;

  get speed(): number {
    return this.#speed;
  }

  get loop(): boolean {
    return this.#loop;
  }

  get view(): ViewName {
    return this.#view;
  }

  /** Set the stage up on a canvas; returns what takes it down. */
  open(canvas: HTMLCanvasElement, least: boolean): () => void {
    const close = raiseStage({
      canvas,
      least,
      ready: (stage) => this.#begin(stage),
      fail: () => (this.status = 'pictures'),
    });
    return () => {
      close();
      this.#stage = null;
    };
  }

  /** Show something else; what was asked for last is what comes. */
  async show(programme: Programme): Promise<void> {
    const turn = (this.#shown += 1);
    const { fault, body, ...choice } = programme;
    try {
      const asked = [api.performance({ ...choice, body })];
      if (fault) asked.push(api.performance({ ...choice, body, fault }));
      const tracks = (await Promise.all(asked)).map((served) => new MotionTrack(served));
      const stage = await this.#ready();
      if (turn !== this.#shown || !stage) return;
      await stage.cast(tracks, body);
      if (turn !== this.#shown) return;
      this.#start(stage, tracks[0] ?? null);
    } catch {
      if (turn === this.#shown) this.status = 'pictures';
    }
  }

  toggle(): void {
    if (!this.#stage) return;
    const { duration_s } = this.#stage;
    if (!this.playing && this.time_s >= duration_s) this.#stage.seek(0);
    this.#stage.playing = this.playing = !this.playing;
  }

  seek(time_s: number): void {
    this.#stage?.seek(time_s);
    this.time_s = time_s;
  }

  /** The next slower speed, then the first again. */
  slow(): void {
    const index = SPEEDS.findIndex((speed) => speed === this.#speed);
    this.#speed = SPEEDS[(index + 1) % SPEEDS.length] ?? 1;
    if (this.#stage) this.#stage.speed = this.#speed;
  }

  toggleLoop(): void {
    this.#loop = !this.#loop;
    if (this.#stage) this.#stage.loop = this.#loop;
  }

  look(view: ViewName, jump = false): void {
    this.#view = view;
    if (this.track) this.#stage?.look(angleOf(view, this.track.served), jump);
  }

  #waiting: ((stage: Stage | null) => void)[] = [];

  #ready(): Promise<Stage | null> {
    if (this.#stage) return Promise.resolve(this.#stage);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #begin(stage: Stage): void {
    this.#stage = stage;
    stage.onframe = (time_s) => {
      this.time_s = time_s;
      this.playing = stage.playing;
      this.azimuth_deg = stage.azimuth_deg;
    };
    stage.ontoomuch = () => {
      stage.playing = this.playing = false;
      stage.seek(this.track?.fullest_s ?? 0);
    };
    for (const resolve of this.#waiting) resolve(stage);
    this.#waiting = [];
  }

  #start(stage: Stage, track: MotionTrack | null): void {
    const first = this.track === null;
    this.track = track;
    this.split = stage.split;
    stage.speed = this.#speed;
    stage.loop = this.#loop;
    this.look(this.#view, first);
    const moves = first ? !this.#calm : this.playing;
    // Who wants no motion, or has stopped it, sees the movement at its fullest.
    stage.seek(moves || !track ? 0 : track.fullest_s);
    stage.playing = this.playing = moves;
    this.status = 'ready';
  }
}
