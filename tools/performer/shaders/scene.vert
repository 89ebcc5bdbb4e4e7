#version 330
uniform mat4 clip;
uniform mat4 light_clip;
in vec3 in_position;
in vec3 in_normal;
in vec3 in_color;
in vec4 in_surface;
out vec3 position;
out vec3 normal;
out vec3 color;
out vec4 surface;
out vec4 lit_position;
void main() {
    position = in_position;
    normal = in_normal;
    color = in_color;
    surface = in_surface;
    lit_position = light_clip * vec4(in_position + normalize(in_normal) * 0.008, 1.0);
    gl_Position = clip * vec4(in_position, 1.0);
}
