#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the Debian package of the release build and looks at it with the tools that Debian has for that.
usage: test_package.py SOURCE_FOLDER"""
import gzip
import os
import pathlib
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import unittest

SOURCE = pathlib.Path(sys.argv.pop(1)).resolve()
RELEASE = SOURCE / "build/release"
TOOLS = ["cpack", "dpkg-deb", "dpkg-shlibdeps", "lintian", "appstreamcli", "desktop-file-validate", "update-mime-database", "readelf"]


def output_of(command, **options):
    result = subprocess.run(command, capture_output=True, text=True, **options)
    if result.returncode != 0:
        raise AssertionError(f"{command} gave {result.returncode}: {result.stdout[-4000:]}{result.stderr[-4000:]}")
    return result.stdout


class Package(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        missing = [tool for tool in TOOLS if shutil.which(tool) is None]
        if missing:
            raise AssertionError(f"{missing} are missing: ./dev setup installs them")
        if not (RELEASE / "bin/headrace").exists():
            raise AssertionError("build the release programs first: ./dev build")
        shutil.rmtree(RELEASE / "package", ignore_errors=True)
        output_of(["cpack"], cwd=RELEASE, preexec_fn=lambda: os.umask(0o022))
        shutil.rmtree(RELEASE / "package/_CPack_Packages")
        packages = list((RELEASE / "package").glob("headrace_*.deb"))
        if len(packages) != 1:
            raise AssertionError(f"cpack wrote {packages}")
        cls.package = packages[0]
        cls.folder = tempfile.TemporaryDirectory()
        cls.root = pathlib.Path(cls.folder.name)
        output_of(["dpkg-deb", "-x", str(cls.package), str(cls.root)])
        cls.files = {str(path.relative_to(cls.root)) for path in cls.root.rglob("*") if not path.is_dir()}

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def field(self, name):
        return output_of(["dpkg-deb", "-f", str(self.package), name]).strip()

    def test_lintian(self):
        result = subprocess.run(["lintian", "--fail-on", "error,warning", "--display-info", "--tag-display-limit", "0", str(self.package)],
                                capture_output=True, text=True)
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
        # An override that overrides nothing hides the next one.
        self.assertNotRegex(result.stdout, r"unused-override|mismatched-override")

    def test_all_is_below_usr_and_roots(self):
        for line in output_of(["dpkg-deb", "-c", str(self.package)]).splitlines():
            mode, owner, _, _, _, name = line.split(None, 5)
            with self.subTest(name):
                self.assertEqual(owner, "root/root")
                self.assertRegex(name, r"^\./usr/")
                self.assertIn(mode, ["drwxr-xr-x", "-rwxr-xr-x" if re.search(r"/(libexec|bin)/", name) else "-rw-r--r--"])

    def test_what_it_needs(self):
        needed = self.field("Depends")
        for library in ["libc6", "libstdc++6", "libqt6widgets6", "libqt6svg6", "libqcustomplot2.1-qt6", "libqscintilla2-qt6", "libxgboost0", "libsqlite3-0"]:
            self.assertIn(library, needed)
        self.assertNotIn("duckdb", needed)
        self.assertEqual([file for file in self.files if "libduckdb" in file], ["usr/lib/headrace/duckdb/libduckdb.so"])
        # No scripts: what must be known elsewhere is told by the triggers of the packages that keep it.
        scripts = output_of(["dpkg-deb", "-I", str(self.package)])
        self.assertNotRegex(scripts, r"postinst|postrm|preinst|prerm")

    def test_examples_are_those_of_the_repository(self):
        shipped = {file for file in self.files if file.startswith(("usr/share/headrace/examples/", "usr/share/headrace/templates/"))}
        for kind in ["examples", "templates"]:
            there = {file.split("/")[4] for file in shipped if f"/{kind}/" in file}
            self.assertEqual(there, {file.parent.name for file in (SOURCE / "resources" / kind).glob("*/*.pipeline.json")})
        for file in shipped:
            folder = SOURCE / "resources" / pathlib.Path(file).relative_to("usr/share/headrace")
            if "/data/" not in file:
                self.assertEqual((self.root / file).read_bytes(), folder.read_bytes())

    def test_icons(self):
        for size in [16, 22, 24, 32, 48, 64, 128, 256, 512]:
            picture = (self.root / f"usr/share/icons/hicolor/{size}x{size}/apps/headrace-workbench.png").read_bytes()
            self.assertEqual(picture[:8], b"\x89PNG\r\n\x1a\n")
            self.assertEqual(struct.unpack(">II", picture[16:24]), (size, size))
        self.assertIn("usr/share/icons/hicolor/scalable/apps/headrace-workbench.svg", self.files)

    def test_desktop_entry_and_metainfo(self):
        entry = self.root / "usr/share/applications/headrace-workbench.desktop"
        self.assertEqual(output_of(["desktop-file-validate", str(entry)]), "")
        for metainfo in (self.root / "usr/share/metainfo").iterdir():
            output_of(["appstreamcli", "validate", "--no-net", str(metainfo)])
            self.assertIn(f'<release version="{self.field("Version").split("-")[0]}"', metainfo.read_text())
        self.assertIn("Exec=headrace-workbench", entry.read_text())

    def test_the_type_of_pipelines(self):
        # Beside a type for *.json, which must not win.
        with tempfile.TemporaryDirectory() as folder:
            packages = pathlib.Path(folder) / "packages"
            packages.mkdir()
            (packages / "other.xml").write_text(
                '<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info"><mime-type type="application/json">'
                '<glob pattern="*.json"/></mime-type></mime-info>')
            shutil.copy(self.root / "usr/share/mime/packages/headrace.xml", packages)
            output_of(["update-mime-database", folder])
            globs = (pathlib.Path(folder) / "globs2").read_text().splitlines()
            ours, other = [next(line for line in globs if line.endswith(end)) for end in [":*.pipeline.json", ":*.json"]]
            self.assertGreater(int(ours.split(":")[0]), int(other.split(":")[0]))
            self.assertEqual(ours.split(":")[1], "application/x-headrace-pipeline+json")
        self.assertIn("MimeType=application/x-headrace-pipeline+json;", (self.root / "usr/share/applications/headrace-workbench.desktop").read_text())

    def test_documents(self):
        for wanted in ["usr/share/doc/headrace/copyright", "usr/share/man/man1/headrace.1.gz", "usr/share/man/man1/headrace-workbench.1.gz",
                       "usr/share/bash-completion/completions/headrace", "usr/share/zsh/vendor-completions/_headrace"]:
            self.assertIn(wanted, self.files)
        changes = gzip.decompress((self.root / "usr/share/doc/headrace/changelog.Debian.gz").read_bytes()).decode()
        self.assertTrue(changes.startswith(f"headrace ({self.field('Version')}) "), changes[:80])


if __name__ == "__main__":
    unittest.main(verbosity=2)
