"""An e-mail draft with a parcel in it: the person's own mail program opens it, looks it over and sends it, or not."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ogp_desktop.exchange.slip import Slip

SUFFIX = ".eml"


def draft(name: str, parcel: bytes, slip: Slip, words: dict[str, str]) -> bytes:
    """Return the draft, its subject and text from `words`; the parcel is attached under `name`."""
    mail = EmailMessage(policy=policy.SMTP)
    mail["X-Unsent"] = "1"  # opened for writing, not as one that was received
    mail["Subject"] = words["mail_subject"].format(code=slip.code)
    mail.set_content(words["mail_text"].format(code=slip.code, ideas=slip.ideas, words=slip.words, file=name))
    mail.add_attachment(parcel, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


def parcel_in(mail: bytes) -> bytes | None:
    """Return the parcel of a draft, None where there is none."""
    read = message_from_bytes(mail, policy=policy.SMTP)
    attached = next(iter(read.iter_attachments()), None)
    content = attached.get_payload(decode=True) if attached is not None else None
    return content if isinstance(content, bytes) else None
