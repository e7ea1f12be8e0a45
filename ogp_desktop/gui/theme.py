"""The look, from one table of tokens: palette, style sheet and fonts, for each theme and direction."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from PySide6 import QtCore
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette

from ogp_desktop import paths
from ogp_desktop.gui.translation import application, is_mirrored

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

HALF = 128
BODY = 14
FAMILIES = ("IBM Plex Sans Arabic", "Noto Sans Tifinagh")
FONT_FILES = (
    "IBMPlexSansArabic-Regular.ttf",
    "IBMPlexSansArabic-SemiBold.ttf",
    "IBMPlexSansArabic-Bold.ttf",
    "NotoSansTifinagh-Regular.ttf",
)


class Tokens(NamedTuple):
    """The colours of one theme, by their use; contrasts are those of the palette's table in `docs/`."""

    ground: str
    surface: str
    hover: str
    text: str
    text2: str
    border: str
    line: str
    ink: str
    on_ink: str
    header: str
    on_header: str
    on_header2: str
    saffron: str
    saffron_text: str
    problem: str
    solution: str
    result: str
    error: str
    problem_tint: str
    solution_tint: str
    result_tint: str
    saffron_tint: str
    error_tint: str
    toast: str
    on_toast: str
    toast_action: str


LIGHT = Tokens(
    ground="#F6F3EC", surface="#FFFFFF", hover="#EFEAE0", text="#1E2430", text2="#575E6A", border="#868074",
    line="#DDD7CB", ink="#24365C", on_ink="#FFFFFF", header="#24365C", on_header="#FFFFFF", on_header2="#D5DBE8",
    saffron="#E3A52F", saffron_text="#855600", problem="#B1430F", solution="#1B5E9B", result="#00694C",
    error="#A8123E", problem_tint="#FBE9E0", solution_tint="#E3EEF9", result_tint="#DFF3EA",
    saffron_tint="#FFF3D6", error_tint="#FBE4EA", toast="#1E2430", on_toast="#FFFFFF", toast_action="#E3A52F",
)  # fmt: skip
DARK = Tokens(
    ground="#14181F", surface="#1D232D", hover="#28303C", text="#EEEBE3", text2="#A7AFBB", border="#768293",
    line="#343D4A", ink="#A9C1F2", on_ink="#14181F", header="#1D232D", on_header="#EEEBE3", on_header2="#A7AFBB",
    saffron="#E8B24C", saffron_text="#E8B24C", problem="#F2A07A", solution="#8CBCF3", result="#6FCFA9",
    error="#FF92A8", problem_tint="#3A241B", solution_tint="#1D2F45", result_tint="#17362B",
    saffron_tint="#3A2E18", error_tint="#3E1E28", toast="#EEEBE3", on_toast="#14181F", toast_action="#7A4F00",
)  # fmt: skip
THEMES = {"light": LIGHT, "dark": DARK}


def name() -> str:
    """Return the name of the theme that is on."""
    return str(application().property("theme") or "light")


def tokens() -> Tokens:
    """Return the tokens of the theme that is on."""
    return THEMES[name()]


def color(name: str) -> QColor:
    """Return a token of the theme that is on, as a colour."""
    return _color(application().property("theme") or "light", name)


@lru_cache
def _color(theme: str, token: str) -> QColor:
    return QColor(getattr(THEMES[theme], token))


def load_fonts(folder: Path | None = None) -> list[str]:
    """Make the shipped fonts known to Qt; returns the files that are missing."""
    folder = folder or paths.resources() / "fonts"
    app = application()
    missing = []
    if not app.property("fonts"):
        missing = [name for name in FONT_FILES if QFontDatabase.addApplicationFont(str(folder / name)) < 0]
        app.setProperty("fonts", not missing)
    font = QFont()
    font.setFamilies(list(FAMILIES))
    font.setPixelSize(BODY)
    app.setFont(font)
    return missing


def font(pixels: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return the interface's font at a size of the type scale."""
    made = QFont()
    made.setFamilies(list(FAMILIES))
    made.setPixelSize(pixels)
    made.setWeight(weight)
    return made


def apply(theme: str, high_contrast: bool = False) -> None:
    """Dress the application; with the system's high contrast on, its colours are left alone."""
    app = application()
    if not app.property("fusion"):
        app.setStyle("Fusion")
        app.setProperty("fusion", True)
    app.setProperty("theme", theme)
    if high_contrast:
        app.setStyleSheet(shape_sheet(is_mirrored()))
        return
    chosen = THEMES[theme]
    app.setPalette(palette(chosen))
    app.setStyleSheet(shape_sheet(is_mirrored()) + color_sheet(chosen, is_mirrored()))


def wants_high_contrast() -> bool:
    """Say whether the person asked the system for high contrast."""
    hints = application().styleHints()
    accessibility = getattr(hints, "accessibility", None)
    if accessibility is None:
        return False
    return "High" in str(accessibility().contrastPreference())


def wants_dark() -> bool:
    """Say whether the system is dark: by its palette until ours is on, since Qt's own word for it is slow to make."""
    app = application()
    if app.property("theme"):
        return "Dark" in str(app.styleHints().colorScheme())
    return app.palette().window().color().lightness() < HALF


def mark(widget: QWidget, name: str, value: str) -> None:
    """Give a widget another look: the style sheet tells looks by the properties of widgets.

    One that was never shown takes its look when it is.
    """
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    if widget.testAttribute(QtCore.Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def palette(chosen: Tokens) -> QPalette:
    """Return Qt's palette: selections, tooltips and native dialogs take their colours from it."""
    role = QPalette.ColorRole
    pairs = {
        role.Window: chosen.ground,
        role.Base: chosen.surface,
        role.AlternateBase: chosen.hover,
        role.Button: chosen.surface,
        role.ToolTipBase: chosen.toast,
        role.ToolTipText: chosen.on_toast,
        role.WindowText: chosen.text,
        role.Text: chosen.text,
        role.ButtonText: chosen.text,
        role.BrightText: chosen.error,
        role.PlaceholderText: chosen.text2,
        role.Highlight: chosen.solution,
        role.HighlightedText: chosen.surface,
        role.Link: chosen.solution,
        role.Accent: chosen.solution,
    }
    made = QPalette()
    for each, value in pairs.items():
        made.setColor(each, QColor(value))
    for each in (role.Text, role.WindowText, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, each, QColor(chosen.text2))
    return made


def shape_sheet(mirrored: bool) -> str:
    """Return the part of the style sheet that is about size and place; Qt does not mirror it by itself."""
    start, end = ("right", "left") if mirrored else ("left", "right")
    return f"""
    QLabel[kind="title"] {{ font-size: 16px; font-weight: 600; }}
    QLabel[kind="secondary"], QLabel[kind="warning"] {{ font-size: 13px; }}
    QLabel[kind="welcome_text"] {{ font-size: 28px; font-weight: 600; }}
    QLabel[kind="clock"], QLabel[kind="clock_late"] {{ font-size: 22px; font-weight: 600; }}
    QLabel[kind="part_problem"], QLabel[kind="part_solution"], QLabel[kind="part_result"] {{ font-weight: 600; }}
    QLabel[kind="group"] {{ font-size: 16px; font-weight: 600; border-radius: 6px; border: 1px solid; }}
    QPushButton {{ min-height: 24px; padding: 4px 12px; border-radius: 6px; border: 1px solid; }}
    QPushButton[kind="primary"] {{ font-weight: 600; }}
    QPushButton[kind="view"] {{ border: none; border-radius: 0; padding: 8px 16px; border-bottom: 3px solid;
        font-weight: 600; }}
    QPushButton[kind="quiet"] {{ border: none; }}
    QPushButton[kind="step"] {{ border: none; min-height: 20px; padding: 2px 8px; text-align: {start};
        font-size: 13px; }}
    QLineEdit, QComboBox {{ min-height: 24px; padding: 4px 10px; border-radius: 6px; border: 1px solid; }}
    QComboBox {{ padding-{end}: 4px; }}
    QComboBox QLineEdit, QComboBox QLineEdit:focus {{ border: none; padding: 0; min-height: 0; }}
    QComboBox::drop-down {{ border: none; width: 24px; subcontrol-origin: padding;
        subcontrol-position: center right; }}
    QCheckBox::indicator {{ width: 16px; height: 16px; border: 1px solid; border-radius: 3px; }}
    QTextEdit {{ padding: 6px 8px; border-radius: 6px; border: 1px solid; font-size: 15px; }}
    QLineEdit[kind="search"] {{ font-size: 22px; min-height: 42px; }}
    QCheckBox, QRadioButton {{ spacing: 8px; min-height: 24px; }}
    QRadioButton::indicator {{ width: 12px; height: 12px; border-radius: 8px; border: 2px solid; }}
    QRadioButton::indicator:checked {{ width: 6px; height: 6px; border-width: 5px; }}
    QListView {{ border-radius: 8px; border: 2px solid; outline: 0; }}
    QFrame[kind="card"], QFrame[kind="version"], QFrame[kind="drop"] {{ border-radius: 8px; border: 1px solid; }}
    QFrame[kind="drop"] {{ border-style: dashed; }}
    QFrame[kind="welcome"] {{ border-radius: 8px; border: none; border-{start}: 6px solid; }}
    QFrame[kind="notice"] {{ border-radius: 6px; border: none; border-{start}: 4px solid; }}
    QProgressBar {{ border: none; border-radius: 2px; max-height: 4px; }}
    QProgressBar::chunk {{ border-radius: 2px; }}
    QScrollBar:vertical {{ width: 12px; margin: 0; }}
    QScrollBar::handle:vertical {{ min-height: 32px; border-radius: 4px; margin: 2px; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; width: 0; }}
    QToolTip {{ padding: 4px 8px; }}
    """


def color_sheet(chosen: Tokens, mirrored: bool) -> str:
    """Return the part of the style sheet that is about colour."""
    start = "right" if mirrored else "left"
    sheet = (
        _COLORS.replace("@start", start)
        .replace("@chevron", _icon("chevron", chosen))
        .replace("@tick", _icon("tick", chosen))
    )
    return sheet % chosen._asdict()


def _icon(of: str, chosen: Tokens) -> str:
    name = next(name for name, known in THEMES.items() if known is chosen)
    return (paths.resources() / "icons" / f"{of}_{name}.svg").as_posix()


_COLORS = """
    QLabel { background: transparent; color: %(text)s; }
    QLabel[kind="secondary"] { color: %(text2)s; }
    QLabel[kind="warning"], QLabel[kind="clock_late"] { color: %(saffron_text)s; }
    QLabel[kind="part_problem"] { color: %(problem)s; }
    QLabel[kind="part_solution"] { color: %(solution)s; }
    QLabel[kind="part_result"] { color: %(result)s; }
    QLabel[kind="group"] { background: %(ground)s; border-color: %(line)s; }
    QLabel[kind="group"][state="right"] { background: %(result_tint)s; color: %(result)s; border-color: %(result)s; }
    QLabel[kind="group"][state="wrong"] { background: %(error_tint)s; color: %(error)s; border-color: %(error)s; }
    QFrame[kind="line_problem"] { background: %(problem)s; }
    QFrame[kind="line_solution"] { background: %(solution)s; }
    QFrame[kind="line_result"] { background: %(result)s; }
    QFrame[kind="card"], QFrame[kind="version"] { background: %(surface)s; border-color: %(line)s; }
    QFrame[kind="version"][chosen="true"] { border: 2px solid %(solution)s; background: %(solution_tint)s; }
    QFrame[kind="drop"] { background: %(surface)s; border-color: %(border)s; }
    QFrame[kind="drop"][over="true"] { background: %(solution_tint)s; border-color: %(solution)s; }
    QFrame[kind="welcome"] { background: %(result_tint)s; border-@start-color: %(result)s; }
    QFrame[kind="welcome"][state="again"] { background: %(saffron_tint)s; border-@start-color: %(saffron)s; }
    QFrame[kind="welcome"][state="unknown"] { background: %(saffron_tint)s; border-@start-color: %(saffron)s; }
    QFrame[kind="welcome"][state="ready"] { background: %(surface)s; border-@start-color: %(line)s; }
    QFrame[kind="notice"] { background: %(saffron_tint)s; border-@start-color: %(saffron)s; }
    QFrame[kind="band"] { background: %(error_tint)s; border: none; border-bottom: 1px solid %(error)s; }
    QFrame[kind="band"][state="calm"] { background: %(saffron_tint)s; border-bottom: 1px solid %(saffron)s; }
    QFrame[kind="header"] { background: %(header)s; border: none; border-bottom: 1px solid %(line)s; }
    QFrame[kind="header"] QLabel { color: %(on_header)s; }
    QFrame[kind="header"] QLabel[kind="secondary"] { color: %(on_header2)s; }
    QFrame[kind="header"] QLabel[kind="clock"] { color: %(saffron)s; }
    QFrame[kind="header"] QLabel[kind="demonstration"] { background: %(saffron)s; color: #1E2430;
        border-radius: 4px; padding: 2px 8px; font-size: 12px; font-weight: 600; }
    QFrame[kind="header"] QPushButton { background: transparent; color: %(on_header)s; border-color: %(on_header2)s; }
    QFrame[kind="header"] QPushButton:hover { background: %(hover)s; color: %(text)s; }
    QFrame[kind="header"] QPushButton:focus { border: 2px solid %(saffron)s; padding: 3px 11px; }
    QFrame[kind="footer"] { background: %(surface)s; border: none; border-top: 1px solid %(line)s; }
    QFrame[kind="toast"] { background: %(toast)s; border: none; border-radius: 6px; }
    QFrame[kind="toast"] QLabel { color: %(on_toast)s; }
    QFrame[kind="toast"] QPushButton { background: transparent; border: none; color: %(toast_action)s;
        font-weight: 600; }
    QPushButton { background: %(surface)s; color: %(text)s; border-color: %(border)s; }
    QPushButton:hover { background: %(hover)s; }
    QPushButton:focus { border: 2px solid %(solution)s; padding: 3px 11px; }
    QPushButton:disabled { color: %(text2)s; border-color: %(line)s; }
    QPushButton[kind="danger"] { color: %(error)s; border-color: %(error)s; }
    QPushButton[kind="primary"] { background: %(ink)s; color: %(on_ink)s; border-color: %(ink)s; }
    QPushButton[kind="primary"]:hover { background: %(solution)s; }
    QPushButton[kind="primary"]:focus { border: 5px double %(solution)s; padding: 0px 8px; background-clip: padding; }
    QPushButton[kind="primary"]:disabled { background: %(hover)s; color: %(text2)s; border-color: %(line)s; }
    QPushButton[kind="view"] { background: transparent; border-bottom-color: transparent; color: %(text2)s; }
    QPushButton[kind="view"]:checked { border-bottom-color: %(ink)s; color: %(text)s; }
    QPushButton[kind="view"]:hover { background: %(hover)s; }
    QPushButton[kind="step"] { background: transparent; color: %(text2)s; }
    QPushButton[kind="step"]:checked { background: %(solution_tint)s; color: %(text)s; font-weight: 600; }
    QPushButton[kind="step"]:hover { background: %(hover)s; }
    QPushButton[kind="step"]:focus { border: 2px solid %(solution)s; padding: 0px 6px; }
    QPushButton[kind="view"]:focus { border: 2px solid %(solution)s; padding: 6px 14px; }
    QLineEdit, QComboBox, QTextEdit { background: %(surface)s; color: %(text)s; border-color: %(border)s;
        placeholder-text-color: %(text2)s; selection-background-color: %(solution)s;
        selection-color: %(surface)s; }
    QLineEdit:focus, QComboBox:focus { border: 2px solid %(solution)s; padding: 3px 9px; }
    QTextEdit:focus { border: 2px solid %(solution)s; padding: 5px 7px; }
    QTextEdit[readOnly="true"] { background: %(ground)s; }
    QLineEdit:disabled, QComboBox:disabled { background: %(hover)s; color: %(text2)s; border-color: %(line)s; }
    QComboBox::down-arrow { image: url("@chevron"); width: 16px; height: 16px; }
    QComboBox QAbstractItemView { background: %(surface)s; border: 1px solid %(line)s;
        selection-background-color: %(solution_tint)s; selection-color: %(text)s; }
    QCheckBox, QRadioButton { color: %(text)s; }
    QCheckBox::indicator { background: %(surface)s; border-color: %(border)s; }
    QCheckBox::indicator:checked { background: %(ink)s; border-color: %(ink)s; image: url("@tick"); }
    QCheckBox:focus { color: %(solution)s; }
    QCheckBox::indicator:focus { border: 2px solid %(solution)s; width: 14px; height: 14px; }
    QRadioButton::indicator { background: %(surface)s; border-color: %(border)s; }
    QRadioButton::indicator:checked { border-color: %(ink)s; }
    QRadioButton:focus { color: %(solution)s; }
    QRadioButton::indicator:focus { border-color: %(solution)s; }
    QListView { background: %(surface)s; border-color: %(line)s; }
    QListView:focus { border: 2px solid %(solution)s; }
    QFrame[kind="card"] QListView { border: 2px solid transparent; border-radius: 0; }
    QListView[kind="hints"] { background: transparent; }
    QFrame[kind="card"] QListView:focus { border: 2px solid %(solution)s; }
    QProgressBar { background: %(hover)s; }
    QProgressBar::chunk { background: %(solution)s; }
    QScrollBar:vertical { background: transparent; }
    QScrollBar::handle:vertical { background: %(border)s; }
    QTextBrowser { background: %(surface)s; border-color: %(line)s; }
    QToolTip { background: %(toast)s; color: %(on_toast)s; border: none; }
"""
