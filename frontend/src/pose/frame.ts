import { FRAME_BYTES, FRAME_OFFSETS, KEYPOINT_COUNT } from '../protocol.gen';

/** A point as the pose net gives it. */
export interface NetPoint {
  x: number;
  y: number;
  z: number;
  visibility: number;
}

/** Size and time of the picture that was looked at. */
export interface PictureInfo {
  width: number;
  height: number;
  time_s: number;
}

/**
 * Pack keypoints as the server expects them.
 *
 * `points` are shares of the picture's width and height (z: of its width), `world` is in metres;
 * both are empty when nobody was found, which leaves presence and coordinates at zero.
 */
export function packFrame(
  picture: PictureInfo,
  points: readonly NetPoint[],
  world: readonly NetPoint[],
): ArrayBuffer {
  const buffer = new ArrayBuffer(FRAME_BYTES);
  const view = new DataView(buffer);
  view.setFloat64(FRAME_OFFSETS.time, picture.time_s, true);
  view.setUint16(FRAME_OFFSETS.width, picture.width, true);
  view.setUint16(FRAME_OFFSETS.height, picture.height, true);
  if (points.length !== KEYPOINT_COUNT || world.length !== KEYPOINT_COUNT) return buffer;
  view.setFloat32(FRAME_OFFSETS.presence, 1, true);
  const { width, height } = picture;
  points.forEach((point, index) => {
    putPoint(view, FRAME_OFFSETS.keypoints + 12 * index, [
      point.x * width,
      point.y * height,
      point.z * width,
    ]);
    view.setFloat32(FRAME_OFFSETS.visibility + 4 * index, clamp01(point.visibility), true);
  });
  world.forEach((point, index) => {
    putPoint(view, FRAME_OFFSETS.world + 12 * index, [point.x, point.y, point.z]);
  });
  return buffer;
}

/** Number the frame within its connection. */
export function setSequence(frame: ArrayBuffer, sequence: number): void {
  new DataView(frame).setUint32(FRAME_OFFSETS.sequence, sequence, true);
}

/** The frame's time in seconds. */
export function timeOf(frame: ArrayBuffer): number {
  return new DataView(frame).getFloat64(FRAME_OFFSETS.time, true);
}

/** A view on the frame's keypoints, for drawing. */
export interface SeenPose {
  width: number;
  height: number;
  present: boolean;
  /** x, y and z of each keypoint, in pixels. */
  points: Float32Array;
  visibility: Float32Array;
}

/** Read the parts of a frame that are drawn. */
export function unpackPose(frame: ArrayBuffer): SeenPose {
  const view = new DataView(frame);
  return {
    width: view.getUint16(FRAME_OFFSETS.width, true),
    height: view.getUint16(FRAME_OFFSETS.height, true),
    present: view.getFloat32(FRAME_OFFSETS.presence, true) > 0,
    points: new Float32Array(frame, FRAME_OFFSETS.keypoints, 3 * KEYPOINT_COUNT),
    visibility: new Float32Array(frame, FRAME_OFFSETS.visibility, KEYPOINT_COUNT),
  };
}

function putPoint(view: DataView, offset: number, values: readonly number[]): void {
  values.forEach((value, axis) => {
    view.setFloat32(offset + 4 * axis, value, true);
  });
}

function clamp01(value: number): number {
  return Math.min(1, Math.max(0, value));
}
