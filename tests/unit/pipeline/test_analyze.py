"""The Python entry points: what they take, what they refuse, what they raise."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

import hamstrong
from hamstrong.analysis import Notice, Question, VideoInfo
from hamstrong.errors import (
    NobodyFoundError,
    RecordingError,
    UnknownNameError,
    UsageError,
    VideoError,
)
from hamstrong.pipeline import analyze, analyze_recording, check_question, watch
from hamstrong.pose import PoseFrame, PoseTrack
from hamstrong.sources.recording import save_recording
from tests.unit.pipeline.made import make_recording
from tests.unit.sources.make_video import make_video


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    return make_recording(tmp_path / "made.keypoints.npz")


def test_a_recording_is_analysed_without_its_video(recording: Path) -> None:
    analysis = analyze(recording)
    assert (analysis.exercise, analysis.variation) == ("bridge", "standard")
    assert analysis.summary.reps == 2
    assert analysis.video.path == "made.mp4"
    assert analysis.model == "heavy"


def test_both_entry_points_agree(recording: Path) -> None:
    question = Question("bridge", "standard")
    one = analyze(str(recording), exercise="bridge", variation="standard")
    other = analyze_recording(recording, question)
    assert (one.reps, one.segments, one.question) == (other.reps, other.segments, other.question)


def test_the_package_offers_them(recording: Path) -> None:
    assert hamstrong.analyze(recording).summary.reps == 2
    assert hamstrong.analyze_recording(recording).summary.reps == 2
    assert sorted(hamstrong.__all__) == dir(hamstrong)
    for name in hamstrong.__all__:
        assert getattr(hamstrong, name).__name__ == name
    with pytest.raises(AttributeError, match="no attribute 'analyse'"):
        _ = hamstrong.analyse


@pytest.mark.parametrize(
    ("question", "error"),
    [
        ({"exercise": "brigde"}, UnknownNameError),
        ({"exercise": "bridge", "variation": "walkout"}, UnknownNameError),
        ({"variation": "walk-out"}, UsageError),
    ],
)
def test_a_bad_question_is_refused_before_the_file_is_looked_at(
    question: dict[str, str], error: type[Exception], tmp_path: Path
) -> None:
    with pytest.raises(error):
        analyze(tmp_path / "there-is-none.mp4", **question)  # type: ignore[arg-type]


def test_a_good_question_passes() -> None:
    check_question(Question())
    check_question(Question("bridge", "walk-out"))


@pytest.mark.parametrize(
    ("name", "error"),
    [("none.mp4", VideoError), ("none.keypoints.npz", RecordingError)],
)
def test_a_missing_file_is_told_by_its_kind(
    name: str, error: type[Exception], tmp_path: Path
) -> None:
    with pytest.raises(error, match="none"):
        analyze(tmp_path / name)


def test_an_unknown_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError, match="huge"):
        watch(make_video(tmp_path / "a.mp4"), model="huge")


def test_a_recording_in_which_nobody_is_seen(tmp_path: Path) -> None:
    absent = PoseTrack.from_frames([PoseFrame.absent(index / 25) for index in range(50)], 64, 48)
    path = tmp_path / "empty.keypoints.npz"
    save_recording(absent, VideoInfo("room.mp4", 25, 50, 2.0, 64, 48), path, model="lite")
    with pytest.raises(NobodyFoundError, match=r"empty\.keypoints\.npz: nobody"):
        analyze(path)


def test_somebody_is_seen_only_for_a_moment(tmp_path: Path) -> None:
    frames = [PoseFrame.absent(index / 25) for index in range(50)]
    frames[20] = PoseFrame(
        0.8,
        np.full((33, 3), 20.0, dtype=np.float32),
        np.zeros((33, 3), dtype=np.float32),
        np.ones(33, dtype=np.float32),
        1.0,
    )
    path = tmp_path / "moment.keypoints.npz"
    track = PoseTrack.from_frames(frames, 64, 48)
    save_recording(track, VideoInfo("room.mp4", 25, 50, 2.0, 64, 48), path, model="lite")
    analysis = analyze(path)
    assert (analysis.reps, analysis.tracked_ratio) == ((), 0.02)
    assert Notice("often-lost", {"found_share": 0.02}) in analysis.warnings


class TestModel:
    """Which pose model a video is looked at with, when none is named."""

    @pytest.mark.parametrize(
        ("question", "model", "used"),
        [
            ({}, None, "heavy"),
            ({"exercise": "leg-activation"}, None, "full"),
            ({"exercise": "bridge"}, None, "heavy"),
            ({"exercise": "bridge"}, "lite", "lite"),
        ],
    )
    def test_it_is_the_one_the_exercise_needs(
        self,
        question: dict[str, str],
        model: str | None,
        used: str,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        asked: list[str] = []

        def note(path: object, *, model: str, **_: object) -> None:
            asked.append(model)
            raise VideoError(f"{path}: stop here")

        monkeypatch.setattr(sys.modules["hamstrong.pipeline.analyze"], "watch", note)
        with pytest.raises(VideoError, match="stop here"):
            analyze(tmp_path / "a.mp4", model=model, **question)  # type: ignore[arg-type]
        assert asked == [used]


@pytest.mark.parametrize("notice", ["damaged", "patched", "breaks-off"])
def test_nobody_in_a_damaged_video_may_be_the_damage(notice: str, tmp_path: Path) -> None:
    absent = PoseTrack.from_frames([PoseFrame.absent(index / 25) for index in range(50)], 64, 48)
    path = tmp_path / "empty.keypoints.npz"
    info = VideoInfo("room.mp4", 25, 50, 2.0, 64, 48)
    save_recording(absent, info, path, model="lite", warnings=[Notice(notice)])
    with pytest.raises(NobodyFoundError, match=r"damaged.*copy it"):
        analyze_recording(path)


@pytest.mark.parametrize(("fps", "kept"), [(30, 12), (60, 12), (120, 6), (240, 3)])
def test_of_many_pictures_a_second_sixty_are_looked_at(fps: int, kept: int, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    video = make_video(tmp_path / "a.mp4", size=(160, 120), frames=12, fps=fps)
    seen = watch(video, model="lite", progress=lambda done, of: told.append((done, of)))
    assert len(seen.track) == pytest.approx(kept, abs=1)
    assert seen.video.frames == 12
    assert seen.video.fps == pytest.approx(fps)
    assert told[-1][1] == pytest.approx(kept, abs=1)
    thinned = [notice for notice in seen.warnings if notice.id == "thinned"]
    assert len(thinned) == (fps > 60)
    for notice in thinned:
        assert notice.values["fps_count"] == pytest.approx(fps)


def test_there_is_no_side_up() -> None:
    with pytest.raises(UsageError, match="'up'"):
        Question("bridge", side="up")  # type: ignore[arg-type]


def test_an_analysis_tells_of_which_file_it_is(tmp_path: Path) -> None:
    path = make_recording(tmp_path / "a.keypoints.npz")
    source = analyze(path).source
    assert source is not None
    assert (Path(source.path), source.size) == (path.resolve(), path.stat().st_size)
