#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plants one forbidden include after another in a small tree and expects the scan to name it."""
import shutil
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import scan_includes

SOURCE = Path(__file__).resolve().parents[2]
MODULES = scan_includes.qt_modules()


class Scan(unittest.TestCase):
    def setUp(self):
        self.root = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.root)
        (self.root / "cmake").mkdir()
        shutil.copy(SOURCE / "cmake/HeadraceLibrary.cmake", self.root / "cmake")
        for header in ("engine/base/result.h", "engine/data/session.h", "engine/host/client.h", "models/list.h", "tests/support/registry.h"):
            self.write(header, "")

    def write(self, path, text):
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text)

    def found(self, path, line):
        self.write(path, "// first line\n" + line + "\n")
        return [(where, number, words) for where, number, words in scan_includes.breaches(self.root, MODULES)]

    def test_the_table_is_read_whole(self):
        table = scan_includes.table(SOURCE)
        self.assertEqual(table["base"], set())
        self.assertEqual(table["host"], {"base", "pipeline", "catalog", "protocol", "record"})
        self.assertFalse({"data", "learning", "operators", "execution"} & table["app_headrace"])
        self.assertEqual(len(table), (SOURCE / "cmake/HeadraceLibrary.cmake").read_text().count("\nset(HEADRACE_ALLOWED_"))

    def test_clean_lines_pass(self):
        for path, line in [
            ("engine/data/a.cpp", '#include "engine/base/result.h"'),
            ("engine/data/a.cpp", "#include <QString>"),
            ("engine/data/lineage.cpp", "#include <duckdb/planner/planner.hpp>"),
            ("app/headrace/a.cpp", '#include "engine/host/client.h"'),
            ("app/worker/a.cpp", '#include "engine/data/session.h"'),
            ("widgets/a.cpp", "#include <QWidget>"),
            ("widgets/a.cpp", '#include "models/list.h"'),
            ("models/a.cpp", "#include <QColor>"),
            ("tests/data/a.cpp", '#include "engine/data/session.h"'),
            ("tests/data/a.cpp", '#include "a.moc"'),
        ]:
            with self.subTest(path=path, line=line):
                self.assertEqual(self.found(path, line), [])

    def test_forbidden_lines_are_named(self):
        for path, line, words in [
            ("engine/base/b.cpp", '#include "engine/data/session.h"', "base may not know data"),
            ("engine/host/b.cpp", '#include "engine/data/session.h"', "host may not know data"),
            ("engine/base/b.h", '#  include "models/list.h"', "base may not know models"),
            ("engine/base/b.cpp", "#include <QWidget>", "without a screen"),
            ("engine/base/b.cpp", "#include <QtGui/QColor>", "without a screen"),
            ("engine/base/b.cpp", "#include <QColor>", "without a screen"),
            ("models/b.cpp", "#include <QWidget>", "no widget"),
            ("models/b.cpp", '#include "engine/data/session.h"', "models may not know data"),
            ("app/headrace/b.cpp", '#include "engine/data/session.h"', "app_headrace may not know data"),
            ("app/workbench/b.cpp", '#include "engine/data/session.h"', "app_workbench may not know data"),
            ("app/headrace/b.cpp", "#include <duckdb.h>", "C API"),
            ("engine/data/b.cpp", "#include <duckdb.hpp>", "C++ classes"),
            ("engine/data/b.cpp", "#include <xgboost/c_api.h>", "XGBoost"),
            ("widgets/canvas/b.cpp", "#include <qcustomplot.h>", "QCustomPlot"),
            ("engine/data/b.cpp", '#include "../base/result.h"', "rooted"),
            ("engine/data/b.cpp", '#include "session.h"', "rooted"),
            ("engine/data/b.cpp", '#include "engine/base/gone.h"', "does not exist"),
            ("engine/data/b.cpp", '#include "tests/support/registry.h"', "only tests"),
            ("engine/attic/b.cpp", "", "no entry"),
        ]:
            with self.subTest(path=path, line=line):
                found = self.found(path, line)
                (self.root / path).unlink()
                self.assertEqual(len(found), 1, found)
                self.assertEqual(found[0][0], path)
                self.assertIn(found[0][1], (0, 2))
                self.assertIn(words, found[0][2])


if __name__ == "__main__":
    unittest.main()
