"""Jobs: what they write, what is refused beforehand, what an earlier run has done already."""

from __future__ import annotations

import os
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from hamstrong.analysis import Question
from hamstrong.errors import UnknownNameError, UsageError
from hamstrong.pipeline import batch
from hamstrong.pipeline.batch import Job, Outcome, check_jobs, run_job, run_jobs
from tests.unit.pipeline.made import die, make_recording
from tests.unit.sources.make_video import make_video

FORMATS = ("json", "csv", "keypoints")


@pytest.fixture
def job(tmp_path: Path) -> Job:
    recording = make_recording(tmp_path / "made.keypoints.npz")
    return Job(recording, Question(), out_dir=tmp_path / "out", formats=FORMATS)


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


class TestNames:
    @pytest.mark.parametrize(
        ("name", "stem"),
        [
            ("a.mp4", "a"),
            ("a.b.mov", "a.b"),
            ("a.keypoints.npz", "a"),
            ("a", "a"),
            ("ä ö.mp4", "ä ö"),
        ],
    )
    def test_reports_are_named_after_the_video(self, name: str, stem: str, tmp_path: Path) -> None:
        job = Job(tmp_path / name, Question(), out_dir=tmp_path / "out", formats=("json", "mp4"))
        assert job.stem == stem
        assert [path.name for path in job.outputs()] == [f"{stem}.json", f"{stem}.annotated.mp4"]

    def test_without_a_folder_nothing_is_written(self, job: Job) -> None:
        assert replace(job, out_dir=None).outputs() == ()
        outcome = run_job(replace(job, out_dir=None))
        assert (outcome.state, outcome.files) == ("done", ())
        assert files(job.path.parent) == ["made.keypoints.npz"]


class TestRefusal:
    def test_an_unknown_format(self, job: Job) -> None:
        with pytest.raises(UnknownNameError, match="docx"):
            check_jobs([replace(job, formats=("json", "docx"))])

    def test_the_formats_named_instead_are_all_there_are(self, job: Job) -> None:
        with pytest.raises(UnknownNameError, match=r"mp4, keypoints\."):
            check_jobs([replace(job, formats=("json", "xls"))])

    def test_two_videos_of_one_name(self, job: Job, tmp_path: Path) -> None:
        other = tmp_path / "elsewhere"
        other.mkdir()
        twin = replace(job, path=make_recording(other / "made.keypoints.npz"))
        with pytest.raises(UsageError, match=r"made\.json.*rename one"):
            check_jobs([job, twin])
        check_jobs([job, replace(twin, out_dir=other / "out")])
        check_jobs([replace(job, out_dir=None), replace(twin, out_dir=None)])

    def test_a_report_in_place_of_its_input(self, job: Job) -> None:
        with pytest.raises(UsageError, match="replace the input"):
            check_jobs([replace(job, out_dir=job.path.parent)])

    def test_a_report_whose_name_is_too_long(self, job: Job) -> None:
        long = job.path.rename(job.path.with_name("x" * 239 + ".keypoints.npz"))
        outcome = run_job(replace(job, path=long, formats=("json", "keypoints", "html")))
        assert outcome.state == "done"
        video = make_video(long.with_name("y" * 245 + ".mp4"), size=(160, 120), frames=4)
        outcome = run_job(replace(job, path=video, formats=("json", "mp4")))
        assert outcome.exit_status == 2
        assert "rename the video" in str(outcome.result)

    def test_a_name_that_is_too_long_is_left_to_the_reader(self, job: Job) -> None:
        long = replace(job, path=job.path.with_name("x" * 300 + ".mp4"))
        check_jobs([long])
        outcome = run_job(long)
        assert outcome.exit_status == 3

    @pytest.mark.parametrize("inner", ["", "deeper/still"])
    def test_a_file_where_the_folder_should_be(self, job: Job, inner: str) -> None:
        assert job.out_dir is not None
        job.out_dir.write_text("a file")
        outcome = run_job(replace(job, out_dir=job.out_dir / inner))
        assert isinstance(outcome.result, UsageError)
        assert "not a folder" in outcome.result.message
        assert (outcome.state, outcome.exit_status) == ("failed", 2)
        assert job.out_dir.read_text() == "a file"


class TestEarlierRuns:
    @pytest.fixture
    def done(self, job: Job) -> Job:
        outcome = run_job(job)
        assert outcome.state == "done"
        assert job.out_dir is not None
        assert files(job.out_dir) == ["made.csv", "made.json", "made.keypoints.npz"]
        return job

    def test_what_is_finished_is_not_done_again(self, done: Job) -> None:
        outcome = run_job(done)
        assert (outcome.state, outcome.exit_status) == ("skipped", 0)
        assert not isinstance(outcome.result, Exception)
        assert outcome.result.summary.reps == 2
        assert outcome.files == done.outputs()

    def test_unless_it_is_forced(self, done: Job) -> None:
        assert run_job(replace(done, force=True)).state == "done"

    @pytest.mark.parametrize(
        "change",
        [
            {"question": Question("bridge")},
            {"question": Question("bridge", "standard")},
            {"question": Question(side="left")},
            {"formats": ("json", "csv", "keypoints", "html")},
        ],
        ids=str,
    )
    def test_another_question_or_format_is_another_run(
        self, done: Job, change: dict[str, object]
    ) -> None:
        assert run_job(replace(done, **change)).state == "done"  # type: ignore[arg-type]

    @pytest.mark.parametrize("by_s", [60, -3600])
    def test_a_changed_input_is_analysed_whatever_its_time(self, done: Job, by_s: float) -> None:
        other = done.path.stat().st_mtime + by_s
        os.utime(done.path, (other, other))
        assert run_job(done).state == "done"
        assert run_job(done).state == "skipped"

    def test_an_input_of_another_size_is_analysed(self, done: Job) -> None:
        before = done.path.stat()
        with zipfile.ZipFile(done.path, "a") as bundle:
            bundle.writestr("more", "x")
        os.utime(done.path, ns=(before.st_atime_ns, before.st_mtime_ns))
        assert run_job(done).state == "done"

    def test_another_file_s_report_is_neither_shown_nor_replaced(
        self, done: Job, tmp_path: Path
    ) -> None:
        (tmp_path / "card").mkdir()
        twin = replace(done, path=Path(shutil.copy2(done.path, tmp_path / "card" / done.path.name)))
        before = [path.read_bytes() for path in done.outputs()]
        for outcome in (run_job(twin), *run_jobs([twin], 2)):
            assert (outcome.state, outcome.exit_status) == ("failed", 2)
            assert str(done.path.resolve()) in str(outcome.result)
            assert "--out" in str(outcome.result)
        assert [path.read_bytes() for path in done.outputs()] == before
        assert run_job(replace(twin, force=True)).state == "done"
        assert run_job(done).state == "failed"

    def test_another_way_to_the_same_file_is_the_same(
        self, done: Job, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        assert run_job(replace(done, path=Path(done.path.name))).state == "skipped"

    def test_the_language_counts_where_it_is_seen(self, done: Job) -> None:
        assert run_job(replace(done, locale="de")).state == "skipped"
        page = replace(done, formats=("json", "html"), locale="de")
        assert [run_job(page).state, run_job(page).state] == ["done", "skipped"]
        english = replace(page, locale="en")
        assert run_job(english).state == "done"
        assert 'lang="en"' in english.outputs()[1].read_text("utf-8")

    def test_a_page_of_an_earlier_run_than_the_document_is_made_anew(self, done: Job) -> None:
        page = replace(done, formats=("json", "html"), locale="de")
        run_job(page)
        assert run_job(replace(done, locale="en", force=True)).state == "done"
        assert run_job(replace(page, locale="en")).state == "done"
        assert 'lang="en"' in page.outputs()[1].read_text("utf-8")

    def test_what_is_finished_starts_no_worker(
        self, done: Job, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(batch, "_run_in_processes", die)
        assert [item.state for item in run_jobs([done, done], 2)] == ["skipped", "skipped"]

    @pytest.mark.parametrize("broken", ["", "{}", "no json", '{"schema": "hamstrong.analysis/1"}'])
    def test_a_damaged_report_is_made_anew(self, done: Job, broken: str) -> None:
        report = done.outputs()[0]
        whole = report.read_text("utf-8")
        report.write_text(broken)
        assert run_job(done).state == "done"
        assert report.read_text("utf-8") == whole

    def test_a_missing_report_is_made_anew(self, done: Job) -> None:
        done.outputs()[1].unlink()
        assert run_job(done).state == "done"
        assert done.outputs()[1].exists()

    def test_another_version_s_report_is_made_anew(
        self, done: Job, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("hamstrong.report.document.installed_version", lambda: "99.0")
        assert run_job(done).state == "done"


def test_saved_keypoints_give_the_same_analysis_again(job: Job) -> None:
    first = run_job(job)
    assert not isinstance(first.result, Exception)
    assert job.out_dir is not None
    again = run_job(Job(job.out_dir / "made.keypoints.npz", Question()))
    assert not isinstance(again.result, Exception)
    assert again.result.reps == first.result.reps
    assert again.result.segments == first.result.segments
    assert again.result.video == first.result.video


class TestSeveralAtATime:
    def test_a_bad_one_does_not_stop_the_others(self, job: Job, tmp_path: Path) -> None:
        (tmp_path / "bad.keypoints.npz").write_text("junk")
        bad = replace(job, path=tmp_path / "bad.keypoints.npz")
        good = replace(job, path=make_recording(tmp_path / "good.keypoints.npz"))
        outcomes = {item.job.stem: item for item in run_jobs([job, bad, good], 2)}
        assert {name: item.exit_status for name, item in outcomes.items()} == {
            "made": 0,
            "bad": 3,
            "good": 0,
        }
        assert job.out_dir is not None
        assert [name for name in files(job.out_dir) if name.endswith(".json")] == [
            "good.json",
            "made.json",
        ]

    def test_a_worker_that_dies_is_told_for_its_jobs(
        self, job: Job, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(batch, "_run_in_worker", die)
        outcomes = list(run_jobs([job, replace(job, out_dir=None)], 1))
        assert [item.state for item in outcomes] == ["failed", "failed"]
        for item in outcomes:
            assert "--jobs" in str(item.result)
            assert str(item.job.path) in str(item.result)
            assert item.exit_status == 1

    def test_it_is_told_how_far_each_is(self, tmp_path: Path) -> None:
        jobs = [
            Job(
                make_video(tmp_path / f"{name}.mp4", size=(160, 120), frames=frames),
                Question(),
                model="lite",
            )
            for name, frames in (("short", 4), ("longer", 9))
        ]
        told = []
        outcomes = list(run_jobs(jobs, 2, lambda *what: told.append(what)))
        assert [item.exit_status for item in outcomes] == [4, 4]
        assert (jobs[0], "watch", 4, 4) in told
        assert (jobs[1], "watch", 9, 9) in told

    def test_leaving_early_ends_the_workers(self, job: Job) -> None:
        outcomes = run_jobs([job, replace(job, out_dir=None)], 2)
        assert next(outcomes).state == "done"
        outcomes.close()  # type: ignore[attr-defined]


def test_the_exit_status_is_that_of_the_error(job: Job) -> None:
    assert Outcome(job, UsageError("no"), "failed").exit_status == 2
    assert run_job(job).exit_status == 0
