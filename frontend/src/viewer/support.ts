/** Whether this browser can draw in three dimensions. */
export function canDraw3d(): boolean {
  try {
    return document.createElement('canvas').getContext('webgl2') !== null;
  } catch {
    return false;
  }
}
