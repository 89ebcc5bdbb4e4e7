import {
  CircleGeometry,
  Color,
  Group,
  Mesh,
  MeshStandardMaterial,
  Shape,
  ShadowMaterial,
  ShapeGeometry,
} from 'three';

/** Colours of everything but the body, for light and dark pages. */
export interface Palette {
  mat: string;
  edge: string;
  shadow: number;
  sky: string;
  ground: string;
  ambient: number;
  sun: number;
}

export const PALETTES: Record<'light' | 'dark', Palette> = {
  light: {
    mat: '#cfded2',
    edge: '#b7cbbd',
    shadow: 0.2,
    sky: '#ffffff',
    ground: '#cfc8bb',
    ambient: 1.55,
    sun: 1.7,
  },
  dark: {
    mat: '#42594c',
    edge: '#557062',
    shadow: 0.5,
    sky: '#dbe6e0',
    ground: '#2a332e',
    ambient: 1.25,
    sun: 1.7,
  },
};

/** A rectangle on the floor, in metres. */
export interface Ground {
  x: number;
  z: number;
  width: number;
  depth: number;
}

const CORNER_M = 0.06;
const WIDEST_SHADOW_M = 2;
const EDGE_M = 0.014;
/** Soles press into the mat a little; it lies below them. */
const UNDER_M = -0.004;

/** A mat with soft shadows on it and around it. */
export class Floor {
  readonly object = new Group();
  readonly #mat = new MeshStandardMaterial({ roughness: 1, metalness: 0 });
  readonly #edge = new MeshStandardMaterial({ roughness: 1, metalness: 0 });
  readonly #shade = new ShadowMaterial({ opacity: 0.2 });
  #meshes: Mesh[] = [];

  lay({ x, z, width, depth }: Ground): void {
    this.#clear();
    const outer = new Mesh(rectangle(width, depth, CORNER_M), this.#edge);
    const inner = new Mesh(rectangle(width - 2 * EDGE_M, depth - 2 * EDGE_M, CORNER_M), this.#mat);
    const around = new Mesh(
      new CircleGeometry(Math.max(width, depth, WIDEST_SHADOW_M), 48),
      this.#shade,
    );
    [around, outer, inner].forEach((mesh, layer) => {
      mesh.rotation.x = -Math.PI / 2;
      mesh.position.set(x, UNDER_M + (layer - 2) * 0.0015, z);
      mesh.receiveShadow = true;
      mesh.renderOrder = layer - 3;
      this.object.add(mesh);
      this.#meshes.push(mesh);
    });
  }

  set colours(palette: Palette) {
    this.#mat.color = new Color(palette.mat);
    this.#edge.color = new Color(palette.edge);
    this.#shade.opacity = palette.shadow;
  }

  dispose(): void {
    this.#clear();
    for (const material of [this.#mat, this.#edge, this.#shade]) material.dispose();
  }

  #clear(): void {
    for (const mesh of this.#meshes) {
      mesh.geometry.dispose();
      mesh.removeFromParent();
    }
    this.#meshes = [];
  }
}

function rectangle(width: number, depth: number, corner: number): ShapeGeometry {
  const [right, top] = [width / 2, depth / 2];
  const shape = new Shape();
  shape.moveTo(-right + corner, -top);
  shape.lineTo(right - corner, -top).absarc(right - corner, -top + corner, corner, -Math.PI / 2, 0);
  shape.lineTo(right, top - corner).absarc(right - corner, top - corner, corner, 0, Math.PI / 2);
  shape
    .lineTo(-right + corner, top)
    .absarc(-right + corner, top - corner, corner, Math.PI / 2, Math.PI);
  shape
    .lineTo(-right, -top + corner)
    .absarc(-right + corner, -top + corner, corner, Math.PI, 1.5 * Math.PI);
  return new ShapeGeometry(shape, 8);
}
