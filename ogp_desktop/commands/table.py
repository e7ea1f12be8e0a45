"""The table of commands: what each is called, its function in this package, its help, its arguments."""

from __future__ import annotations

from typing import Any

from ogp_desktop.settings import POSTS

OF_A_SESSION = ("session", "minutes", "presenter", "slips")
"""Kinds of documents that tell of one session."""

FACES = ("internal", "partner", "copil", "public")
PURPOSES = ("participation", "forum", "images", "report", "partner")
DESK_PAPERS = ("attendance", "present", "calls", "badges", "notice")

Option = tuple[tuple[str, ...], dict[str, Any]]


def _option(*names: str, **details: Any) -> Option:  # noqa: ANN401
    return names, details


_FILE = _option("file", help="register (.ogp)")
_SESSION = _option("--session", required=True, help="number or id of the session")

_ENTRY = (
    _option("--concept", required=True),
    _option("--language", required=True, help="fr, ar, dar, darl or zgh"),
    _option("--form", required=True),
)

COMMANDS: dict[str, tuple[str, str, tuple[Option, ...]]] = {
    "demo": (
        "registers.demo",
        "play the demonstration day",
        (_option("--out", required=True), _option("--seed", type=int, default=1)),
    ),
    "new": (
        "registers.new",
        "create a register from a description",
        (
            _FILE,
            _option("--plan", help="description of a plan (.json)"),
            _option("--event", help="description of an event (.json)"),
            _option("--in", dest="inside", help="the plan's register, which will know the event"),
        ),
    ),
    "sessions": ("registers.sessions", "list the sessions", (_FILE,)),
    "people import": (
        "people.import_people",
        "read a registration list (.xlsx, .xls, .ods, .csv)",
        (
            _FILE,
            _option("list", nargs="?"),
            _option("--preview", action="store_true", help="tell what would be done, save nothing"),
            _option("--undo", action="store_true", help="take the latest import back, whole"),
            _option("--header", type=int, metavar="ROW", help="the row that holds the titles; 0: there are none"),
            _option("--column", action="append", metavar="TITLE=FIELD", help="what a column is; nothing: not read"),
            _option("--encoding", choices=("utf_8", "utf_16", "cp1256", "cp1252", "iso8859_6"), help="of a .csv"),
            _option("--same", action="append", type=int, metavar="ROW", help="this row of doubts is the same person"),
            _option("--rejected", metavar="OUT.xlsx", help="where the rows that are not taken are written"),
        ),
    ),
    "people select": (
        "people.select",
        "note who is retained, waits, or is refused and why",
        (
            _FILE,
            _option("--person", required=True, metavar="ID", help="the id that people find prints"),
            _option("--state", required=True, choices=("retained", "waiting", "refused", "none")),
            _option("--criterion"),
        ),
    ),
    "people identified": (
        "people.identified",
        "tell, or note, how participants were identified",
        (_FILE, _option("text", nargs="?")),
    ),
    "people find": ("people.find", "find people by first letters", (_FILE, _option("text"))),
    "people export": (
        "people.export",
        "write the people",
        (_FILE, _option("out"), _option("--face", choices=FACES, default="internal")),
    ),
    "people consent": (
        "consents.consent",
        "tell what somebody agrees to, or say it",
        (
            _FILE,
            _option("person", help="the id or the badge that people find prints"),
            _option("--give", action="append", default=[], choices=PURPOSES, metavar="PURPOSE"),
            _option("--refuse", action="append", default=[], choices=PURPOSES, metavar="PURPOSE"),
        ),
    ),
    "people badge": (
        "consents.badge",
        "give somebody a blank badge",
        (_FILE, _option("person"), _option("badge", help="its digits, or the number on it")),
    ),
    "people purge-needs": (
        "people.purge_needs",
        "erase all access needs of an event, or of those that are over, for good",
        (_FILE, _option("--event", help="code or id of the event")),
    ),
    "notice": (
        "consents.notice",
        "tell what people are told about their data, or change it",
        (
            _FILE,
            _option("--cndp", help="number of the receipt of the CNDP"),
            _option("--controller", help="who answers for the data"),
            _option("--contact", help="where people turn to"),
            _option("--recipients", help="who gets the data"),
            _option("--abroad", help="who gets the data abroad"),
            _option("--until", help="last day they are kept (2027-12-31)"),
            _option("--text", help="a text of one's own in place of all of it"),
        ),
    ),
    "headcount": (
        "consents.headcount",
        "count people of a group by hand, tied to nobody",
        (_FILE, _option("--group"), _option("--by", type=int, default=1, help="1 more, -1 fewer")),
    ),
    "checkin": (
        "people.checkin",
        "note one arrival",
        (_FILE, _option("--code"), _option("--name"), _option("--at", help="09:17 or an ISO moment")),
    ),
    "anonymise": (
        "people.anonymise",
        "erase people for good, keep statistics",
        (
            _FILE,
            _option("--person", metavar="ID", help="the id or the badge that people find prints"),
            _option("--before", metavar="DATE", help="everyone of the events before this day (2026-12-31)"),
        ),
    ),
    "course": (
        "course.course",
        "lead a session through its steps",
        (
            _FILE,
            _SESSION,
            _option("--begin", metavar="STEP", help="go to a step, forward or back"),
            _option("--extend", type=int, metavar="MINUTES", help="give the current step more time"),
            _option("--end", action="store_true", help="end the session"),
            _option("--reopen", action="store_true", help="let an ended session go on"),
        ),
    ),
    "poll": (
        "course.poll",
        "note what a room voted",
        (
            _FILE,
            _SESSION,
            _option("--open", choices=("hands", "dots")),
            _option("--count", action="append", metavar="NUMBER=VOTES"),
            _option("--close", action="store_true", help="from now on totals are told"),
        ),
    ),
    "idea add": (
        "ideas.add",
        "save one chain",
        (
            _FILE,
            _SESSION,
            _option("--problem"),
            _option("--solution", action="append"),
            _option("--result", action="append"),
            _option("--category"),
        ),
    ),
    "idea import": (
        "ideas.import_ideas",
        "take ideas from a file",
        (_FILE, _option("list"), _option("--source", required=True, help="where they come from; papier for slips")),
    ),
    "idea export": (
        "ideas.export",
        "write every idea (.xlsx, .csv, .json)",
        (_FILE, _option("out"), _option("--face", choices=FACES, default="internal")),
    ),
    "idea template": (
        "ideas.template",
        "write the capture spreadsheet (.xlsx), or numbered paper slips (.pdf)",
        (
            _option("out"),
            _option("--register", metavar="FILE", help="an event's register: its sessions and categories are offered"),
            _option("--session", help="number or id of the session that the slips are for"),
            _option("--count", type=int, default=30, help="slips (1 to 300)"),
            _option("--first", type=int, default=1, help="number of the first slip"),
        ),
    ),
    "handover": (
        "exchange.handover",
        "write a parcel for the secretariat",
        (
            _FILE,
            _option("--to", required=True),
            _option("--plain", action="store_true", help="signed, not encrypted"),
            _option("--for-rooms", action="store_true", help="names and groups for rooms, nothing they must not see"),
            _option("--mail", action="store_true", help="as the draft of an e-mail (.eml), which is not sent"),
            _option("--slip", metavar="PATH.pdf", help="the slip as a page to print"),
        ),
    ),
    "receive": (
        "exchange.receive",
        "merge parcels, or registers copied by hand",
        (
            _FILE,
            _option("parcels", nargs="+"),
            _option("--accept-device", action="append", metavar="ID"),
            _option("--take-readable", action="store_true", help="of a damaged register, take what is whole"),
        ),
    ),
    "aside": (
        "asides.aside",
        "list the files that came, set one aside, or put it back",
        (
            _FILE,
            _option("--parcel", metavar="N", help="its place in the list (1 is the latest), its slip or its sha256"),
            _option("--back", action="store_true", help="put it back"),
        ),
    ),
    "keys new": (
        "keys.new",
        "draw the keys of a plan and prove them on the paper key",
        (
            _option("dir", help="data folder that will hold them"),
            _option("--register", help="a register of the plan, which is told them at once"),
            _option("--plan", help="description of the plan (.json); without both, the shipped one"),
            _option("--paper", help="where the page of the paper key is written (.pdf)"),
            _option("--sign-only", action="store_true", help="parcels are signed, not encrypted"),
        ),
    ),
    "keys show": ("keys.show", "tell which keys a data folder holds", (_option("dir"),)),
    "keys rescue": (
        "keys.rescue",
        "restore the plan's keys from the paper key",
        (_option("dir"), _option("--register", required=True, help="any register of the plan")),
    ),
    "keys open": ("keys.open_laptop", "take in a laptop's keys (.ogpk)", (_option("keys_file"),)),
    "laptop": (
        "keys.laptop",
        "write the event file of a laptop and its keys",
        (
            _FILE,
            _option("--post", required=True, choices=("desk", "room", "restitution", "secretariat")),
            _option("--session", help="number or id of the room's session"),
            _option("--label", help="what people call the laptop"),
            _option("--letter", help="stands in the numbers of ideas where a room has two laptops"),
            _option("--event", help="id of the event, in a plan's register that knows several"),
            _option("--out", required=True, metavar="X.ogp"),
        ),
    ),
    "devices list": ("keys.devices_list", "list the computers that are known", (_FILE,)),
    "devices accept": ("keys.devices_accept", "accept a computer", (_FILE, _option("id"))),
    "devices remove": ("keys.devices_remove", "take nothing new from a computer", (_FILE, _option("id"))),
    "conflicts list": ("exchange.conflicts_list", "list what waits for a decision", (_FILE,)),
    "conflicts resolve": (
        "exchange.conflicts_resolve",
        "decide a conflict",
        (_FILE, _option("id"), _option("--keep", required=True, metavar="N|both")),
    ),
    "similar": (
        "language.similar",
        "find the ideas close to a text",
        (_FILE, _option("text"), _option("--most", type=int, default=10)),
    ),
    "group suggest": (
        "language.suggest",
        "propose piles of ideas",
        (_FILE, _option("--fewer", action="store_true"), _option("--more", action="store_true")),
    ),
    "group judge": (
        "language.judge",
        "keep that two ideas are the same, or are not",
        (_FILE, _option("a"), _option("b"), _option("verdict", choices=("same", "different", "undecided"))),
    ),
    "lexicon check": ("language.lexicon_check", "verify a lexicon", (_option("list", nargs="?"),)),
    "lexicon list": ("language.lexicon_list", "list the plan's own entries", (_FILE,)),
    "lexicon add": ("language.lexicon_add", "add a form to a concept", (_FILE, *_ENTRY)),
    "lexicon remove": ("language.lexicon_remove", "take a form out of a concept", (_FILE, *_ENTRY)),
    "copy": (
        "proof.copy",
        "write the association's open copy of a session (.pdf, .xlsx, .json)",
        (_FILE, _SESSION, _option("--to", required=True)),
    ),
    "verify": (
        "proof.verify",
        "answer a copy (.json) or a slip's numbers (.txt), number by number",
        (_option("copy"), _option("file", metavar="register")),
    ),
    "purge": (
        "exchange.purge",
        "remove an event from a laptop, once the secretariat has everything",
        (_FILE, _option("--receipt", required=True, metavar="RECEIPT.json")),
    ),
    "receipt": (
        "proof.receipt",
        "write the receipt of an event (.pdf, .json)",
        (_FILE, _option("--to", required=True), _option("--event", help="code or id of the event")),
    ),
    "check": ("registers.check", "verify a register", (_FILE,)),
    "backup list": ("backups.listed", "list the backups of a register", (_FILE,)),
    "backup restore": (
        "backups.restore",
        "put a backup in the place of a register, which is kept as a backup first",
        (_FILE, _option("which", help="id of the list, or place in it: 1 is the latest")),
    ),
    "report": (
        "documents.report",
        "write a document",
        (
            _FILE,
            _option(
                "--kind",
                choices=(*OF_A_SESSION, *DESK_PAPERS),
                default="session",
            ),
            _option("--session", help=f"number or id of the session ({', '.join(OF_A_SESSION)})"),
            _option("--blank", action="store_true", help="empty, to fill in by hand (minutes, lists, badges)"),
            _option("--names", action="store_true", help="slips with the names of those present"),
            _option("--per-page", type=int, choices=(8, 10), default=8, help="badges on a page"),
            _option("--face", choices=FACES, default="internal", help="whom the list is for (present)"),
            _option("--format", choices=("pdf", "xlsx"), help="by default the one of --out"),
            _option("--out", required=True),
        ),
    ),
    "card": (
        "documents.card",
        "write the A4 card of a post: its main acts, its keys, what to do when",
        (_option("--post", required=True, choices=POSTS), _option("--out", required=True, metavar="PATH.pdf")),
    ),
}
"""Each command: its function in this package, its help, its arguments. Names are stable."""
