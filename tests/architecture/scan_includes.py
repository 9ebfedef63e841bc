#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""scan_includes.py ROOT: checks every #include of the project against the table of allowed edges in
cmake/HeadraceLibrary.cmake, and against the rules that linking cannot enforce on a system install of Qt.
Prints one line for each breach; exit code 1 if there are any, 2 if the scan itself cannot be trusted."""
import re
import subprocess
import sys
from pathlib import Path

INCLUDE = re.compile(r'^\s*#\s*include\s*(["<])([^">]+)[">]')
ALLOWED = re.compile(r'^set\(HEADRACE_ALLOWED_(\w+)\s+"?([^")]*)"?\)', re.M)

# Which folders may name a header of a foreign library, where not everyone may.
FOREIGN = [
    (re.compile(r"^duckdb(\.hpp|/)"), "DuckDB's C++ classes", re.compile(r"^engine/data/(lineage[a-z_]*\.(h|cpp)|csv_scan\.cpp)$")),
    (re.compile(r"^engine/data/lineage_(plan|flow)\.h$"), "DuckDB's C++ classes", re.compile(r"^engine/data/lineage[a-z_]*\.(h|cpp)$")),
    (re.compile(r"^duckdb\.h$"), "DuckDB's C API", re.compile(r"^(engine/(data|learning|operators|execution)|tests)/")),
    (re.compile(r"^xgboost/"), "XGBoost", re.compile(r"^(engine/learning|tests/(bench|learning))/")),
    (re.compile(r"^qcustomplot\.h$"), "QCustomPlot", re.compile(r"^widgets/charts/")),
    (re.compile(r"^Qsci/"), "QScintilla", re.compile(r"^widgets/")),
]
WIDGET_MODULES = {"QtWidgets", "QtPrintSupport", "QtOpenGLWidgets", "QtSvgWidgets"}
GUI_MODULES = WIDGET_MODULES | {"QtGui", "QtOpenGL", "QtSvg"}


def table(root):
    text = (root / "cmake/HeadraceLibrary.cmake").read_text()
    return {name: set(rooms.split()) for name, rooms in ALLOWED.findall(text)}


def qt_modules():
    """Header name → its Qt module, for the modules that are forbidden somewhere."""
    for query in (["qmake6", "-query", "QT_INSTALL_HEADERS"], ["qtpaths6", "--query", "QT_INSTALL_HEADERS"]):
        try:
            folder = Path(subprocess.run(query, capture_output=True, text=True, check=True).stdout.strip())
            break
        except (OSError, subprocess.CalledProcessError):
            continue
    else:
        sys.exit("scan_includes: neither qmake6 nor qtpaths6 says where Qt's headers are")
    modules = {}
    for module in GUI_MODULES:
        for header in (folder / module).glob("*") if (folder / module).is_dir() else []:
            modules[header.name] = module
    if modules.get("QWidget") != "QtWidgets":
        sys.exit(2)
    return modules


def place(path):
    """The entry of the table a file belongs to, or None (tests may include everything)."""
    parts = path.split("/")
    if parts[0] == "engine" and len(parts) > 2:
        return parts[1]
    if parts[0] == "app" and len(parts) > 2:
        return "app_" + parts[1]
    return parts[0] if parts[0] in ("models", "widgets") else None


def breaches(root, modules):
    allowed = table(root)
    for top in ("engine", "models", "widgets", "app", "tests"):
        for source in sorted((root / top).rglob("*")):
            if source.suffix not in (".h", ".cpp", ".inc"):
                continue
            path = source.relative_to(root).as_posix()
            home = place(path)
            if home is not None and home not in allowed:
                yield path, 0, f"'{home}' is no entry of cmake/HeadraceLibrary.cmake"
                continue
            for number, line in enumerate(source.read_text(errors="replace").splitlines(), 1):
                found = INCLUDE.match(line)
                if not found:
                    continue
                for words in faults(root, path, home, allowed, modules, *found.groups()):
                    yield path, number, words


def faults(root, path, home, allowed, modules, quote, name):
    for pattern, library, where in FOREIGN:
        if pattern.match(name) and not where.match(path):
            yield f"{library} may not be included here ({name})"
    parts = name.split("/")
    module = parts[0] if parts[0] in GUI_MODULES else modules.get(name)
    if path.startswith("engine/") and module in GUI_MODULES:
        yield f"the engine works without a screen, {name} is of {module}"
    if path.startswith("models/") and module in WIDGET_MODULES:
        yield f"models hold no widget, {name} is of {module}"
    if quote == '"':
        if ".." in parts:
            yield f"includes are rooted at the repository, not relative ({name})"
        elif not (root / name).is_file() and not name.endswith(".moc") and parts[0] in ("engine", "models", "widgets", "app", "tests"):
            yield f"{name} does not exist"
        elif len(parts) == 1 and not name.endswith(".moc") and (root / path).parent.joinpath(name).is_file():
            yield f"includes are rooted at the repository ({name})"
    other = place(name)
    if home is None:
        return
    if parts[0] == "tests":
        yield f"only tests may include tests ({name})"
    if other is not None and other != home and other not in allowed[home]:
        yield f"{home} may not know {other} ({name})"


def main():
    root = Path(sys.argv[1]).resolve()
    count = 0
    for path, number, words in breaches(root, qt_modules()):
        print(f"{path}:{number}: {words}")
        count += 1
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
