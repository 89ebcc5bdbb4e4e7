import {
  Bone,
  Group,
  MeshStandardMaterial,
  Quaternion,
  SkinnedMesh,
  Vector3,
  type Material,
  type Object3D,
  type Raycaster,
} from 'three';
import { GLTFLoader } from 'three/addons/loaders/GLTFLoader.js';
import { clone } from 'three/addons/utils/SkeletonUtils.js';
import { Atlas, type AtlasState } from './atlas';
import { Behind } from './behind';
import { Glow, type Channel } from './muscles';
import { drawNerve, restPlace, type NervePoint } from './nerve';
import { SIDES, type Activity, type Side } from './track';

export type BodyName = 'a' | 'b';

/** What the file of a body tells besides its shape: see docs/avatar.md. */
interface Extras {
  channels: { muscle: string; attribute: string; part: number }[];
  groups: Record<string, string[]>;
  /** Branch and side (`tibial_left`) → its course. */
  nerve: Record<string, NervePoint[]>;
  height_m: number;
}

interface Anatomy {
  channels: Channel[];
  nerves: Record<Side, NervePoint[][]>;
  height_m: number;
}

/** A body as it comes from its file; figures are made of it. */
export interface Avatar {
  scene: Object3D;
  anatomy: Anatomy;
}

const loader = new GLTFLoader();
const known = new Map<BodyName, Promise<Avatar>>();

/** Load a body; each is fetched once. */
export function loadAvatar(body: BodyName): Promise<Avatar> {
  const loading = known.get(body) ?? load(body);
  known.set(body, loading);
  loading.catch(() => known.delete(body));
  return loading;
}

async function load(body: BodyName): Promise<Avatar> {
  const file = await loader.loadAsync(`/avatar/${body}.glb`);
  return { scene: file.scene, anatomy: readAnatomy(file.scene.userData as unknown as Extras) };
}

/** A body on the stage. Several can share the shape of one avatar, each with its own pose. */
export class Figure {
  readonly object = new Group();
  readonly #glow: Glow;
  readonly #atlas: Atlas | null;
  readonly #behind: Behind | null;
  /** The top of the head, from the head's bone. */
  readonly #crown = new Vector3();
  readonly #skin: SkinnedMesh;
  readonly #bones: Bone[];
  readonly #parents: number[];
  readonly #nerves: Record<Side, SkinnedMesh[]> = { left: [], right: [] };
  readonly #materials: MeshStandardMaterial[] = [];
  readonly #standing: [number, number, number];
  readonly #turn = new Quaternion();
  readonly #parentTurn = new Quaternion();

  /** `atlas`: the hamstrings are told apart instead of glowing. */
  constructor(avatar: Avatar, bones: readonly string[], atlas = false) {
    const body = clone(avatar.scene);
    this.object.add(body);
    this.#glow = new Glow(avatar.anatomy.channels);
    this.#atlas = atlas ? new Atlas(avatar.anatomy.channels) : null;
    const skins = skinsOf(body);
    this.#dress(skins);
    this.#skin = skins[0];
    this.#behind = atlas ? null : new Behind(skins, avatar.anatomy.channels);
    if (this.#behind) body.add(...this.#behind.meshes);
    const { skeleton } = this.#skin;
    this.#bones = bones.map((name) => {
      const bone = skeleton.bones.find((candidate) => candidate.name === name);
      if (!bone) throw new Error(`The body has no ${name}.`);
      return bone;
    });
    this.#standing = this.#bones[0]?.position.toArray() ?? [0, 0, 0];
    this.#parents = this.#bones.map((bone) => this.#bones.indexOf(bone.parent as Bone));
    const head = this.#bones.find(({ name }) => name === 'head');
    this.#crown.setY(avatar.anatomy.height_m - restPlace(head).y);
    for (const side of SIDES) {
      this.#nerves[side] = avatar.anatomy.nerves[side].flatMap((points) =>
        drawNerve(points, skeleton),
      );
      this.object.add(...this.#nerves[side]);
    }
  }

  /** Where the pelvis is when the body stands. */
  get standing(): readonly [number, number, number] {
    return this.#standing;
  }

  /** Take a pose: turns of the bones in the world (x, y, z, w each), and where the pelvis is. */
  pose(turns: Float32Array, root: Float32Array): void {
    this.#bones.forEach((bone, index) => {
      const parent = this.#parents[index] ?? -1;
      this.#turn.fromArray(turns, 4 * index);
      if (parent >= 0) {
        this.#parentTurn.fromArray(turns, 4 * parent).conjugate();
        bone.quaternion.multiplyQuaternions(this.#parentTurn, this.#turn);
      } else {
        bone.quaternion.copy(this.#turn);
        bone.position.fromArray(root);
      }
    });
  }

  /** Where bones are in the present pose, three numbers each, in metres. */
  places(names: readonly string[]): number[] {
    this.object.updateMatrixWorld(true);
    const place = new Vector3();
    return this.#bones
      .filter(({ name }) => names.includes(name))
      .flatMap((bone) => place.setFromMatrixPosition(bone.matrixWorld).toArray());
  }

  /** The top of the head in the present pose. */
  get crown(): number[] {
    const head = this.#bones.find(({ name }) => name === 'head');
    return head?.localToWorld(this.#crown.clone()).toArray() ?? [];
  }

  glow(activity: Activity, chosen: string | null = null): void {
    this.#glow.show(activity, chosen);
  }

  /** Let muscles on the side away from the eye shine through; returns which are there. */
  shineThrough(activity: Activity, eye: Vector3): readonly string[] {
    return this.#behind?.show(activity, eye) ?? [];
  }

  tell(state: AtlasState): void {
    this.#atlas?.show(state);
  }

  /** Show the sciatic nerves of these sides only. */
  showNerves(sides: readonly Side[]): void {
    for (const side of SIDES) {
      for (const nerve of this.#nerves[side]) nerve.visible = sides.includes(side);
    }
  }

  /** The muscle under a ray, if any. */
  muscleAt(ray: Raycaster): string | null {
    this.#skin.computeBoundingSphere();
    const [hit] = ray.intersectObject(this.#skin, false);
    if (!hit?.face || !hit.barycoord) return null;
    const { a, b, c } = hit.face;
    return this.#glow.at(this.#skin, [a, b, c], hit.barycoord.toArray());
  }

  /** Give back what only this figure has; the shape stays with the avatar. */
  dispose(): void {
    for (const material of this.#materials) material.dispose();
    for (const nerve of SIDES.flatMap((side) => this.#nerves[side])) {
      nerve.geometry.dispose();
      nerve.skeleton.dispose();
      (nerve.material as Material).dispose();
    }
    this.#behind?.dispose();
    this.#skin.skeleton.dispose();
  }

  #dress(skins: readonly SkinnedMesh[]): void {
    for (const part of skins) {
      const material = (part.material as MeshStandardMaterial).clone();
      (this.#atlas ?? this.#glow).paint(material);
      part.material = material;
      part.castShadow = true;
      part.receiveShadow = true;
      part.frustumCulled = false;
      this.#materials.push(material);
    }
  }
}

function skinsOf(body: Object3D): [SkinnedMesh, ...SkinnedMesh[]] {
  const skins: SkinnedMesh[] = [];
  body.traverse((part) => {
    if (part instanceof SkinnedMesh) skins.push(part);
  });
  const [skin, ...others] = skins;
  if (!skin) throw new Error('The body has no skin.');
  return [skin, ...others];
}

function readAnatomy({ channels, groups, nerve, height_m }: Extras): Anatomy {
  const groupsOf = (muscle: string) =>
    Object.keys(groups).filter((group) => groups[group]?.includes(muscle));
  const branchesOf = (side: Side) =>
    Object.keys(nerve).flatMap((branch) => (branch.endsWith(side) ? [nerve[branch] ?? []] : []));
  return {
    channels: channels.map((channel) => ({
      ...channel,
      names: [channel.muscle, ...groupsOf(channel.muscle)],
    })),
    nerves: { left: branchesOf('left'), right: branchesOf('right') },
    height_m,
  };
}
