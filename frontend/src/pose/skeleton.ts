import { facingOf, type Facing } from '../figure/facing';
import { SKELETON_EDGES, type BodyPart } from '../protocol.gen';
import type { SeenPose } from './frame';

/** Between which keypoints each part of the body lies. */
const PART_EDGES: Record<BodyPart, readonly (readonly [number, number])[]> = {
  trunk: [
    [11, 23],
    [12, 24],
    [11, 12],
  ],
  head: [
    [7, 0],
    [0, 8],
  ],
  pelvis: [[23, 24]],
  thighs: [
    [23, 25],
    [24, 26],
  ],
  knees: [
    [23, 25],
    [25, 27],
    [24, 26],
    [26, 28],
  ],
  shanks: [
    [25, 27],
    [26, 28],
  ],
  feet: [
    [27, 29],
    [29, 31],
    [28, 30],
    [30, 32],
  ],
  hands: [
    [13, 15],
    [14, 16],
  ],
};
/** The keypoints that get a dot: joints, not the face. */
const JOINTS = [11, 12, 13, 14, 15, 16, 23, 24, 25, 26, 27, 28];
const SEEN = 0.5;

export interface SkeletonColours {
  line: string;
  shade: string;
  fault: string;
}

/** Draw what was seen into a canvas as large as the picture. */
export function drawSkeleton(
  context: CanvasRenderingContext2D,
  pose: SeenPose,
  faulty: readonly BodyPart[],
  colours: SkeletonColours,
): void {
  const width = Math.max(pose.width, pose.height) / 160;
  context.lineCap = 'round';
  const visible = SKELETON_EDGES.filter((edge) => edge.every((point) => isSeen(pose, point)));
  strokeEdges(context, pose, visible, width * 2.1, colours.shade);
  strokeEdges(context, pose, visible, width, colours.line);
  for (const part of faulty) {
    const edges = PART_EDGES[part].filter((edge) => edge.every((point) => isSeen(pose, point)));
    strokeEdges(context, pose, edges, width * 2.6, colours.fault);
  }
  drawJoints(context, pose, width, colours.line);
}

/** Which way the seen body lies or looks, in the picture as the camera took it. */
export function facingIn(pose: SeenPose): Facing {
  const told = [11, 12, 23, 24, 29, 30, 31, 32].filter((point) => isSeen(pose, point));
  // One side of the body may hide the other, but not both.
  if (told.length < 4) return 0;
  return facingOf((point) => placeOf(pose, point));
}

function strokeEdges(
  context: CanvasRenderingContext2D,
  pose: SeenPose,
  edges: readonly (readonly [number, number])[],
  width: number,
  colour: string,
): void {
  context.lineWidth = width;
  context.strokeStyle = colour;
  context.beginPath();
  for (const [from, to] of edges) {
    context.moveTo(...placeOf(pose, from));
    context.lineTo(...placeOf(pose, to));
  }
  context.stroke();
}

function drawJoints(
  context: CanvasRenderingContext2D,
  pose: SeenPose,
  width: number,
  colour: string,
): void {
  context.fillStyle = colour;
  for (const joint of JOINTS.filter((point) => isSeen(pose, point))) {
    const [x, y] = placeOf(pose, joint);
    context.beginPath();
    context.arc(x, y, width * 1.15, 0, 2 * Math.PI);
    context.fill();
  }
}

function placeOf(pose: SeenPose, point: number): [number, number] {
  return [pose.points[3 * point] ?? 0, pose.points[3 * point + 1] ?? 0];
}

function isSeen(pose: SeenPose, point: number): boolean {
  return (pose.visibility[point] ?? 0) >= SEEN;
}
