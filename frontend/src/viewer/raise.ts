import type { Stage } from './stage';
import { canDraw3d } from './support';
import { isDark, onThemeChange } from './theme';

interface Raising {
  canvas: HTMLCanvasElement;
  /** A small moving picture that must leave the machine to others. */
  least?: boolean;
  ready: (stage: Stage) => void;
  /** This browser cannot draw in space, or no longer. */
  fail: () => void;
}

/** Put a stage on a canvas as soon as the drawing library is there; returns what takes it down. */
export function raiseStage({ canvas, least = false, ready, fail }: Raising): () => void {
  let closed = false;
  const undo: (() => void)[] = [];
  const lose = (event: Event) => {
    event.preventDefault();
    fail();
  };
  const begin = (stage: Stage) => {
    const darken = () => (stage.dark = isDark(canvas));
    darken();
    canvas.addEventListener('webglcontextlost', lose);
    undo.push(
      onThemeChange(darken),
      () => canvas.removeEventListener('webglcontextlost', lose),
      () => stage.dispose(),
    );
    ready(stage);
  };
  if (canDraw3d()) {
    // The library is large and not needed at first.
    void import('./stage').then(({ Stage }) => {
      if (!closed) begin(new Stage(canvas, least));
    }, fail);
  } else fail();
  return () => {
    closed = true;
    for (const step of undo) step();
  };
}
