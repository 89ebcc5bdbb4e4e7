import {
  CatmullRomCurve3,
  Float32BufferAttribute,
  Matrix4,
  MeshBasicMaterial,
  Skeleton,
  SkinnedMesh,
  TubeGeometry,
  Uint16BufferAttribute,
  Vector3,
  type Bone,
  type Object3D,
} from 'three';

/** A place of a nerve: metres from a bone's own place. */
export interface NervePoint {
  bone: string;
  offset: readonly [number, number, number];
}

const RADIUS_M = 0.0045;
const STEPS_A_POINT = 8;
const SIDES = 6;
const COLOUR = '#ffd84d';

/** The course of a nerve as a tube that moves with the bones; it shines through the skin. */
export function drawNerve(points: readonly NervePoint[], skeleton: Skeleton): SkinnedMesh {
  const indices = points.map(({ bone }) => skeleton.bones.findIndex(({ name }) => name === bone));
  const places = points.map(({ offset }, index) =>
    restPlace(skeleton.bones[indices[index] ?? 0]).add(new Vector3(...offset)),
  );
  const steps = STEPS_A_POINT * (points.length - 1);
  const curve = new CatmullRomCurve3(places);
  const tube = new TubeGeometry(curve, steps, RADIUS_M, SIDES);
  const bones: number[] = [];
  const weights: number[] = [];
  for (let ring = 0; ring <= steps; ring += 1) {
    // Rings are evenly spaced along the tube, points are not.
    const along = curve.getUtoTmapping(ring / steps, 0) * (points.length - 1);
    const before = Math.min(Math.floor(along), points.length - 2);
    const share = along - before;
    for (let side = 0; side <= SIDES; side += 1) {
      bones.push(indices[before] ?? 0, indices[before + 1] ?? 0, 0, 0);
      weights.push(1 - share, share, 0, 0);
    }
  }
  tube.setAttribute('skinIndex', new Uint16BufferAttribute(bones, 4));
  tube.setAttribute('skinWeight', new Float32BufferAttribute(weights, 4));
  const material = new MeshBasicMaterial({
    color: COLOUR,
    transparent: true,
    opacity: 0.85,
    depthTest: false,
  });
  const mesh = new SkinnedMesh(tube, material);
  mesh.bind(new Skeleton(skeleton.bones, skeleton.bones.map(fromRest)), mesh.matrixWorld);
  mesh.renderOrder = 2;
  mesh.frustumCulled = false;
  return mesh;
}

/** Where a bone is before anything moved: nothing is turned then. */
function restPlace(bone: Bone | undefined): Vector3 {
  const place = new Vector3();
  let at: Object3D | null = bone ?? null;
  while (at) {
    place.add(at.position);
    at = at.parent;
  }
  return place;
}

/** The course is told for the standing body, not for the pose its skin was made in. */
function fromRest(bone: Bone): Matrix4 {
  return new Matrix4().setPosition(restPlace(bone).negate());
}
