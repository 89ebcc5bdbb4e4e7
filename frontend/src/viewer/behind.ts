import {
  BackSide,
  GreaterDepth,
  MeshBasicMaterial,
  SkinnedMesh,
  Vector3,
  type Material,
} from 'three';
import { Glow, type Channel } from './muscles';
import { SIDES, type Activity, type Effort, type Side } from './track';

const FAINT = 0.34;
/** A muscle whose skin faces the eye with less than this share lies behind. */
const SEEN_SHARE = 0.2;
const SAMPLES = 12;
const OVER_MUSCLE = 0.5;
const NORMAL_M = 0.01;

/** Muscles on the far side of the body: they glow faintly through it. */
export class Behind {
  readonly meshes: SkinnedMesh[];
  readonly #glow: Glow;
  readonly #samples: Map<Channel, Record<Side, number[]>>;
  /** What rests keeps its place in this list until it works again. */
  readonly #hidden = new Set<string>();
  readonly #place = new Vector3();
  readonly #tip = new Vector3();

  constructor(
    readonly skins: readonly SkinnedMesh[],
    readonly channels: readonly Channel[],
  ) {
    this.#glow = new Glow(channels);
    this.meshes = skins.map((skin) => {
      const mesh = new SkinnedMesh(skin.geometry, throughBody(this.#glow));
      mesh.bind(skin.skeleton, skin.bindMatrix);
      mesh.frustumCulled = false;
      mesh.renderOrder = 1;
      return mesh;
    });
    const [skin] = skins;
    this.#samples = new Map(
      skin ? channels.map((channel) => [channel, samplesOf(skin, channel)]) : [],
    );
  }

  /** Show what is out of the eye's sight; returns the names of what is so with all that works. */
  show(activity: Activity, eye: Vector3): readonly string[] {
    const faint = new Map<string, Effort>();
    let shines = false;
    const [there, seen] = [new Set<string>(), new Set<string>()];
    for (const channel of this.channels) {
      const name = channel.names.find((candidate) => activity.has(candidate)) ?? '';
      const effort = activity.get(name);
      if (!effort) continue;
      const working = SIDES.filter((side) => isAtWork(effort, side));
      const hidden = working.filter((side) => this.#isBehind(channel, side, eye));
      faint.set(channel.muscle, only(effort, hidden));
      shines ||= hidden.length > 0;
      if (working.length) there.add(name);
      if (hidden.length < working.length) seen.add(name);
    }
    this.#glow.show(faint);
    for (const mesh of this.meshes) mesh.visible = shines;
    for (const name of there) {
      if (seen.has(name)) this.#hidden.delete(name);
      else this.#hidden.add(name);
    }
    return [...this.#hidden];
  }

  dispose(): void {
    for (const mesh of this.meshes) (mesh.material as Material).dispose();
  }

  #isBehind(channel: Channel, side: Side, eye: Vector3): boolean {
    const [skin] = this.skins;
    const samples = this.#samples.get(channel)?.[side] ?? [];
    if (!skin || !samples.length) return false;
    const { position, normal } = skin.geometry.attributes;
    if (!position || !normal) return false;
    const facing = samples.filter((vertex) => {
      this.#place.fromBufferAttribute(position, vertex);
      this.#tip.fromBufferAttribute(normal, vertex).multiplyScalar(NORMAL_M).add(this.#place);
      skin.applyBoneTransform(vertex, this.#place);
      skin.applyBoneTransform(vertex, this.#tip);
      const out = this.#tip.sub(this.#place);
      return out.dot(this.#place.sub(eye)) < 0;
    });
    return facing.length < SEEN_SHARE * samples.length;
  }
}

function isAtWork({ worked, stretched }: Effort, side: Side): boolean {
  return Math.max(worked[side], stretched[side]) > 0;
}

function only({ worked, stretched }: Effort, sides: readonly Side[]): Effort {
  const kept = (strength: Record<Side, number>) => ({
    left: sides.includes('left') ? strength.left : 0,
    right: sides.includes('right') ? strength.right : 0,
  });
  return { worked: kept(worked), stretched: kept(stretched) };
}

/** Vertices spread over the skin of a muscle, on each side. */
function samplesOf(skin: SkinnedMesh, { attribute, part }: Channel): Record<Side, number[]> {
  const weights = skin.geometry.getAttribute(attribute);
  const places = skin.geometry.getAttribute('position');
  const over: Record<Side, number[]> = { left: [], right: [] };
  for (let vertex = 0; vertex < weights.count; vertex += 1) {
    if (weights.getComponent(vertex, part) < OVER_MUSCLE) continue;
    over[places.getX(vertex) > 0 ? 'left' : 'right'].push(vertex);
  }
  const spread = (all: number[]) => {
    const stride = Math.max(1, Math.floor(all.length / SAMPLES));
    return all.filter((_, index) => index % stride === 0);
  };
  return { left: spread(over.left), right: spread(over.right) };
}

/** Draws the glow alone, and only where something lies before it. */
function throughBody(glow: Glow): MeshBasicMaterial {
  const material = new MeshBasicMaterial({
    color: '#000000',
    transparent: true,
    depthFunc: GreaterDepth,
    depthWrite: false,
    side: BackSide,
  });
  glow.paint(material);
  const paint = material.onBeforeCompile.bind(material);
  material.onBeforeCompile = (shader, renderer) => {
    paint(shader, renderer);
    // Out of black, the glow's strength is its brightness.
    shader.fragmentShader = shader.fragmentShader.replace(
      '#include <opaque_fragment>',
      `
      float light = max(outgoingLight.r, max(outgoingLight.g, outgoingLight.b));
      outgoingLight /= max(light, 0.001);
      diffuseColor.a = ${FAINT.toFixed(2)} * smoothstep(0.1, 0.7, light);
      #include <opaque_fragment>
      `,
    );
  };
  return material;
}
