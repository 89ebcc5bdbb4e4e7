"""Sources of poses: video files and keypoint recordings."""
