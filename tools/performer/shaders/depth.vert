#version 330
uniform mat4 clip;
in vec3 in_position;
void main() { gl_Position = clip * vec4(in_position, 1.0); }
