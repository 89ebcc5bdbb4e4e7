"""The figure that shows the exercises: its mesh, skeleton, colours and muscles, as one GLB file."""
