#version 330
out vec4 fragment;
uniform sampler2D sky_part;
uniform sampler2D sun_part;
uniform sampler2D place;
uniform sampler2D faces;
uniform sampler2D depth;
uniform mat4 light_clip;
//include light.glsl

// The empty room again, with the body's shadow and the shade near its limbs.
void main() {
    ivec2 at = ivec2(gl_FragCoord.xy);
    vec3 p = texelFetch(place, at, 0).xyz;
    vec3 n = texelFetch(faces, at, 0).xyz;
    float lit = sunlight(light_clip * vec4(p + n * 0.008, 1.0), 0.0018);
    vec3 light = texelFetch(sky_part, at, 0).rgb * occlusion(p, n) + texelFetch(sun_part, at, 0).rgb * lit;
    fragment = vec4(light, 1.0);
    gl_FragDepth = texelFetch(depth, at, 0).r;
}
