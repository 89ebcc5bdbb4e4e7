#version 330
in vec3 position;
in vec3 normal;
layout(location = 0) out vec4 place;
layout(location = 1) out vec4 faces;
void main() { place = vec4(position, 1.0); faces = vec4(normalize(normal), 1.0); }
