"""Keypoints to measures: joint angles, segment angles, distances, and the filters before them."""

from hamstrong.kinematics.measures import (
    COLUMNS,
    MeasureStream,
    MeasureTable,
    compute_measures,
    compute_rows,
)
from hamstrong.kinematics.orientation import Orientation
from hamstrong.kinematics.smoothing import OneEuroFilter, PoseSmoother, filter_track
from hamstrong.kinematics.vocabulary import FAR_SIDE_ERROR_DEG, MEASURES, MIRROR_BIAS, Measure

__all__ = [
    "COLUMNS",
    "FAR_SIDE_ERROR_DEG",
    "MEASURES",
    "MIRROR_BIAS",
    "Measure",
    "MeasureStream",
    "MeasureTable",
    "OneEuroFilter",
    "Orientation",
    "PoseSmoother",
    "compute_measures",
    "compute_rows",
    "filter_track",
]
