import { PerspectiveCamera, Vector3 } from 'three';
import { axesOf, type Angle } from './views';

/** What must be in the picture: balls, four numbers each (x, y, z, radius), in metres. */
export type Room = Float32Array;

const FIELD_OF_VIEW_DEG = 26;
export const HIGHEST = 1.45;
/** The lowest elevation that does not look through the floor. */
export const ABOVE_FLOOR = -0.05;
const NEAREST = 0.45;
const FARTHEST = 1.8;
/** The share of the way to its goal that the camera goes in a second, as an exponent. */
const HASTE_PER_S = 9;
const MARGIN = 1.04;
const SETTLED = 1e-3;

/** A camera on an orbit around what is shown; it always frames all of it. */
export class OrbitCamera {
  readonly camera = new PerspectiveCamera(FIELD_OF_VIEW_DEG, 1, 0.05, 60);
  #now: Angle & { zoom: number } = { azimuth: 0, elevation: 0.1, zoom: 1 };
  #goal: Angle & { zoom: number } = { azimuth: 0, elevation: 0.1, zoom: 1 };
  lowest = ABOVE_FLOOR;
  #room: Room = new Float32Array([0, 0.8, 0, 1]);
  /** What it looks at. */
  readonly middle = new Vector3();
  readonly #right = new Vector3();
  readonly #up = new Vector3();
  readonly #back = new Vector3();

  get azimuth(): number {
    return this.#now.azimuth;
  }

  set room(room: Room) {
    this.#room = room;
  }

  /** Go to an angle; at once when `jump` is set. */
  look(angle: Angle, jump = false): void {
    this.#goal = { ...this.#goal, ...angle, zoom: 1 };
    // The shorter way around.
    const turn = 2 * Math.PI;
    this.#now.azimuth += turn * Math.round((angle.azimuth - this.#now.azimuth) / turn);
    if (jump) this.#now = { ...this.#goal };
  }

  turn(azimuth: number, elevation: number): void {
    this.#goal.azimuth += azimuth;
    this.#goal.elevation = clamp(this.#goal.elevation + elevation, this.lowest, HIGHEST);
  }

  zoom(factor: number): void {
    this.#goal.zoom = clamp(this.#goal.zoom * factor, NEAREST, FARTHEST);
  }

  /** Move on towards the goal; tells whether it is still on its way. */
  step(seconds: number): boolean {
    const share = 1 - Math.exp(-HASTE_PER_S * seconds);
    let far = 0;
    for (const key of ['azimuth', 'elevation', 'zoom'] as const) {
      const rest = this.#goal[key] - this.#now[key];
      this.#now[key] += share * rest;
      far = Math.max(far, Math.abs(rest));
    }
    return far > SETTLED;
  }

  /** Place the camera for a picture of this shape (width by height). */
  frame(aspect: number): void {
    const { azimuth, elevation, zoom } = this.#now;
    const { right, up, back } = axesOf({ azimuth, elevation });
    this.#right.set(...right);
    this.#up.set(...up);
    this.#back.set(...back);
    const high = Math.tan((FIELD_OF_VIEW_DEG * Math.PI) / 360);
    const distance = zoom * this.#distance(high * aspect, high);
    this.camera.aspect = aspect;
    this.camera.position.copy(this.middle).addScaledVector(this.#back, distance);
    this.camera.lookAt(this.middle);
    this.camera.updateProjectionMatrix();
  }

  /** Where a ball is in the picture: from left and top and its radius, as shares of its size. */
  project(place: readonly number[], radius_m: number): [x: number, y: number, radius: number] {
    const at = new Vector3(...place);
    const high_m =
      2 * Math.tan((FIELD_OF_VIEW_DEG * Math.PI) / 360) * this.camera.position.distanceTo(at);
    at.project(this.camera);
    return [(1 + at.x) / 2, (1 - at.y) / 2, radius_m / high_m];
  }

  /** From how far everything is seen, about the middle of what the eye sees. */
  #distance(wide: number, high: number): number {
    const axes = [this.#right, this.#up, this.#back];
    const low = [Infinity, Infinity, Infinity];
    const top = [-Infinity, -Infinity, -Infinity];
    each(this.#room, (x, y, z, radius) => {
      axes.forEach((axis, index) => {
        const along = x * axis.x + y * axis.y + z * axis.z;
        low[index] = Math.min(low[index] ?? along, along - radius);
        top[index] = Math.max(top[index] ?? along, along + radius);
      });
    });
    this.middle.set(0, 0, 0);
    axes.forEach((axis, index) => {
      this.middle.addScaledVector(axis, ((low[index] ?? 0) + (top[index] ?? 0)) / 2);
    });
    let distance = 0;
    each(this.#room, (x, y, z, radius) => {
      const offset = new Vector3(x, y, z).sub(this.middle);
      const depth = offset.dot(this.#back);
      const across = (Math.abs(offset.dot(this.#right)) + radius) / wide;
      const along = (Math.abs(offset.dot(this.#up)) + radius) / high;
      distance = Math.max(distance, MARGIN * Math.max(across, along) + depth);
    });
    return distance;
  }
}

function each(room: Room, visit: (x: number, y: number, z: number, radius: number) => void): void {
  for (let at = 0; at + 3 < room.length; at += 4) {
    visit(room[at] ?? 0, room[at + 1] ?? 0, room[at + 2] ?? 0, room[at + 3] ?? 0);
  }
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
