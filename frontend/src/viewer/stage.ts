import {
  DirectionalLight,
  HemisphereLight,
  NeutralToneMapping,
  PCFShadowMap,
  Raycaster,
  Scene,
  Vector2,
  WebGLRenderer,
} from 'three';
import type { AtlasState } from './atlas';
import { Figure, loadAvatar, type BodyName } from './avatar';
import { ABOVE_FLOOR, HIGHEST, OrbitCamera, type Room } from './camera';
import { Floor, PALETTES, type Ground } from './floor';
import { followGestures } from './gestures';
import { Pace } from './pace';
import type { Activity, Side } from './track';
import type { Angle } from './views';

/** What a figure does: any source of poses over time; the first bone is the pelvis. */
export interface Act {
  readonly bones: readonly string[];
  readonly duration_s: number;
  /** Write the pose at a moment; a root that is left alone is that of the standing body. */
  sample: (time_s: number, turns: Float32Array, root: Float32Array) => void;
  activityAt: (time_s: number) => Activity;
  /** On which sides the sciatic nerve is shown. */
  readonly nerves: readonly Side[];
  /** The bones to look at, wherever they go; if left out, all of them at once. */
  readonly focus?: readonly string[];
  /** For acts whose hamstrings are told apart. */
  readonly atlas?: () => Omit<AtlasState, 'chosen'>;
}

/** A bone of a figure to be pointed at. */
export interface Mark {
  figure: number;
  bone: string;
}

/** A ring in the picture, in CSS pixels from the top left of the canvas. */
export interface Ring {
  x: number;
  y: number;
  radius: number;
}

interface Role {
  act: Act;
  figure: Figure;
  turns: Float32Array;
  root: Float32Array;
}

/** How two figures share the picture. */
export type Split = 'one' | 'columns' | 'rows';

/** Hands, feet and head reach beyond the places of their bones. */
const FLESH_M = 0.16;
/** Around the bones looked at when the rest of the body need not be seen. */
const NEAR_M = 0.13;
const RING_M = 0.13;
const MAT_MARGIN_M = 0.24;
const CORNER_M = 0.02;
const CORNERS = [
  [-1, -1],
  [-1, 1],
  [1, -1],
  [1, 1],
] as const;
/** Figures this much longer than high lie: two are shown one above the other. */
const LYING = 1.7;
/** In a narrower picture two sitting figures are, too. */
const ROOMY_PX = 480;
const SAMPLES = 24;
const FILL = 0.9;
const FULL_TURN_DEG = 360;
const SHADOW_PX = 1024;
const USUAL_MS = 1000 / 60;
const LEAST_MS = 1000 / 30;
/** A display's own rhythm is not to the millisecond. */
const EARLY_MS = 5;

/** A lit floor with one figure, or two side by side, seen by a camera on an orbit.
 *
 * It draws only when something changed and somebody can see it.
 */
export class Stage {
  /** Called after each picture with the time it shows. */
  onframe: (time_s: number) => void = () => undefined;
  /** Called when a small picture is too much for a machine that has more important work. */
  ontoomuch: () => void = () => undefined;
  speed = 1;
  loop = true;
  split: Split = 'one';
  chosen: string | null = null;
  /** Left free above each of two figures, for words. */
  headroom_px = 0;
  /** What rings are drawn around, and where they came to be. */
  marks: readonly Mark[] = [];
  rings: Ring[] = [];
  /** Muscles of the first figure that work or are stretched on the side away from the eye. */
  behind: readonly string[] = [];

  readonly #renderer: WebGLRenderer;
  readonly #scene = new Scene();
  readonly #orbit = new OrbitCamera();
  readonly #floor = new Floor();
  readonly #sun = new DirectionalLight();
  readonly #sky = new HemisphereLight();
  /** Shines from where one looks, so that no side lies in the dark. */
  readonly #fill = new DirectionalLight('#ffffff', FILL);
  readonly #pace: Pace;
  readonly #undo: (() => void)[] = [];
  readonly #least: boolean;
  #roles: Role[] = [];
  #time_s = 0;
  #playing = false;
  #seen = true;
  #request = 0;
  #last = 0;
  #dirty = true;

  /** `least`: a small moving picture that must leave the machine to others. */
  constructor(
    readonly canvas: HTMLCanvasElement,
    least = false,
  ) {
    this.#renderer = new WebGLRenderer({ canvas, alpha: true, antialias: true });
    this.#renderer.setClearAlpha(0);
    this.#renderer.toneMapping = NeutralToneMapping;
    this.#renderer.shadowMap.enabled = true;
    this.#renderer.shadowMap.type = PCFShadowMap;
    this.#least = least;
    this.#pace = new Pace({
      between_ms: least ? LEAST_MS : USUAL_MS,
      apply: (ratio) => {
        this.#renderer.setPixelRatio(ratio);
        this.#resize();
      },
      giveUp: () => {
        if (least) this.ontoomuch();
      },
    });
    this.#sun.castShadow = true;
    this.#sun.shadow.mapSize.set(SHADOW_PX, SHADOW_PX);
    this.#sun.shadow.radius = 5;
    this.#sun.shadow.bias = -0.0006;
    this.#sun.shadow.normalBias = 0.02;
    this.#scene.add(this.#sky, this.#sun, this.#sun.target, this.#floor.object);
    this.#scene.add(this.#fill, this.#fill.target);
    this.#watch();
  }

  get time_s(): number {
    return this.#time_s;
  }

  /** From where one looks: 0 is from the front, 90 from the figure's left. */
  get azimuth_deg(): number {
    const degrees = Math.round((this.#orbit.azimuth * 180) / Math.PI);
    return ((degrees % FULL_TURN_DEG) + FULL_TURN_DEG) % FULL_TURN_DEG;
  }

  get playing(): boolean {
    return this.#playing;
  }

  set playing(playing: boolean) {
    this.#playing = playing;
    this.#wake();
  }

  /** Until the slowest figure has done it once; the others wait for it. */
  get duration_s(): number {
    return Math.max(0, ...this.#roles.map(({ act }) => act.duration_s));
  }

  set dark(dark: boolean) {
    const palette = PALETTES[dark ? 'dark' : 'light'];
    this.#floor.colours = palette;
    this.#sky.color.set(palette.sky);
    this.#sky.groundColor.set(palette.ground);
    this.#sky.intensity = palette.ambient;
    this.#sun.intensity = palette.sun;
    this.refresh();
  }

  /** Put figures on the stage in place of those there. */
  async cast(acts: readonly Act[], body: BodyName): Promise<void> {
    const avatar = await loadAvatar(body);
    const roles = acts.map((act) => roleOf(act, new Figure(avatar, act.bones, Boolean(act.atlas))));
    this.#leave();
    this.#roles = roles;
    for (const { act, figure } of roles) {
      figure.showNerves(act.nerves);
      this.#scene.add(figure.object);
    }
    // Parts of a body hang in the air, and are looked at from below too.
    const whole = roles.every(({ act }) => !act.focus);
    this.#floor.object.visible = whole;
    this.#orbit.lowest = whole ? ABOVE_FLOOR : -HIGHEST;
    this.#measure();
    this.refresh();
  }

  /** Go to a moment. */
  seek(time_s: number): void {
    this.#time_s = Math.min(Math.max(0, time_s), this.duration_s);
    this.refresh();
  }

  /** Look from an angle; at once when `jump` is set. */
  look(angle: Angle, jump = false): void {
    this.#orbit.look(angle, jump);
    this.refresh();
  }

  turn(azimuth: number, elevation: number): void {
    this.#orbit.turn(azimuth, elevation);
    this.refresh();
  }

  zoom(factor: number): void {
    this.#orbit.zoom(factor);
    this.refresh();
  }

  /** The muscle at a place of the picture, in CSS pixels from the top left of the canvas. */
  muscleAt(x: number, y: number): string | null {
    const { clientWidth, clientHeight } = this.canvas;
    const place = new Vector2((2 * x) / clientWidth - 1, 1 - (2 * y) / clientHeight);
    const ray = new Raycaster();
    ray.setFromCamera(place, this.#orbit.camera);
    return this.#roles[0]?.figure.muscleAt(ray) ?? null;
  }

  /** Draw soon. */
  refresh(): void {
    this.#dirty = true;
    this.#wake();
  }

  /** Draw now, whether or not anybody looks: for pictures. */
  draw(): void {
    this.#resize();
    for (const { act, figure, turns, root } of this.#roles) {
      const time_s = Math.min(this.#time_s, act.duration_s);
      act.sample(time_s, turns, root);
      figure.pose(turns, root);
      figure.glow(act.activityAt(time_s), this.chosen);
      if (act.atlas) figure.tell({ ...act.atlas(), chosen: this.chosen });
      if (act.focus) this.#orbit.room = roomOf(figure.places(act.focus), null, NEAR_M);
    }
    const { width, height } = this.#renderer.domElement;
    const ratio = this.#renderer.getPixelRatio();
    const [wide, high] = [width / ratio, height / ratio];
    this.rings = [];
    this.#parts(wide, high).forEach(([x, y, partWide, partHigh], index) => {
      this.#roles.forEach(({ figure }, other) => (figure.object.visible = other === index));
      this.#renderer.setViewport(x, y, partWide, partHigh);
      this.#renderer.setScissor(x, y, partWide, partHigh);
      this.#renderer.setScissorTest(true);
      this.#orbit.frame(partWide / partHigh);
      this.#fill.position.copy(this.#orbit.camera.position);
      this.#fill.target.position.copy(this.#orbit.middle);
      this.#shineThrough(index);
      this.#renderer.render(this.#scene, this.#orbit.camera);
      this.#ring(index, { x, y: high - y - partHigh, wide: partWide, high: partHigh });
    });
    this.#dirty = false;
    this.onframe(this.#time_s);
  }

  /** Wait until all that was asked for is drawn. */
  finish(): void {
    const gl = this.#renderer.getContext();
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
  }

  /** What the last picture was made of. */
  get load(): { triangles: number; calls: number; textures: number } {
    const { render, memory } = this.#renderer.info;
    return { triangles: render.triangles, calls: render.calls, textures: memory.textures };
  }

  /** Where a figure's bones are at a moment, three numbers each, in metres. */
  placesAt(index: number, time_s: number): number[] {
    const role = this.#roles[index];
    if (!role) return [];
    role.act.sample(Math.min(time_s, role.act.duration_s), role.turns, role.root);
    role.figure.pose(role.turns, role.root);
    return role.figure.places(role.act.bones);
  }

  dispose(): void {
    cancelAnimationFrame(this.#request);
    for (const undo of this.#undo) undo();
    this.#leave();
    this.#floor.dispose();
    this.#sun.dispose();
    this.#fill.dispose();
    this.#renderer.dispose();
    // Browsers allow few drawing contexts at a time.
    this.#renderer.forceContextLoss();
  }

  #shineThrough(index: number): void {
    const role = this.#roles[index];
    if (!role) return;
    const { act, figure } = role;
    figure.object.updateMatrixWorld(true);
    const activity = act.activityAt(Math.min(this.#time_s, act.duration_s));
    const behind = figure.shineThrough(activity, this.#orbit.camera.position);
    if (index === 0) this.behind = behind;
  }

  #ring(index: number, part: { x: number; y: number; wide: number; high: number }): void {
    const figure = this.#roles[index]?.figure;
    for (const { bone } of this.marks.filter((mark) => mark.figure === index)) {
      const [x, y, radius] = this.#orbit.project(figure?.places([bone]) ?? [], RING_M);
      this.rings.push({
        x: part.x + x * part.wide,
        y: part.y + y * part.high,
        radius: radius * part.high,
      });
    }
  }

  #watch(): void {
    this.#undo.push(followGestures(this.canvas, this));
    const size = new ResizeObserver(() => this.refresh());
    size.observe(this.canvas);
    const sight = new IntersectionObserver((entries) => {
      this.#seen = entries.some(({ isIntersecting }) => isIntersecting);
      this.#wake();
    });
    sight.observe(this.canvas);
    const wake = () => this.#wake();
    document.addEventListener('visibilitychange', wake);
    this.#undo.push(
      () => size.disconnect(),
      () => sight.disconnect(),
      () => document.removeEventListener('visibilitychange', wake),
    );
  }

  #wake(): void {
    const busy = this.#playing || this.#dirty;
    if (!busy || !this.#seen || document.hidden || this.#request) return;
    this.#last = performance.now();
    this.#request = requestAnimationFrame((now) => this.#step(now));
  }

  #step(now: number): void {
    this.#request = 0;
    if (this.#least && now - this.#last < LEAST_MS - EARLY_MS) {
      this.#request = requestAnimationFrame((next) => this.#step(next));
      return;
    }
    const elapsed_s = Math.max(0, now - this.#last) / 1000;
    this.#last = now;
    const moving = this.#orbit.step(Math.min(elapsed_s, 0.1));
    if (this.#playing) this.#advance(elapsed_s);
    if (this.#roles.length) this.draw();
    if (this.#playing) this.#pace.note(1000 * elapsed_s);
    this.#dirty = moving;
    if ((this.#playing || moving) && this.#seen && !document.hidden) {
      this.#request = requestAnimationFrame((next) => this.#step(next));
    }
  }

  #advance(elapsed_s: number): void {
    const next = this.#time_s + this.speed * elapsed_s;
    if (next < this.duration_s) this.#time_s = next;
    else if (this.loop) this.#time_s = this.duration_s ? next % this.duration_s : 0;
    else {
      this.#time_s = this.duration_s;
      this.#playing = false;
    }
  }

  #resize(): void {
    const { clientWidth, clientHeight } = this.canvas;
    const ratio = this.#renderer.getPixelRatio();
    const [width, height] = [Math.floor(clientWidth * ratio), Math.floor(clientHeight * ratio)];
    if (!width || !height || (width === this.canvas.width && height === this.canvas.height)) return;
    this.#renderer.setSize(clientWidth, clientHeight, false);
    this.#dirty = true;
  }

  /** Left, bottom, width and height of each figure's part of the picture. */
  #parts(wide: number, high: number): [number, number, number, number][] {
    if (this.#roles.length < 2) return [[0, 0, wide, high]];
    const rows = this.split === 'rows';
    const tall = Math.max(1, (rows ? high / 2 : high) - this.headroom_px);
    if (rows) {
      return [
        [0, high / 2, wide, tall],
        [0, 0, wide, tall],
      ];
    }
    return [
      [0, 0, wide / 2, tall],
      [wide / 2, 0, wide / 2, tall],
    ];
  }

  /** Look where the figures go, for the camera, the mat and the light. */
  #measure(): void {
    const points: number[] = [];
    for (const { act, figure, turns, root } of this.#roles) {
      for (let sample = 0; sample < SAMPLES; sample += 1) {
        act.sample((sample * act.duration_s) / SAMPLES, turns, root);
        figure.pose(turns, root);
        points.push(...figure.places(act.bones), ...figure.crown);
      }
    }
    const ground = groundUnder(points);
    this.#floor.lay(ground);
    this.#orbit.room = roomOf(points, ground);
    this.#light(ground);
    const narrow = Math.min(1, this.canvas.clientWidth / ROOMY_PX);
    const wide = Math.max(ground.width, ground.depth) > LYING * narrow * heightOf(points);
    this.split = this.#roles.length < 2 ? 'one' : wide ? 'rows' : 'columns';
  }

  #light(ground: Ground): void {
    const reach = Math.max(ground.width, ground.depth, 2);
    this.#sun.position.set(ground.x - 1.6, 3.4, ground.z + 1.4);
    this.#sun.target.position.set(ground.x, 0.4, ground.z);
    const { camera } = this.#sun.shadow;
    Object.assign(camera, {
      left: -reach,
      right: reach,
      top: reach,
      bottom: -reach,
      near: 0.5,
      far: 9,
    });
    camera.updateProjectionMatrix();
  }

  #leave(): void {
    for (const { figure } of this.#roles) {
      this.#scene.remove(figure.object);
      figure.dispose();
    }
    this.#roles = [];
  }
}

function heightOf(points: readonly number[]): number {
  return Math.max(...points.filter((_, index) => index % 3 === 1));
}

function roleOf(act: Act, figure: Figure): Role {
  const turns = new Float32Array(4 * act.bones.length);
  return { act, figure, turns, root: new Float32Array(figure.standing) };
}

function groundUnder(points: readonly number[]): Ground {
  const along = (axis: number) => points.filter((_, index) => index % 3 === axis);
  const [xs, zs] = [along(0), along(2)];
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [back, front] = [Math.min(...zs), Math.max(...zs)];
  return {
    x: (left + right) / 2,
    z: (back + front) / 2,
    width: Math.max(0.8, right - left + 2 * MAT_MARGIN_M),
    depth: Math.max(0.8, front - back + 2 * MAT_MARGIN_M),
  };
}

/** The balls to keep in the picture: the body all the time, and the mat's corners. */
function roomOf(points: readonly number[], ground: Ground | null, flesh_m = FLESH_M): Room {
  const balls: number[] = [];
  for (let at = 0; at + 2 < points.length; at += 3) {
    balls.push(points[at] ?? 0, points[at + 1] ?? 0, points[at + 2] ?? 0, flesh_m);
  }
  for (const [right, front] of ground ? CORNERS : []) {
    const { x, z, width, depth } = ground as Ground;
    balls.push(x + (right * width) / 2, 0, z + (front * depth) / 2, CORNER_M);
  }
  return new Float32Array(balls);
}
