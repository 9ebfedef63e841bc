# SPDX-License-Identifier: GPL-3.0-or-later
"""One step in a process of its own: takes the inputs, runs the script, hands the tables back or says what went wrong."""

import atexit
import faulthandler
import json
import linecache
import os
import signal
import sys
import traceback
import types

from . import packages, processes
from .context import Cancelled, Context
from .returned import WrongResult, outputs_of
from .table import Table
from .writing import write_table

MODULE = "headrace_script"


def run_step(channel, memory):
    task, tables = receive(channel)
    context = Context(channel, task["seed"], task["folder"], task["node"])
    signal.signal(signal.SIGTERM, context._on_terminate)
    # Anew: the server's own streams were made for other descriptors, and buffer by the block.
    sys.stdout = sys.__stdout__ = open(1, "w", buffering=1, encoding="utf-8", errors="backslashreplace", closefd=False)
    sys.stderr = sys.__stderr__ = open(2, "w", buffering=1, encoding="utf-8", errors="backslashreplace", closefd=False)
    try:
        faulthandler.enable(all_threads=False)  # a crash in native code then names the line of the script
    except (OSError, RuntimeError, ValueError, AttributeError):
        pass
    if memory:
        processes.limit_memory(memory)
    code = 0
    try:
        files, answer = execute(task, tables, context)
        for text in answer.pop("warnings"):
            channel.send({"event": "log", "level": "warning", "text": text})
        flush()
        channel.send(answer, files)
    except Cancelled:
        channel.send({"event": "error", "kind": "cancelled", "text": "Cancelled.", "hint": ""})
        code = 1
    except BaseException as error:
        flush()
        code = 1
        try:
            channel.send(in_words(error, task["script_name"]))
        except Cancelled:
            pass
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        atexit._run_exitfuncs()
    except BaseException:
        pass
    flush()
    os._exit(code)


def flush():
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError, AttributeError):
            pass
    try:
        import ctypes

        ctypes.CDLL(None).fflush(None)  # what C libraries printed
    except Exception:
        pass


def receive(channel):
    """The task, which is too large for a socket's buffer and so comes in a file, and the input tables."""
    files = []
    while True:
        message, fds = channel.receive()
        if message is None:
            os._exit(1)
        files += fds
        if message.get("op") == "start":
            break
    with os.fdopen(files[0], "rb") as file:
        task = json.loads(os.pread(file.fileno(), os.fstat(file.fileno()).st_size, 0).decode("utf-8"))
    tables = {}
    for entry, fd in zip(task["inputs"], files[1:]):
        tables[entry["name"]] = Table(fd, entry["table"])
        os.close(fd)
    return task, tables


def execute(task, tables, context):
    script, name = task["script"], task["script_name"]
    absent = [package for package in task["packages"] if not packages.is_there(package)]
    if absent:
        raise MissingPackages(absent)
    os.chdir(task["workspace"])
    for folder in reversed(task["path"]):
        sys.path.insert(0, folder)
    sys.argv = [name]
    linecache.cache[name] = (len(script), None, script.splitlines(True), name)
    module = types.ModuleType(MODULE)
    module.__file__ = name
    sys.modules[MODULE] = module
    exec(compile(script, name, "exec"), module.__dict__)
    run = getattr(module, "run", None)
    if not callable(run):
        raise WrongResult("The script defines no function run(inputs, params, ctx).", "Define it; it gets the input tables and returns the output table.")
    value = run(tables, task["params"], context)
    outputs, warnings = outputs_of(value, task["outputs"])
    files, described = [], []
    for port, columns in outputs.items():
        fd, layout = write_table(columns, task["folder"], task["most_in_memory"])
        files.append(fd)
        described.append({"port": port, "table": layout})
    return files, {"event": "result", "outputs": described, "warnings": warnings}


class MissingPackages(Exception):
    def __init__(self, modules):
        super().__init__(", ".join(modules))
        self.modules = modules


def in_words(error, script_name):
    """An error event: what happened in one sentence, what to do, and the line of the script."""
    event = {"event": "error", "kind": "exception", "line": 0, "traceback": ""}
    if isinstance(error, WrongResult):
        return dict(event, kind="result", text=error.text, hint=error.hint)
    if isinstance(error, MissingPackages):
        text, hint = packages.missing(error.modules)
        return dict(event, kind="package", text=text, hint=hint)
    frames = traceback.extract_tb(error.__traceback__)
    # The frames of this package above the script are of no use to its author.
    first = next((index for index, frame in enumerate(frames) if frame.filename == script_name), len(frames))
    own = [frame for frame in frames if frame.filename == script_name]
    if own:
        event["line"] = own[-1].lineno or 0
    lines = []
    if frames[first:]:
        lines = ["Traceback (most recent call last):\n"] + traceback.format_list(frames[first:])
    lines += traceback.format_exception_only(type(error), error)
    event["traceback"] = "".join(lines)
    where = " in line %d" % event["line"] if event["line"] else ""
    if own and own[-1].line:
        where += " (%s)" % own[-1].line.strip()[:200]
    hint = "Look at line %d of the script; the whole traceback is in the log." % event["line"] if event["line"] else "The whole traceback is in the log."
    if isinstance(error, ModuleNotFoundError) and error.name and not packages.is_there(error.name):
        text, hint = packages.missing([error.name])
        return dict(event, kind="package", text=text, hint=hint)
    if isinstance(error, SyntaxError) and error.filename == script_name:
        event["line"] = error.lineno or 0
        return dict(event, kind="syntax", text="The script is not valid Python: %s, in line %d." % (error.msg, event["line"]), hint="Mend line %d of the script." % event["line"])
    if isinstance(error, MemoryError):
        return dict(event, kind="memory", text="The script ran out of memory%s." % where, hint="Give it fewer rows or columns, or raise the node's memory limit.")
    if isinstance(error, SystemExit):
        return dict(event, text="The script called sys.exit(%s)%s instead of returning from run()." % ("" if error.code is None else repr(error.code), where), hint="Return a table; raise an exception to fail.")
    message = words(error)
    return dict(event, text="The script raised %s%s%s." % (type(error).__name__, where, ": " + message if message else ""), hint=hint)


def words(error):
    try:
        if isinstance(error, KeyError) and len(error.args) == 1:
            # str() of a KeyError is the repr of its key, which mangles sentences.
            argument = error.args[0]
            message = argument if isinstance(argument, str) and " " in argument else repr(argument)
        else:
            message = str(error)
    except Exception:
        return ""
    message = " ".join(message.split())
    return (message[:1000] + " …" if len(message) > 1000 else message).rstrip(".")
