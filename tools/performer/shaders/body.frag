#version 330
in vec3 position;
in vec3 normal;
in vec3 color;
in vec4 surface;
in vec4 lit_position;
out vec4 fragment;
//include light.glsl
uniform vec3 skin;
uniform vec3 hair;
uniform vec3 shirt;
uniform vec3 stripe;
uniform vec3 pants;
uniform vec3 shoe;
uniform vec4 cut;        // sleeve end, trouser end, shoe top, hair line
uniform vec2 extra;      // stripe 0/1, shoe gloss

// color: arm 0..2 (shoulder, elbow, wrist), leg 0..2 (hip, knee, ankle) or -1, height of the torso;
// surface: hair field, eye 0/1 (iris 2), lip, height above the sole.
void main() {
    vec3 n = normalize(normal);
    if (!gl_FrontFacing) n = -n;
    float gloss = 0.04;
    vec3 albedo = skin;
    float torso = color.z;
    bool arm = color.x > 0.12;
    if (arm ? color.x < cut.x : (torso > 0.0 && torso < 1.0)) {
        albedo = shirt;
        gloss = 0.0;
        if (extra.x > 0.5 && !arm && torso > 0.42 && torso < 0.58) albedo = stripe;
    }
    if (!arm && torso <= 0.0 && color.y < cut.y) { albedo = pants; gloss = 0.0; }
    if (surface.w < cut.z && torso < -0.5) {
        albedo = shoe;
        gloss = extra.y;
    }
    if (surface.x > cut.w) { albedo = hair; gloss = 0.12; }
    albedo = mix(albedo, skin * vec3(0.85, 0.55, 0.55), clamp(surface.z, 0.0, 1.0) * 0.7);
    if (surface.y > 0.5) { albedo = surface.y > 1.5 ? vec3(0.08, 0.05, 0.04) : vec3(0.85); gloss = 0.3; }
    float lit = sunlight(lit_position, 0.0012);
    float open = mix(0.55, 1.0, clamp(position.z / 0.25, 0.0, 1.0));
    if (n.z > 0.0) open = 1.0;
    fragment = vec4(shade(albedo, position, n, lit, open, gloss), 1.0);
}
