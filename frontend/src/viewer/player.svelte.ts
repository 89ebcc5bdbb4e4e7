import { api, type FigureChoice } from '../state/api';
import type { BodyName } from './avatar';
import { findDifference, type Tempo } from './compare';
import type { Mark, Ring, Stage, Split } from './stage';
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
  duration_s = $state(0);
  /** How long what is compared takes each time, if that is the difference. */
  tempo = $state.raw<Tempo | null>(null);
  /** Around what is pointed at while nothing moves. */
  rings = $state.raw<readonly Ring[]>([]);
  /** Muscles that lie on the side away from the eye. */
  behind = $state.raw<readonly string[]>([]);
  #speed = $state<number>(SPEEDS[0]);
  #loop = $state(true);
  #view = $state<ViewName>('coach');
  /** Where one looked from before a difference was looked at. */
  #before: ViewName | null = null;
  #headroom_px = 0;
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
      this.#start(stage, tracks);
    } catch {
      if (turn === this.#shown) this.status = 'pictures';
    }
  }

  toggle(): void {
    if (!this.#stage) return;
    this.#stage.marks = [];
    const { duration_s } = this.#stage;
    if (!this.playing && this.time_s >= duration_s) this.#stage.seek(0);
    this.#stage.playing = this.playing = !this.playing;
  }

  /** Go to a moment, pointing at some bones of the first figure. */
  seek(time_s: number, bones: readonly string[] = []): void {
    this.#point(bones.map((bone) => ({ figure: 0, bone })));
    this.#stage?.seek(time_s);
    this.time_s = time_s;
  }

  /** Stop at a moment to point at some bones. */
  stopAt(time_s: number, bones: readonly string[]): void {
    if (this.#stage) this.#stage.playing = this.playing = false;
    this.seek(time_s, bones);
  }

  #point(marks: readonly Mark[]): void {
    if (this.#stage) this.#stage.marks = marks;
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

  /** Room above each of two figures, for words. */
  set headroom_px(headroom_px: number) {
    this.#headroom_px = headroom_px;
    if (!this.#stage) return;
    this.#stage.headroom_px = headroom_px;
    this.#stage.refresh();
  }

  look(view: ViewName, jump = false): void {
    this.#view = view;
    this.#before = null;
    this.#aim(jump);
  }

  #aim(jump = false): void {
    if (this.track) this.#stage?.look(angleOf(this.#view, this.track.served), jump);
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
      if (stage.rings.length || this.rings.length) this.rings = stage.rings;
      if (stage.behind.join() !== this.behind.join()) this.behind = stage.behind;
    };
    stage.headroom_px = this.#headroom_px;
    stage.ontoomuch = () => {
      stage.playing = this.playing = false;
      stage.seek(this.track?.fullest_s ?? 0);
    };
    for (const resolve of this.#waiting) resolve(stage);
    this.#waiting = [];
  }

  #start(stage: Stage, [track, wrong]: readonly MotionTrack[]): void {
    const first = this.track === null;
    this.track = track ?? null;
    this.split = stage.split;
    this.duration_s = stage.duration_s;
    this.tempo = null;
    stage.marks = [];
    stage.speed = this.#speed;
    stage.loop = this.#loop;
    if (track && wrong) this.#compare(stage, track, wrong);
    else if (track) this.#show(stage, track, first);
    this.status = 'ready';
  }

  #show(stage: Stage, track: MotionTrack, first: boolean): void {
    this.#view = this.#before ?? this.#view;
    this.#before = null;
    this.#aim(first);
    const moves = first ? !this.#calm : this.playing;
    // Who wants no motion, or has stopped it, sees the movement at its fullest.
    stage.seek(moves ? 0 : track.fullest_s);
    stage.playing = this.playing = moves;
  }

  /** A fault is shown when and from where it looks most different; one of tempo is played. */
  #compare(stage: Stage, right: MotionTrack, wrong: MotionTrack): void {
    const places = [0, 1].map((index) => (time_s: number) => stage.placesAt(index, time_s));
    const [ofRight = () => [], ofWrong = () => []] = places;
    const { time_s, view, bone, tempo } = findDifference(right, wrong, [ofRight, ofWrong]);
    this.tempo = tempo;
    this.#before ??= this.#view;
    this.#view = view;
    this.#aim();
    const moves = tempo !== null && !this.#calm;
    if (!tempo) stage.marks = [0, 1].map((figure) => ({ figure, bone }));
    stage.seek(moves ? 0 : time_s);
    stage.playing = this.playing = moves;
  }
}
