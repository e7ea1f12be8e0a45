"""What our own save asks of the disk: SQLite's file system layer, listened to in this process.

The stdlib's `sqlite3` goes through the default VFS of its library; its `xOpen` and `xDelete` are replaced in
place, and the methods of every opened file, as SQLite's own crash tests do (`test6.c`). No compiler is needed.
"""

import _sqlite3
import ctypes
from contextlib import contextmanager
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_int64, c_void_p
from pathlib import Path

# Paths are handed on as the pointers they are: SQLite keeps them.
OPEN = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)
DELETE = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int)
WRITE = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
TRUNCATE = CFUNCTYPE(c_int, c_void_p, c_int64)
SYNC = CFUNCTYPE(c_int, c_void_p, c_int)


class Vfs(Structure):
    """The head of `sqlite3_vfs`."""

    _fields_ = (
        ("version", c_int),
        ("file_size", c_int),
        ("path_size", c_int),
        ("next", c_void_p),
        ("name", c_char_p),
        ("data", c_void_p),
        ("open", OPEN),
        ("delete", DELETE),
    )


class Methods(Structure):
    """`sqlite3_io_methods`, version 3."""

    _fields_ = (
        ("version", c_int),
        ("close", c_void_p),
        ("read", c_void_p),
        ("write", WRITE),
        ("truncate", TRUNCATE),
        ("sync", SYNC),
        ("others", c_void_p * 13),
    )


def library():
    """Return the SQLite library that the stdlib uses; None where its symbols are not to be had."""
    found = ctypes.CDLL(_sqlite3.__file__)
    try:
        found.sqlite3_vfs_find.restype = POINTER(Vfs)
    except AttributeError:
        return None
    return found


@contextmanager
def recording(folder):
    """Yield the list of what SQLite asks of the disk in `folder`: (verb, file name, details…)."""
    vfs = library().sqlite3_vfs_find(None).contents
    true_open, true_delete = OPEN.from_buffer_copy(vfs.open), DELETE.from_buffer_copy(vfs.delete)
    log, names, kept = [], {}, []

    def opens(this, address, file, flags, out):
        path = _path_at(address)
        existed = path.exists()
        status = true_open(this, address, file, flags, out)
        if status == 0 and path.parent == folder:
            names[file] = path.name
            _listen(file)
            if not existed:
                log.append(("create", path.name))
        return status

    def deletes(this, address, durable):
        path = _path_at(address)
        status = true_delete(this, address, durable)
        if status == 0 and path.parent == folder:
            log.append(("delete", path.name, bool(durable)))
        return status

    def _listen(file):
        place = POINTER(Methods).from_address(file)
        methods = Methods.from_buffer_copy(place.contents)
        write, truncate, sync = (
            kind.from_buffer_copy(method)
            for kind, method in ((WRITE, methods.write), (TRUNCATE, methods.truncate), (SYNC, methods.sync))
        )

        def writes(file, data, size, offset):
            log.append(("write", names[file], offset, ctypes.string_at(data, size)))
            return write(file, data, size, offset)

        def truncates(file, size):
            log.append(("truncate", names[file], size))
            return truncate(file, size)

        def syncs(file, flags):
            log.append(("sync", names[file]))
            return sync(file, flags)

        methods.write, methods.truncate, methods.sync = WRITE(writes), TRUNCATE(truncates), SYNC(syncs)
        kept.append((methods, write, truncate, sync))
        place.contents = methods

    vfs.open, vfs.delete = OPEN(opens), DELETE(deletes)
    try:
        yield log
    finally:
        vfs.open, vfs.delete = true_open, true_delete


def _path_at(address):
    return Path(ctypes.string_at(address).decode()) if address else Path()
