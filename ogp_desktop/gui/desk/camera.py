"""Badges by the computer's camera, where the libraries for it are installed: they are no part of the program."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from ogp_desktop.domain.badge import read_badge

LOOK_MILLISECONDS = 100
"""Between two looks at the picture; reading one of 1280x720 takes about 7 ms."""

SAME_LOOKS = 20
"""Looks for which a badge that stays before the camera is not read again."""


def is_possible() -> bool:
    """Say whether there may be a camera to read with, without loading what is needed for it."""
    try:
        return find_spec("zxingcpp") is not None and find_spec("PySide6.QtMultimedia") is not None
    except (ImportError, ValueError):
        return False


def codes_in(image: QImage) -> list[str]:
    """Return the badges that a picture shows; the picture itself is handed over, never a view of its bytes.

    In shades of gray: the library knows few of the formats in which cameras answer.
    """
    import zxingcpp

    gray = image.convertToFormat(QImage.Format.Format_Grayscale8)
    if gray.isNull():  # a frame that came to nothing
        return []
    found = zxingcpp.read_barcodes(gray, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
    return [code.text for code in found if read_badge(code.text) is not None]


class Camera(QObject):
    """Looks through the first camera until it is stopped."""

    seen = Signal(str)
    """A badge, once for as long as it stays in sight."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._parts: tuple[Any, ...] = ()
        self._last, self._age = "", 0
        self._looks = QTimer(self)
        self._looks.setInterval(LOOK_MILLISECONDS)
        self._looks.timeout.connect(self._look)

    @property
    def is_on(self) -> bool:
        """Say whether it is looking."""
        return self._looks.isActive()

    def start(self) -> bool:
        """Begin to look; says whether there is a camera."""
        try:
            import zxingcpp  # noqa: F401 - said now, not at the first picture
            from PySide6.QtMultimedia import QCamera, QMediaCaptureSession, QMediaDevices, QVideoSink
        except ImportError:
            return False
        if not QMediaDevices.videoInputs():
            return False
        camera, session, sink = QCamera(self), QMediaCaptureSession(self), QVideoSink(self)
        session.setCamera(camera)
        session.setVideoSink(sink)
        self._parts = (camera, session, sink)
        camera.start()
        self._looks.start()
        return True

    def stop(self) -> None:
        """Look no more, and let the camera go."""
        self._looks.stop()
        if self._parts:
            self._parts[0].stop()
        for part in self._parts:
            part.deleteLater()
        self._parts = ()

    def _look(self) -> None:
        frame = self._parts[2].videoFrame()
        if frame.isValid():
            self.take(frame.toImage())

    def take(self, image: QImage) -> None:
        """Tell the badge of a picture, unless it was told just now."""
        self._age += 1
        for code in codes_in(image)[:1]:
            if code != self._last or self._age > SAME_LOOKS:
                self.seen.emit(code)
            self._last, self._age = code, 0
