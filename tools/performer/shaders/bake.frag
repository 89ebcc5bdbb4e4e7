#version 330
in vec3 position;
in vec3 normal;
in vec3 color;
in vec4 surface;
in vec4 lit_position;
layout(location = 0) out vec4 sky_part;
layout(location = 1) out vec4 sun_part;
//include light.glsl
//include patterns.glsl

// The light of the empty room, split so that a body can later shade each part: surface.x picks the
// pattern (0 plain, 1 planks, 2 tiles, 3 carpet, 4 plaster, 5 glows).
void main() {
    int kind = int(surface.x + 0.5);
    vec3 n = normalize(normal);
    if (kind == 5) { sky_part = vec4(color, 1.0); sun_part = vec4(0.0); return; }
    vec2 p = abs(n.z) > 0.7 ? position.xy : (abs(n.x) > 0.7 ? position.yz : position.xz);
    vec3 albedo = pattern(kind, p, color);
    vec3 ambient = mix(bounce_color, sky_color, n.z * 0.5 + 0.5);
    sky_part = vec4(albedo * ambient, 1.0);
    sun_part = vec4(albedo * sun_color * max(dot(n, sun_direction), 0.0) * sunlight(lit_position, 0.0018), 1.0);
}
