/** What hands and keys ask of the camera. */
export interface Orbit {
  turn: (azimuth: number, elevation: number) => void;
  zoom: (factor: number) => void;
}

const TURN_PER_PX = 0.009;
const TURN_PER_KEY = 0.16;
const ZOOM_PER_KEY = 1.12;

const KEYS: Record<string, (orbit: Orbit) => void> = {
  ArrowLeft: (orbit) => orbit.turn(-TURN_PER_KEY, 0),
  ArrowRight: (orbit) => orbit.turn(TURN_PER_KEY, 0),
  ArrowUp: (orbit) => orbit.turn(0, TURN_PER_KEY),
  ArrowDown: (orbit) => orbit.turn(0, -TURN_PER_KEY),
  '+': (orbit) => orbit.zoom(1 / ZOOM_PER_KEY),
  '-': (orbit) => orbit.zoom(ZOOM_PER_KEY),
};

/** Turn by dragging or with the arrow keys, come closer by pinching or with + and -.
 *
 * Returns what takes all of it back. Fingers that move up and down scroll the page (`touch-action`
 * says so in the style sheet).
 */
export function followGestures(canvas: HTMLCanvasElement, orbit: Orbit): () => void {
  const fingers = new Map<number, PointerEvent>();

  const down = (event: PointerEvent) => {
    fingers.set(event.pointerId, event);
    canvas.setPointerCapture(event.pointerId);
  };
  const up = (event: PointerEvent) => {
    fingers.delete(event.pointerId);
  };
  const move = (event: PointerEvent) => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const other = [...fingers.values()].find(({ pointerId }) => pointerId !== event.pointerId);
    if (other) orbit.zoom(gap(before, other) / Math.max(1, gap(event, other)));
    else {
      orbit.turn(
        -TURN_PER_PX * (event.clientX - before.clientX),
        TURN_PER_PX * (event.clientY - before.clientY),
      );
    }
    fingers.set(event.pointerId, event);
  };
  const key = (event: KeyboardEvent) => {
    const act = KEYS[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    act(orbit);
  };

  const heard = { pointerdown: down, pointerup: up, pointercancel: up, pointermove: move };
  for (const [name, listener] of Object.entries(heard)) {
    canvas.addEventListener(name, listener as EventListener);
  }
  canvas.addEventListener('keydown', key);
  return () => {
    for (const [name, listener] of Object.entries(heard)) {
      canvas.removeEventListener(name, listener as EventListener);
    }
    canvas.removeEventListener('keydown', key);
  };
}

function gap(a: PointerEvent, b: PointerEvent): number {
  return Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
}
