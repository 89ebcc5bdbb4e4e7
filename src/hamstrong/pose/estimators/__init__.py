"""Estimators: from a picture to keypoints."""

from hamstrong.pose.estimators.blazepose import BlazePose
from hamstrong.pose.estimators.nets import MODELS

__all__ = ["MODELS", "BlazePose"]
