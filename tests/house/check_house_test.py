#!/usr/bin/env python3
"""Tests of check_house.py: each rule must fire on a small bad tree and keep quiet on a good one."""

import io
import sys
import tempfile
import unittest
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parent))
import check_house  # noqa: E402

GOOD = {
    "include/devstack/base/text.hpp": "// Why.\n#pragma once\n",
    "include/devstack/model/stack.hpp": '// Why.\n#pragma once\n#include "devstack/base/text.hpp"\n',
    "src/base/text.cpp": '// Why.\n#include "devstack/base/text.hpp"\n#include "base/own.hpp"\n',
    "src/base/own.hpp": "// Why.\n#pragma once\n",
    "src/base/log.cpp": "// Why.\n#include <spdlog/logger.h>\n",
    "src/cli/main.cpp": '// Why.\n#include "devstack/model/stack.hpp"\n',
    "src/cli/parse/command_tree.cpp": "// Why.\n#include <CLI/CLI.hpp>\n",
    "src/io/http.cpp": "// Why.\n#include <boost/asio.hpp>\n",
    "src/io/http_parser.hpp": "// Why.\n#pragma once\n#include <boost/beast.hpp>\n",
    "src/model/error.hpp": '// Why.\n#pragma once\ninline char kCode[] = "DS1234";\n',
    "docs/errors/DS1234.md": "# DS1234: wrong\n",
    "tests/golden/errors/wrong.txt": "a.yaml:1:1: error[DS1234]: wrong\n",
    "src/host/process_launcher.cpp": "// Why.\n#include <boost/process.hpp>\n",
    "src/engine/container_codec.cpp": "// Why.\n#include <nlohmann/json.hpp>\n",
    "tests/unit/base/text_test.cpp": "// Why.\n",
    "tests/unit/base/log_test.cpp": "// Why.\n",
    "tests/unit/io/http_test.cpp": "// Why.\n",
    "tests/unit/host/process_launcher_test.cpp": "// Why.\n",
    "tests/unit/engine/container_codec_test.cpp": "// Why.\n",
    "docs/notes.md": "See https://example.org and ~/work/x and /home/a/work/x.\n",
}


class HouseTest(unittest.TestCase):
    def findings(self, check, changes):
        """What `check` finds in the good tree with `changes` written over it."""
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            for name, text in {**GOOD, **changes}.items():
                path = root / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            return list(check(root))

    def assert_fires(self, check, changes, *wanted):
        found = self.findings(check, changes)
        self.assertEqual(len(found), 1, found)
        for text in wanted:
            self.assertIn(text, found[0])

    def test_good_tree_is_clean(self):
        for check in check_house.CHECKS:
            with self.subTest(check=check.__name__):
                self.assertEqual(self.findings(check, {}), [])

    def test_layers(self):
        bad = {
            "src/base/text.cpp": '// Why.\n#include "devstack/model/stack.hpp"\n',
            "src/graph/a.cpp": '// Why.\n#include "load/decode.hpp"\n',
            "include/devstack/ui/a.hpp": '// Why.\n#pragma once\n#include "devstack/io/http.hpp"\n',
            "src/engine/a.cpp": '// Why.\n#  include "devstack/cli/x.hpp"\n',
        }
        for name, text in bad.items():
            with self.subTest(file=name):
                self.assert_fires(check_house.check_layers, {name: text}, name, "must not include")

    def test_private_headers(self):
        text = '// Why.\n#include "base/own.hpp"\n'
        self.assert_fires(check_house.check_layers, {"src/model/a.cpp": text}, "private to layer base")

    def test_layers_that_are_not_in_the_table(self):
        self.assert_fires(check_house.check_layers, {"src/extra/a.cpp": "// Why.\n"}, "unknown")

    def test_layer_table_names_only_layers_and_has_no_cycle(self):
        done = set()
        while len(done) < len(check_house.LAYERS):
            ready = {k for k, below in check_house.LAYERS.items() if k not in done and below <= done}
            self.assertTrue(ready, f"cycle or unknown layer beyond {sorted(done)}")
            done |= ready

    def test_fences(self):
        bad = {
            "src/load/decode.cpp": "yaml.h",
            "include/devstack/load/loader.hpp": "yaml.h",
            "src/engine/client.cpp": "boost/asio.hpp",
            "include/devstack/io/http.hpp": "boost/beast.hpp",
            "src/io/process.cpp": "boost/process.hpp",
            "src/load/x_codec.cpp": "nlohmann/json.hpp",
            "src/engine/client_codec.hpp": "nlohmann/json.hpp",
            "src/cli/log.cpp": "spdlog/spdlog.h",
            "src/ui/options.cpp": "CLI/App.hpp",
            "src/engine/build.cpp": "archive.h",
            "src/engine/build2.cpp": "archive_entry.h",
            "src/model/stack.cpp": "sha256.h",
        }
        for name, header in bad.items():
            with self.subTest(file=name):
                self.assert_fires(
                    check_house.check_fences, {name: f"// Why.\n#include <{header}>\n"}, name, header
                )

    def test_cap(self):
        text = "// Why.\n" + " " * check_house.SIZE_LIMIT
        self.assert_fires(check_house.check_sizes, {"src/base/text.cpp": text}, "the cap")

    def test_median(self):
        text = "// Why.\n" + " " * check_house.MEDIAN_LIMIT
        changes = {name: text for name in GOOD if name.startswith(("src/", "include/"))}
        self.assert_fires(check_house.check_sizes, changes, "median")

    def test_mirrors(self):
        changes = {"src/base/new.cpp": "// Why.\n"}
        self.assert_fires(check_house.check_mirrors, changes, "tests/unit/base/new_test.cpp")

    def test_using_namespace(self):
        text = "// Why.\n#pragma once\n  using namespace std;\n"
        for name in ("src/base/own.hpp", "include/devstack/base/text.hpp"):
            with self.subTest(file=name):
                self.assert_fires(check_house.check_headers, {name: text}, ":3:", "using namespace")

    def test_pragma_once(self):
        self.assert_fires(check_house.check_headers, {"src/base/own.hpp": "// Why.\n"}, "pragma")

    def test_opening_comment(self):
        for name in ("src/base/alone.cpp", "src/base/text.hpp", "tests/fakes/clock.hpp"):
            with self.subTest(file=name):
                self.assert_fires(check_house.check_opening_comments, {name: "#pragma once\n"}, name)

    def test_error_pages(self):
        text = '// Why.\nfail("DS9999");  // unlike "DS8888"\n'
        changes = {"src/model/a.cpp": text}
        self.assert_fires(check_house.check_error_pages, changes, "src/model/a.cpp", "DS9999.md")
        changes["docs/errors/DS9999.md"] = "# Wrong title\n"
        self.assert_fires(check_house.check_error_pages, changes, "does not open")
        unused = {"docs/errors/DS9998.md": "# DS9998: nothing says it\n"}
        self.assert_fires(check_house.check_error_pages, unused, "no source", "DS9998")

    def test_golden_errors(self):
        missing = {"tests/golden/errors/wrong.txt": "other text\n"}
        self.assert_fires(check_house.check_golden_errors, missing, "no text", "DS1234")

    def test_addresses(self):
        # Put together here, so that this file does not name any itself.
        for host in ("deb.debian", "registry.npmjs", "pypi"):
            with self.subTest(host=host):
                text = f"FROM x\nRUN fetch https://{host}.org/x\n"
                self.assert_fires(check_house.check_addresses, {"tests/Dockerfile": text}, ":2:")
        folder = "/" + "work" + "/main"
        for text in (folder, f"cd {folder}", f'"{folder}/x"', f"-I {folder}"):
            with self.subTest(text=text):
                self.assert_fires(check_house.check_addresses, {"README.md": text}, ":1:")

    def test_build_folders_are_not_searched(self):
        changes = {"build/dev/log": "/" + "work" + "/main"}
        self.assertEqual(self.findings(check_house.check_addresses, changes), [])

    def test_exit_status(self):
        with tempfile.TemporaryDirectory() as folder, redirect_stdout(io.StringIO()) as out:
            with redirect_stderr(io.StringIO()):
                self.assertEqual(check_house.main([folder]), 2, "an empty tree is a wrong path")
            path = Path(folder, "src/base/main.cpp")
            path.parent.mkdir(parents=True)
            path.write_text("// Why.\n", encoding="utf-8")
            self.assertEqual(check_house.main([folder]), 0)
            path.write_text("int main() {}\n", encoding="utf-8")
            self.assertEqual(check_house.main([folder]), 1)
            self.assertIn("1 finding", out.getvalue())


if __name__ == "__main__":
    unittest.main()
