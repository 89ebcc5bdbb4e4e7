uniform sampler2DShadow shadow;
uniform vec3 sun_direction;
uniform vec3 sun_color;
uniform vec3 sky_color;
uniform vec3 bounce_color;
uniform vec3 eye;
uniform vec4 blobs[10];

float sunlight(vec4 at, float softness) {
    vec3 q = at.xyz / at.w * 0.5 + 0.5;
    if (any(lessThan(q, vec3(0.0))) || any(greaterThan(q, vec3(1.0)))) return 1.0;
    float sum = 0.0;
    for (int i = 0; i < 2; i++)
        for (int j = 0; j < 2; j++)
            sum += texture(shadow, vec3(q.xy + (vec2(i, j) - 0.5) * softness, q.z - 0.0015));
    return sum / 4.0;
}

float occlusion(vec3 at, vec3 n) {
    float open = 1.0;
    for (int i = 0; i < 10; i++) {
        vec3 to = blobs[i].xyz - at;
        float d2 = dot(to, to);
        float r2 = blobs[i].w * blobs[i].w;
        open *= 1.0 - 0.55 * clamp(dot(n, to) * inversesqrt(d2), 0.0, 1.0) * r2 / (d2 + r2);
    }
    return open;
}

vec3 shade(vec3 albedo, vec3 at, vec3 n, float lit, float open, float gloss) {
    float lambert = max(dot(n, sun_direction), 0.0) * lit;
    vec3 ambient = mix(bounce_color, sky_color, n.z * 0.5 + 0.5) * open;
    vec3 half_way = normalize(sun_direction + normalize(eye - at));
    float shine = gloss * pow(max(dot(n, half_way), 0.0), 24.0) * lit;
    return albedo * (ambient + sun_color * lambert) + shine * sun_color;
}
