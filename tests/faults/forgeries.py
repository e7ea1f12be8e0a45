"""Eleven classes of forgery: what somebody would do to a parcel to add, change, hide or repeat what was said."""

from ogp_desktop.domain import ids
from ogp_desktop.domain.change import Op, read_header, seal_in, sha256, write_body
from ogp_desktop.exchange import gate
from ogp_desktop.exchange import keys as crypto
from tests.faults.parcels import STRANGER, apart, counted, members_of, rehashed, signed, together, zipped

# Who puts it together again.


def as_it_was_signed(world, parts):
    pass


def unsigned(world, parts):
    parts.manifest["key"] = ""
    parts.seals = [seal for seal in parts.seals if "manifest" not in seal]


def by_a_stranger(world, parts):
    signed(parts, STRANGER)


def by_a_colleague(world, parts):
    """An enrolled computer of the same event signs in the room's name."""
    signed(parts, world.colleague.key)


def by_a_colleague_as_itself(world, parts):
    """An enrolled computer hands it over as something that it carries for the room."""
    parts.manifest.update(device=world.colleague.device, label=world.colleague.label)
    signed(parts, world.colleague.key)


def without_signature(world, parts):
    """The room's key is still named, its signature gone."""
    parts.seals = [seal for seal in parts.seals if "manifest" not in seal]


def by_nobody_known(world, parts):
    """A computer that nobody knows hands it over, unsigned."""
    parts.manifest["device"] = ids.draw()
    unsigned(world, parts)


OUTSIDE = (as_it_was_signed, unsigned, without_signature, by_a_stranger, by_a_colleague, by_nobody_known)
ANYBODY = (*OUTSIDE, by_a_colleague_as_itself)


# What is done to the parts.


def said_in(parts):
    """Return the places of the ideas that the central register does not know yet."""
    return [place for place, (_, body) in enumerate(parts.lines) if b"seconde" in body]


def text_edited(parts, rng):
    place = rng.choice(said_in(parts))
    header, body = parts.lines[place]
    parts.lines[place] = (header, body.replace(b"L", rng.choice([b"M", b"LL", b""]), 1))


def text_edited_and_counted(parts, rng):
    text_edited(parts, rng)
    counted(parts)


def text_edited_and_rehashed(parts, rng):
    wanted = f"seconde {rng.randrange(3)}".encode()
    rehashed(parts, lambda body: body.replace(wanted, "d’un autre".encode()))
    counted(parts)


def tail_dropped(parts, rng):
    room = {read_header(parts.lines[place][0]).actor for place in said_in(parts)}
    own = [place for place, (header, _) in enumerate(parts.lines) if read_header(header).actor in room]
    for place in own[-rng.randrange(1, 3) :][::-1]:
        del parts.lines[place]
    counted(parts)


def middle_dropped(parts, rng):
    del parts.lines[said_in(parts)[rng.randrange(2)]]
    counted(parts)


def bodies_taken_out(parts, rng):
    bodies_taken_out_only(parts, rng)
    counted(parts)


def bodies_taken_out_only(parts, rng):
    for place in rng.sample(said_in(parts), rng.randrange(1, 4)):
        parts.lines[place] = (parts.lines[place][0], b"")


def seal_moved(parts, rng):
    """The room's seal is put under other ends of its chain, edited before."""
    text_edited_and_rehashed(parts, rng)
    last = max((seal for seal in parts.seals if "actor" in seal), key=lambda seal: seal["last_seq"])
    place = rng.choice(said_in(parts))
    header = parts.lines[place][0]
    last.update(last_id=sha256(header).hex(), last_seq=read_header(header).seq)


def seals_swapped(parts, rng):
    seals = [seal for seal in parts.seals if "actor" in seal]
    signatures = [seal["signature"] for seal in seals]
    for seal, signature in zip(seals, signatures[1:] + signatures[:1], strict=True):
        seal["signature"] = signature


def seals_stripped(parts, rng):
    parts.seals = [seal for seal in parts.seals if "manifest" in seal]


def a_change_more(parts, rng):
    """Somebody's idea in the room's chain, behind its last change."""
    header = read_header(parts.lines[said_in(parts)[-1]][0])
    chain = [read_header(each) for each, _ in parts.lines]
    last = max((each for each in chain if each.actor == header.actor), key=lambda each: each.seq)
    body = write_body([Op("new", ids.draw(), {"problem": "seconde, ajoutée"}, {})])
    fields = {**last._asdict(), "seq": last.seq + 1, "batch": last.seq + 1, "prev": sha256(last.canonical())}
    del fields["body_sha"]
    change = seal_in(fields, body)
    parts.lines.append((change.header.canonical(), body))
    parts.lines.sort(key=lambda line: (read_header(line[0]).actor, read_header(line[0]).seq))
    counted(parts)


def other_event(parts, rng):
    parts.manifest["events"] = [ids.draw()]


def other_event_throughout(parts, rng):
    """The scope of every change of the event says another event too."""
    event, other = parts.manifest["events"][0], ids.draw()
    parts.manifest["events"] = [other]
    parts.lines = [(header.replace(event.encode(), other.encode()), body) for header, body in parts.lines]
    rehashed(parts, lambda body: body)
    counted(parts)


def other_plan(parts, rng):
    parts.manifest["plan"] = ids.draw()


def other_counts(parts, rng):
    parts.manifest[rng.choice(["label", "slip", "written"])] = "x"


def other_computer(parts, rng):
    parts.manifest["device"] = ids.draw()


def older_format(parts, rng):
    parts.manifest["format"] = rng.choice([0, -1, 0, None, "1", True, 1.0])


def newer_format(parts, rng):
    parts.manifest["format"] = 2


# Done to the members of the zip, or to the file.


def members_swapped(world, rng):
    """The content of one member under the name of another, or of another parcel."""
    members, others = members_of(apart(world.second)), members_of(apart(world.first))
    one, other = rng.sample(gate.MEMBERS[:3], 2)
    if rng.random() < 0.5:
        members[one], members[other] = members[other], members[one]
    else:
        members[one] = others[one]
    return zipped(members.items())


EXTRA = ("../x", "/x", "CON", "aux.txt", "changes.ndjson", "manifest.json", "MANIFEST.JSON", "a:b", "x\u202egpj")


def members_more(world, rng):
    return zipped([*members_of(apart(world.second)).items(), (rng.choice(EXTRA), rng.randbytes(10))])


def replayed(world, rng):
    return rng.choice([world.first, encrypted(world, world.first)])


def encrypted(world, content):
    return crypto.encrypt(content, world.recipients)


def encrypted_for_others(world, rng):
    """A stranger encrypts what it made up: age alone would take it."""
    return crypto.encrypt(world.second, [crypto.recipient_of(crypto.draw_identity())])


def forged(edit, *signers):
    """Return the maker of a forgery: parts edited, put together by one of `signers`, encrypted or not."""

    def make(world, rng):
        parts = apart(world.second)
        edit(parts, rng)
        rng.choice(signers)(world, parts)
        content = together(parts)
        return rng.choice([content, encrypted(world, content)])

    return make


def renamed_event(world, rng=None):
    """A parcel of another event's room whose manifest says that it is of this one, carried by a colleague."""
    parts = apart(world.elsewhere)
    parts.manifest["events"] = apart(world.second).manifest["events"]
    by_a_colleague_as_itself(world, parts)
    return together(parts)


CLASSES = {
    "edited text": (forged(text_edited, *ANYBODY), forged(text_edited_and_counted, *ANYBODY)),
    "edited text, hashes recomputed": (forged(text_edited_and_rehashed, *ANYBODY), forged(a_change_more, *ANYBODY)),
    "dropped tail": (forged(tail_dropped, *OUTSIDE),),
    "dropped middle": (forged(middle_dropped, *ANYBODY), forged(bodies_taken_out, *OUTSIDE)),
    "moved seal": (forged(seal_moved, *ANYBODY), forged(seals_swapped, *ANYBODY), forged(seals_stripped, *ANYBODY)),
    "foreign key": (
        forged(lambda parts, rng: None, by_a_stranger, by_a_colleague),
        forged(other_computer, *OUTSIDE),
        forged(other_counts, *OUTSIDE),
        encrypted_for_others,
    ),
    "other event": (
        *(forged(edit, *ANYBODY) for edit in (other_event, other_event_throughout, other_plan)),
        renamed_event,
    ),
    "replay": (replayed,),
    "swapped members": (members_swapped,),
    "extra members": (members_more,),
    "downgraded format": (
        forged(older_format, *ANYBODY),
        forged(newer_format, *ANYBODY),
        forged(lambda parts, rng: None, unsigned),
    ),
}
