import { Color, Vector4, type Material, type SkinnedMesh } from 'three';
import { SIDES, type Activity, type Effort, type Side } from './track';

/**
 * Where the skin over a muscle is: one number a vertex, in a part of an attribute.
 * It tells how far from the muscle's edge the vertex lies: 0.5 on it, 1 three centimetres inside.
 */
export interface Channel {
  muscle: string;
  /** The muscle itself and the groups it belongs to. */
  names: readonly string[];
  attribute: string;
  part: number;
}

const WORKED = new Color('#ff5a1f');
const STRETCHED = new Color('#3f7dff');
const EDGE = 0.5;
/** How soft the edge is: a quarter of a centimetre to either side. */
const SOFT = 0.04;
const CHOSEN = new Color('#ffc400');

/** The glow of muscles under the skin: warm where they work, striped blue where they are stretched. */
export class Glow {
  readonly #attributes: string[];
  readonly #uniforms: Record<string, { value: unknown }>;
  readonly #worked: Vector4[];
  readonly #stretched: Vector4[];
  readonly #chosen: Vector4[];

  constructor(readonly channels: readonly Channel[]) {
    this.#attributes = [...new Set(channels.map(({ attribute }) => attribute))];
    // The left side's come first, then the right side's.
    const vectors = () => ['left', 'right'].flatMap(() => this.#attributes.map(() => none()));
    this.#worked = vectors();
    this.#stretched = vectors();
    this.#chosen = vectors();
    this.#uniforms = {
      glowWorked: { value: this.#worked },
      glowStretched: { value: this.#stretched },
      glowChosen: { value: this.#chosen },
      workedColour: { value: WORKED },
      stretchedColour: { value: STRETCHED },
      chosenColour: { value: CHOSEN },
    };
  }

  show(activity: Activity, chosen: string | null = null): void {
    for (const channel of this.channels) {
      const effort = channel.names.map((name) => activity.get(name)).find(Boolean);
      const picked = channel.names.includes(chosen ?? '') ? 1 : 0;
      for (const side of SIDES) this.#set(channel, side, effort, picked);
    }
  }

  /** Let a material glow; its mesh must carry the channels' attributes. */
  paint(material: Material): void {
    const names = this.#attributes;
    if (!names.length) return;
    material.onBeforeCompile = (shader) => {
      Object.assign(shader.uniforms, this.#uniforms);
      shader.vertexShader = vertexPart(shader.vertexShader, names);
      shader.fragmentShader = fragmentPart(shader.fragmentShader, names.length);
    };
  }

  /** The muscle under a place of the skin: three corners of a face and their shares. */
  at(mesh: SkinnedMesh, corners: readonly number[], shares: readonly number[]): string | null {
    let best: string | null = null;
    let most = EDGE;
    for (const { muscle, attribute, part } of this.channels) {
      const values = mesh.geometry.getAttribute(attribute);
      const weight = corners.reduce(
        (sum, corner, index) => sum + values.getComponent(corner, part) * (shares[index] ?? 0),
        0,
      );
      if (weight > most) [best, most] = [muscle, weight];
    }
    return best;
  }

  #set({ attribute, part }: Channel, side: Side, effort: Effort | undefined, picked: number): void {
    const first = side === 'left' ? 0 : this.#attributes.length;
    const index = first + this.#attributes.indexOf(attribute);
    this.#worked[index]?.setComponent(part, effort?.worked[side] ?? 0);
    this.#stretched[index]?.setComponent(part, effort?.stretched[side] ?? 0);
    this.#chosen[index]?.setComponent(part, picked);
  }
}

function none(): Vector4 {
  return new Vector4(0, 0, 0, 0);
}

function vertexPart(shader: string, names: readonly string[]): string {
  const declared = `
    ${names.map((name, index) => `attribute vec4 ${name};\nvarying vec4 vMuscles${index};`).join('\n')}
    varying vec3 vRest;
  `;
  const computed = `
    ${names.map((name, index) => `vMuscles${index} = ${name};`).join('\n')}
    vRest = position;
  `;
  return shader
    .replace('#include <common>', `#include <common>\n${declared}`)
    .replace('#include <begin_vertex>', `#include <begin_vertex>\n${computed}`);
}

/** Stripes run around the limbs, a centimetre wide, so that hue is not all that tells them apart. */
function fragmentPart(shader: string, count: number): string {
  const parts = Array.from({ length: count }, (_, index) => index);
  const declared = `
    ${parts.map((index) => `varying vec4 vMuscles${index};`).join('\n')}
    varying vec3 vRest;
    uniform vec4 glowWorked[${2 * count}];
    uniform vec4 glowStretched[${2 * count}];
    uniform vec4 glowChosen[${2 * count}];
    uniform vec3 workedColour;
    uniform vec3 stretchedColour;
    uniform vec3 chosenColour;
    float strongest(vec4 depth, vec4 strength) {
      vec4 inside = smoothstep(${EDGE - SOFT}, ${EDGE + SOFT}, depth) * strength;
      return max(max(inside.x, inside.y), max(inside.z, inside.w));
    }
  `;
  const most = (uniform: string) =>
    parts
      .map((index) => `strongest(vMuscles${index}, ${uniform}[side + ${index}])`)
      .reduce((one, other) => `max(${one}, ${other})`);
  const applied = `
    #include <color_fragment>
    float stripe = 0.55 + 0.45 * smoothstep(-0.25, 0.25, sin(vRest.y * 260.0));
    int side = vRest.x > 0.0 ? 0 : ${count};
    float worked = smoothstep(0.05, 0.9, ${most('glowWorked')});
    float stretched = smoothstep(0.05, 0.9, ${most('glowStretched')}) * stripe;
    float chosen = ${most('glowChosen')};
    diffuseColor.rgb = mix(diffuseColor.rgb, workedColour, 0.85 * worked);
    diffuseColor.rgb = mix(diffuseColor.rgb, stretchedColour, 0.95 * stretched);
    diffuseColor.rgb = mix(diffuseColor.rgb, chosenColour, 0.75 * chosen);
  `;
  const emitted = `
    #include <emissivemap_fragment>
    totalEmissiveRadiance += 0.35 * worked * workedColour;
    totalEmissiveRadiance += 0.4 * stretched * stretchedColour;
  `;
  return shader
    .replace('#include <common>', `#include <common>\n${declared}`)
    .replace('#include <color_fragment>', applied)
    .replace('#include <emissivemap_fragment>', emitted);
}
