"""The server of the live coach: HTTP, WebSocket, and the built front end."""
