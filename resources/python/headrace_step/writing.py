# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the columns that go back into one shared file, in the layout the worker reads."""

import os
import tempfile

ALIGNMENT = 4096


def write_table(columns, folder, most_in_memory):
    """Descriptor of the file and its layout."""
    size = sum(memoryview(part).nbytes for column in columns.values() for part in (column.values, column.offsets, column.validity) if part is not None)
    fd = make_file(folder, size > most_in_memory > 0)
    end = 0
    rows = 0

    def put(part):
        nonlocal end
        view = memoryview(part)
        view = view.cast("B") if view.nbytes else memoryview(b"")
        place, done = [end, view.nbytes], 0
        while done < view.nbytes:
            done += os.pwrite(fd, view[done : done + (1 << 30)], end + done)
        end += -(-view.nbytes // ALIGNMENT) * ALIGNMENT
        return place

    places = []
    for name, column in columns.items():
        rows = column.rows
        place = {"name": name, "type": column.type, "nulls": column.nulls, "values": put(column.values)}
        if column.offsets is not None:
            place["offsets"] = put(column.offsets)
        if column.nulls:
            place["validity"] = put(column.validity)
        places.append(place)
    os.ftruncate(fd, end)
    return fd, {"rows": rows, "columns": places}


def make_file(folder, on_disk):
    if not on_disk and hasattr(os, "memfd_create"):
        return os.memfd_create("headrace-table", os.MFD_CLOEXEC)
    fd, path = tempfile.mkstemp(prefix=".handoff.", dir=folder)
    os.unlink(path)
    return fd
