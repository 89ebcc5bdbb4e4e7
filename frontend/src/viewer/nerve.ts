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

/** It shines through this much of the body, and only faintly through more. */
const SHINES_M = 0.1;
const CLEAR = 0.85;
const FAINT = 0.2;

/** The course of a nerve as tubes that move with the bones: what shines through, and the rest. */
export function drawNerve(points: readonly NervePoint[], skeleton: Skeleton): SkinnedMesh[] {
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
  const atRest = new Skeleton(skeleton.bones, skeleton.bones.map(fromRest));
  return [faintly(), shining()].map((material, order) => {
    const mesh = new SkinnedMesh(tube, material);
    mesh.bind(atRest, mesh.matrixWorld);
    mesh.renderOrder = 2 + order;
    mesh.frustumCulled = false;
    return mesh;
  });
}

function faintly(): MeshBasicMaterial {
  return new MeshBasicMaterial({
    color: COLOUR,
    transparent: true,
    opacity: FAINT,
    depthTest: false,
  });
}

/** Hidden by what lies far before it, but not by the flesh around it. */
function shining(): MeshBasicMaterial {
  const material = new MeshBasicMaterial({ color: COLOUR, transparent: true, opacity: CLEAR });
  material.onBeforeCompile = (shader) => {
    shader.vertexShader = shader.vertexShader.replace(
      '#include <project_vertex>',
      `#include <project_vertex>
      vec3 nearer = mvPosition.xyz - ${SHINES_M.toFixed(2)} * normalize(mvPosition.xyz);
      vec4 before = projectionMatrix * vec4(nearer, 1.0);
      gl_Position.z = before.z / before.w * gl_Position.w;`,
    );
  };
  return material;
}

/** Where a bone is before anything moved: nothing is turned then. */
export function restPlace(bone: Bone | undefined): Vector3 {
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
