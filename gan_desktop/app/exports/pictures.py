"""Pictures and animations of a run; what draws them comes from the layer above."""

from pathlib import Path

from gan_desktop.app.exports.job import ExportJob
from gan_desktop.app.exports.order import DEFAULT_SIZE
from gan_desktop.app.exports.product import Maker
from gan_desktop.app.exports.seen import Seen
from gan_desktop.core.files import write_bytes
from gan_desktop.recording.gif import LAST_FRAME_MS, MIN_FRAME_MS, UNIT_MS, GifWriter
from gan_desktop.recording.mp4 import Mp4Writer, check_mp4
from gan_desktop.recording.writer import FrameWriter


def frame_ms(fps: int) -> int:
    """How long a GIF shows a frame: it only knows hundredths of a second."""
    return max(MIN_FRAME_MS, round(1000 / fps / UNIT_MS) * UNIT_MS)


class _AnimationMaker(Maker):
    """A frame for each snapshot of the range."""

    def total(self, job: ExportJob) -> int:
        """See `Maker`."""
        return len(job.indices) + Seen(job).total(list(job.indices))

    def write(self, job: ExportJob, path: Path, kind: str) -> None:  # noqa: ARG002 -- one kind
        """See `Maker`."""
        seen = Seen(job)
        with self._writer(job, path) as writer:
            for snapshot in job.snapshots():
                writer.add(job.studio.frame(seen.whole(snapshot)))

    def _writer(self, job: ExportJob, path: Path) -> FrameWriter:
        raise NotImplementedError


class GifMaker(_AnimationMaker):
    """An animation that plays everywhere; its last frame is held."""

    def _writer(self, job: ExportJob, path: Path) -> FrameWriter:
        return GifWriter(path, frame_ms=frame_ms(job.order.fps), last_frame_ms=LAST_FRAME_MS)


class Mp4Maker(_AnimationMaker):
    """A film, with the extra `mp4`."""

    def check(self, job: ExportJob) -> None:
        """See `Maker`."""
        check_mp4(job.order.size or DEFAULT_SIZE)

    def _writer(self, job: ExportJob, path: Path) -> FrameWriter:
        return Mp4Writer(path, job.order.fps)


class PictureMaker(Maker):
    """One snapshot, as pixels or as lines and text."""

    def check(self, job: ExportJob) -> None:
        """See `Maker`."""
        job.note_moments()

    def total(self, job: ExportJob) -> int:
        """See `Maker`."""
        return 1 + Seen(job).total([job.moment])

    def write(self, job: ExportJob, path: Path, kind: str) -> None:
        """See `Maker`."""
        shown = Seen(job).whole(job.reader.snapshot(job.moment))
        write_bytes(path, job.studio.picture(kind, shown))
        job.tick()


class StripMaker(Maker):
    """Chosen moments side by side, the target at the right, as papers show it."""

    def check(self, job: ExportJob) -> None:
        """See `Maker`."""
        job.note_moments()

    def total(self, job: ExportJob) -> int:
        """See `Maker`."""
        return len(job.panels) + Seen(job).total(job.panels)

    def write(self, job: ExportJob, path: Path, kind: str) -> None:
        """See `Maker`."""
        seen = Seen(job)
        snapshots = [seen.whole(job.reader.snapshot(index)) for index in job.panels]
        write_bytes(path, job.studio.strip(kind, snapshots))
        job.tick(len(snapshots))
