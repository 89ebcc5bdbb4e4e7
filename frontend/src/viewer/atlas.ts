import { Color, Vector3, type MeshStandardMaterial } from 'three';
import { HUES } from './hues';
import { HAMSTRINGS } from './lengths';
import type { Channel } from './muscles';

/** How the hamstrings are to look: how much each is lengthened, -1 to 1, and which one is chosen. */
export interface AtlasState {
  change: readonly number[];
  chosen: string | null;
}

/** The three hamstrings of the right leg in colours of their own, with borders. */
export class Atlas {
  readonly #channels: Channel[];
  readonly #change = new Vector3();
  readonly #chosen = { value: -1 };

  constructor(channels: readonly Channel[]) {
    this.#channels = HAMSTRINGS.flatMap((name) => channels.filter(({ muscle }) => muscle === name));
  }

  show({ change, chosen }: AtlasState): void {
    this.#change.fromArray([...change]);
    this.#chosen.value = HAMSTRINGS.findIndex((muscle) => muscle === chosen);
  }

  /** Let a material show the muscles; its mesh must carry the channels' attributes. */
  paint(material: MeshStandardMaterial): void {
    if (this.#channels.length !== HAMSTRINGS.length) return;
    material.onBeforeCompile = (shader) => {
      Object.assign(shader.uniforms, {
        atlasHues: { value: HAMSTRINGS.map((muscle) => new Color(HUES[muscle])) },
        atlasChange: { value: this.#change },
        atlasChosen: this.#chosen,
      });
      shader.vertexShader = vertexPart(shader.vertexShader, this.#channels);
      shader.fragmentShader = fragmentPart(shader.fragmentShader);
    };
  }
}

function vertexPart(shader: string, channels: readonly Channel[]): string {
  const attributes = [...new Set(channels.map(({ attribute }) => attribute))];
  const shares = channels.map(({ attribute, part }) => `${attribute}.${'xyzw'[part] ?? 'x'}`);
  const declared = `
    ${attributes.map((name) => `attribute vec4 ${name};`).join('\n')}
    varying vec3 vShares;
    varying vec3 vRest;
  `;
  const computed = `
    vShares = position.x > 0.0 ? vec3(0.0) : vec3(${shares.join(', ')});
    vRest = position;
  `;
  return shader
    .replace('#include <common>', `#include <common>\n${declared}`)
    .replace('#include <begin_vertex>', `#include <begin_vertex>\n${computed}`);
}

/** Longer muscles are paler and have stripes; shorter ones are deeper in colour. */
function fragmentPart(shader: string): string {
  const declared = `
    varying vec3 vShares;
    varying vec3 vRest;
    uniform vec3 atlasHues[3];
    uniform vec3 atlasChange;
    uniform int atlasChosen;
  `;
  const applied = `
    #include <color_fragment>
    float most = max(vShares.x, max(vShares.y, vShares.z));
    float least = min(vShares.x, min(vShares.y, vShares.z));
    float next = vShares.x + vShares.y + vShares.z - most - least;
    int muscle = vShares.x >= most ? 0 : (vShares.y >= most ? 1 : 2);
    float change = atlasChange[muscle];
    float soft = max(fwidth(most), 0.02);
    float inside = smoothstep(0.5 - soft, 0.5 + soft, most);
    float rim = inside * (1.0 - smoothstep(soft, 3.0 * soft, most - max(next, 0.5)));
    float stripe = smoothstep(-0.3, 0.3, sin(vRest.y * 260.0));
    vec3 hue = atlasHues[muscle];
    hue = mix(hue, vec3(1.0), 0.45 * stripe * max(change, 0.0));
    hue = mix(hue, hue * hue, 0.7 * max(-change, 0.0));
    hue = mix(hue, hue * 0.35, 0.8 * rim);
    float strength = atlasChosen < 0 ? 0.9 : (atlasChosen == muscle ? 1.0 : 0.35);
    diffuseColor.rgb = mix(diffuseColor.rgb, hue, strength * inside);
  `;
  return shader
    .replace('#include <common>', `#include <common>\n${declared}`)
    .replace('#include <color_fragment>', applied);
}
