#version 330
uniform sampler2D picture;
uniform float exposure;
uniform float grain;
uniform float frame_seed;
in vec2 at;
out vec4 fragment;
float hash(vec3 p) { return fract(sin(dot(p, vec3(12.9898, 78.233, 37.719))) * 43758.5453); }
void main() {
    vec3 light = texture(picture, at).rgb * exposure;
    vec2 off = at - 0.5;
    light *= 1.0 - 0.35 * dot(off, off);
    vec3 tone = light / (light + 0.35) * 1.35;
    float noise = hash(vec3(gl_FragCoord.xy, frame_seed)) + hash(vec3(gl_FragCoord.yx, frame_seed + 3.0)) - 1.0;
    fragment = vec4(pow(clamp(tone, 0.0, 1.0), vec3(1.0 / 2.2)) + grain * noise, 1.0);
}
