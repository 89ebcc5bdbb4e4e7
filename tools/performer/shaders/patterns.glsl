float hash(vec2 p) { return fract(sin(dot(p, vec2(127.1, 311.7))) * 43758.5453); }

float noise(vec2 p) {
    vec2 i = floor(p), f = fract(p);
    f = f * f * (3.0 - 2.0 * f);
    return mix(mix(hash(i), hash(i + vec2(1, 0)), f.x),
               mix(hash(i + vec2(0, 1)), hash(i + vec2(1, 1)), f.x), f.y);
}

vec3 planks(vec2 p, vec3 base) {
    float row = floor(p.x / 0.14);
    vec2 cell = vec2(row, floor(p.y / 1.1 + hash(vec2(row, 3.0)) * 7.0));
    vec2 edge = abs(vec2(fract(p.x / 0.14), fract(p.y / 1.1 + hash(vec2(row, 3.0)) * 7.0)) - 0.5);
    float gap = max(smoothstep(0.47, 0.5, edge.x), smoothstep(0.496, 0.5, edge.y));
    float grain = noise(vec2(p.x * 60.0, p.y * 4.0) + cell * 17.0);
    return base * (0.82 + 0.25 * hash(cell) + 0.10 * grain) * (1.0 - 0.45 * gap);
}

vec3 tiles(vec2 p, vec3 base) {
    vec2 edge = abs(fract(p / 0.42) - 0.5);
    float gap = smoothstep(0.485, 0.497, max(edge.x, edge.y));
    return base * (0.95 + 0.08 * hash(floor(p / 0.42)) + 0.03 * noise(p * 25.0)) * (1.0 - 0.3 * gap);
}

vec3 pattern(int kind, vec2 p, vec3 base) {
    if (kind == 1) return planks(p, base);
    if (kind == 2) return tiles(p, base);
    if (kind == 3) return base * (0.86 + 0.16 * noise(p * 180.0) + 0.14 * noise(p * 4.0));
    if (kind == 4) return base * (0.96 + 0.05 * noise(p * 3.0) + 0.03 * noise(p * 40.0));
    return base;
}
