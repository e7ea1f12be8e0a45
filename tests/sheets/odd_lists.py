"""Forty spreadsheets as offices and attackers make them; each says what becomes of it."""

import random
import struct
import zipfile
import zlib

from openpyxl import Workbook

HEAD = ["Nom", "Prénom", "Organisme"]
ROWS = [HEAD, ["BENZAHRAOUI", "Wafae", "جمعية الأمل"], ["TOURZAL", "Brahim", "L’eau; etc."]]
SHEET = "xl/worksheets/sheet1.xml"


def workbook(path, rows, more=()):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for name, other in more:
        sheet = book.create_sheet(name)
        for row in other:
            sheet.append(row)
    book.save(path)
    return path


def with_member(path, name, content, method=zipfile.ZIP_DEFLATED):
    """Rewrite an xlsx with one member changed."""
    source = workbook(path.with_suffix(".source.xlsx"), ROWS)
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", method) as new:
        for member in old.namelist():
            new.writestr(member, content(old.read(member)) if member == name else old.read(member))
    source.unlink()
    return path


def lying(path):
    """Write a workbook whose sheet is larger than it says."""
    with_member(path, SHEET, lambda xml: xml + b" " * 30_000_000)
    size = struct.pack("<I", len(zipfile.ZipFile(path).read(SHEET)))
    path.write_bytes(path.read_bytes().replace(size, struct.pack("<I", 900)))


def gigabyte(path):
    """Write a workbook of a megabyte in which one cell has 2^30 letters, as its archive truly says."""
    letters = b"a" * (1 << 20)

    def deflated(text, end):
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        return packer.compress(text) + packer.flush(end)

    def packed(xml):
        head, tail = xml.split(b"Nom", 1)
        sum_ = zlib.crc32(head)
        for _ in range(1024):
            sum_ = zlib.crc32(letters, sum_)
        told.update(crc=zlib.crc32(tail, sum_), size=len(head) + len(tail) + (1 << 30))
        block = deflated(letters, zlib.Z_FULL_FLUSH)
        return deflated(head, zlib.Z_FULL_FLUSH) + block * 1024 + deflated(tail, zlib.Z_FINISH)

    told = {}
    with_member(path, SHEET, packed, zipfile.ZIP_STORED)
    with zipfile.ZipFile(path) as archive:
        local = archive.getinfo(SHEET).header_offset
    raw = bytearray(path.read_bytes())
    central = raw.rindex(b"PK\x01\x02", 0, raw.rindex(SHEET.encode()))
    for method, crc, size in ((local + 8, local + 14, local + 22), (central + 10, central + 16, central + 24)):
        raw[method : method + 2] = struct.pack("<H", zipfile.ZIP_DEFLATED)
        raw[crc : crc + 4], raw[size : size + 4] = struct.pack("<I", told["crc"]), struct.pack("<I", told["size"])
    path.write_bytes(raw)


def csv(text, encoding="utf-8"):
    return lambda path: path.write_bytes(text.encode(encoding))


def sheet(rows, more=()):
    return lambda path: workbook(path, rows, more)


def member(name, content):
    return lambda path: with_member(path, name, content)


def merged(path):
    book = Workbook()
    for row in [["Journée du 12 octobre"], ["Liste des inscrits"], [], *ROWS]:
        book.active.append(row)
    book.active.merge_cells("A1:C1")
    book.active.merge_cells("A2:C2")
    book.save(path)


def hidden_first(path):
    book = Workbook()
    book.active.append(["Ne pas lire"])
    book.active.sheet_state = "hidden"
    shown = book.create_sheet("Liste")
    for row in ROWS:
        shown.append(row)
    book.active = 1
    book.save(path)


def formulas(path):
    book = Workbook()
    for row in [HEAD, ["TAZRI", "Ali", '=HYPERLINK("http://x","y")'], ["=1+1", "Zoé", "=cmd|' /C calc'!A0"]]:
        book.active.append(row)
    book.save(path)


def zipped(members, encrypted=False):
    def make(path):
        with zipfile.ZipFile(path, "w") as archive:
            for name, content in members.items():
                archive.writestr(name, content)
        if encrypted:  # the flag of the local and of the central header
            raw = bytearray(path.read_bytes())
            for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
                at = raw.find(mark)
                while at >= 0:
                    raw[at + place] |= 1
                    at = raw.find(mark, at + 4)
            path.write_bytes(raw)

    return make


_ODS = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="Liste">{}</table:table></office:spreadsheet></office:body></office:document-content>'
)


def _ods_row(cells, repeated=""):
    told = "".join(
        f'<table:table-cell office:value-type="string"{repeated}><text:p>{cell}</text:p></table:table-cell>'
        for cell in cells
    )
    return f"<table:table-row>{told}</table:table-row>"


_END = (
    '<table:table-row table:number-rows-repeated="1048572">'
    '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
)


def ods(rows=ROWS, repeated="", manifest="<manifest/>"):
    body = "".join(_ods_row(row) for row in rows[:-1]) + _ods_row(rows[-1], repeated) + _END
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": _ODS.format(body),
            "META-INF/manifest.xml": manifest,
        }
    )


def _record(sort, content=b""):
    return struct.pack("<HH", sort, len(content)) + content


def _label(row, column, text):
    return _record(0x204, struct.pack("<HHHHB", row, column, 0, len(text), 1) + text.encode("utf-16-le"))


def _biff(cells, more=b""):
    """Return the stream of an Excel 97 workbook of one sheet."""
    begin = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0)) + more + _record(0x42, struct.pack("<H", 1200))
    name = b"\x05\x00" + b"Liste"
    place = len(begin) + 4 + 6 + len(name) + 4
    begin += _record(0x85, struct.pack("<IBB", place, 0, 0) + name) + _record(0x0A)
    sheet_begin = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0))
    return begin + sheet_begin + b"".join(_label(*cell) for cell in cells) + _record(0x0A)


def compound(name, stream):
    """Write an OLE file of one stream (MS-CFB): header, allocation table, directory, the stream in sectors of 512."""

    def make(path):
        content = stream + bytes(max(4096, -(-len(stream) // 512) * 512) - len(stream))
        sectors = len(content) // 512
        chain = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, sectors + 2), 0xFFFFFFFE]
        fat = b"".join(struct.pack("<I", each) for each in chain).ljust(512, b"\xff")
        head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
        head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
        head += struct.pack("<I", 0).ljust(436, b"\xff")

        def entry(called, sort, child, start, size):
            raw = called.encode("utf-16-le") + b"\0\0" if called else b""
            told = raw.ljust(64, b"\0") + struct.pack("<HBBIII", len(raw), sort, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
            return told + bytes(36) + struct.pack("<IQ", start, size)

        tree = entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + entry(name, 2, 0xFFFFFFFF, 2, len(content))
        tree += entry("", 0, 0xFFFFFFFF, 0, 0) * 2
        path.write_bytes(head + fat + tree + content)

    return make


_XLS = [(row, column, text) for row, cells in enumerate(ROWS) for column, text in enumerate(cells)]
_FAR = [(65535, 255, "loin"), *_XLS]


def _wide(path):
    row = "".join(f'<c r="{chr(65 + n // 26)}{chr(65 + n % 26)}1" t="str"><v>c{n}</v></c>' for n in range(26 * 26))
    with_member(path, SHEET, lambda xml: xml.replace(b"<sheetData>", b"<sheetData><row>" + row.encode() + b"</row>", 1))


def _many_members(path):
    workbook(path, ROWS)
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(2_100):
            archive.writestr(f"xl/{number}.xml", "")


def _laughs(xml):
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE x [<!ENTITY l0 "lol">{entities}]>'.encode() + xml


_NOISE = random.Random(3).randbytes(20_000)
_ARABIC_CSV = "الاسم العائلي;الاسم الشخصي;الهيئة\r\n" + "التازريبيني;إيزة;جمعية النخيل للتنمية والثقافة\r\n" * 6

REFUSED = {
    "empty.xlsx": ("list_empty", lambda path: path.touch()),
    "empty-sheet.xlsx": ("list_empty", sheet([[None]])),
    "blank.csv": ("list_empty", csv("\r\n;;\r\n  \r\n")),
    "a-folder.xlsx": ("list_missing", lambda path: path.mkdir()),
    "a-jpeg.xlsx": ("list_not_a_sheet", lambda path: path.write_bytes(b"\xff\xd8\xff\xe0" + _NOISE)),
    "a-png.csv": ("list_not_a_sheet", lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + _NOISE)),
    "a-pdf.xls": ("list_not_a_sheet", lambda path: path.write_bytes(b"%PDF-1.7\n" + _NOISE)),
    "a-letter.xlsx": ("list_not_a_sheet", zipped({"word/document.xml": "<w/>", "[Content_Types].xml": "<t/>"})),
    "a-letter.xls": ("list_not_a_sheet", compound("WordDocument", b"x" * 5_000)),
    "a-page.xls": ("list_is_web_page", csv("<html><body><table><tr><td>Nom</td></tr></table></body></html>")),
    "a-page-of-2003.xls": ("list_is_web_page", csv('<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>')),
    "a-page-in-utf-16.xls": ("list_is_web_page", csv("<HTML><table></table>", "utf-16")),
    "locked.xlsx": ("list_protected", compound("EncryptedPackage", b"y" * 5_000)),
    "locked.xls": ("list_protected", compound("Workbook", _biff(_XLS, _record(0x2F, bytes(54))))),
    "locked.ods": ("list_protected", ods(manifest="<m><manifest:encryption-data/></m>")),
    "locked-zip.xlsx": ("list_protected", zipped({"xl/workbook.xml": "<w/>"}, encrypted=True)),
    "cut.xlsx": ("list_unreadable", lambda path: path.write_bytes(workbook(path, ROWS).read_bytes()[:1500])),
    "cut.xls": (
        "list_unreadable",
        lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1W\0o\0r\0k\0b\0o\0o\0k\0"),
    ),
    "noise.csv": ("list_unreadable", lambda path: path.write_bytes(b"\x01" + _NOISE)),
    "laughs.xlsx": ("list_unreadable", member(SHEET, _laughs)),
    "outside.xlsx": ("list_unreadable", member(SHEET, lambda xml: b'<!DOCTYPE x SYSTEM "file:///etc/passwd">' + xml)),
    "far-cell.xlsx": ("list_too_big", member(SHEET, lambda xml: xml.replace(b'r="C3"', b'r="XFD1048576"'))),
    "far-row.xlsx": ("list_too_big", member(SHEET, lambda xml: xml.replace(b'r="C3"', b'r="C1000000"'))),
    "far-cell.xls": ("list_too_big", compound("Workbook", _biff(_FAR))),
    "far-cell.ods": ("list_too_big", ods(repeated=' table:number-columns-repeated="900000"')),
    "lying.xlsx": ("list_unreadable", lying),
    "small-bomb.xlsx": ("list_too_big", member(SHEET, lambda xml: xml + b" " * 40_000_000)),
    "a-cell-like-a-book.xlsx": ("list_too_big", member(SHEET, lambda xml: xml.replace(b"Nom", b"a" * 20_000_000))),
    "a-cell-of-a-gigabyte.xlsx": ("list_too_big", gigabyte),
    "members.xlsx": ("list_too_big", _many_members),
    "wide.xlsx": ("list_too_wide", _wide),
    "wide.csv": ("list_too_wide", csv(";".join(f"c{n}" for n in range(200)) + "\n")),
    "without-end.csv": ("list_too_big", csv("x" * 34_000_000)),
}
"""What is refused, and the code of the sentence."""

READ = {
    "titles-above.xlsx": merged,
    "two-sheets.xlsx": sheet([["Page de garde"]], [("Liste", ROWS)]),
    "hidden-first.xlsx": hidden_first,
    "office-97.xls": compound("Workbook", _biff(_XLS)),
    "libre-office.ods": ods(),
    "named-otherwise.csv": sheet(ROWS),
    "marks.xlsx": sheet([[f"\u200f{cell}\u200e " for cell in row] for row in ROWS]),
    "asides.xlsx": sheet([["Nom *", "Prénom (usuel)", "Organisme / الهيئة"], *ROWS[1:]]),
    "lone-cr.csv": csv("\r".join(";".join(f'"{cell}"' for cell in row) for row in ROWS)),
    "windows.csv": csv("\r\n".join("\t".join(row) for row in ROWS), "utf-16"),
}
"""What holds the people of `ROWS`, and is read as that."""

OTHERS = {
    "arabic-office.csv": csv(_ARABIC_CSV, "cp1256"),
    "double-titles.xlsx": sheet([["Nom", "Nom", "Prénom"], ["TAZRI", "autre", "Ali"]]),
    "formulas.xlsx": formulas,
    "dates.xlsx": sheet([["Nom", "Organisme", "Téléphone"], ["12/10/2026", "1/3", 612345678]]),
    "no-header.xlsx": sheet([["TAZRI", "Ali", "x@y.ma"], ["BENJI", "Zoé", "z@y.ma"]]),
}
"""What is read in a way of its own, told in the test of that name."""
