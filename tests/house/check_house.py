#!/usr/bin/env python3
"""House rules that no compiler checks: layers, fences, sizes, mirrors, headers, pages, addresses.

Usage: check_house.py [ROOT]. Prints one line for each finding and exits 1 if there is any.
The rules are those of docs/architecture.md and CONTRIBUTING.md.
"""

import re
import statistics
import sys
from pathlib import Path

# Who may include whom; each layer may include itself.
LAYERS = {
    "base": set(),
    "model": {"base"},
    "io": {"base"},
    "graph": {"model", "base"},
    "load": {"model", "base"},
    "engine": {"io", "base"},
    "host": {"io", "base"},
    "probe": {"engine", "host", "io", "model", "base"},
    "reconcile": {"probe", "engine", "host", "graph", "io", "model", "base"},
    "data": {"reconcile", "engine", "host", "io", "model", "base"},
    "watch": {"engine", "io", "model", "base"},
    "ui": {"base"},
    "mock": {"base"},
    "cli": {"ui", "watch", "data", "reconcile", "load", "graph", "engine", "host", "probe", "io", "model", "base"},
}

# Third-party headers and the files that may know them. The first pattern that fits counts.
FENCES = [
    (r"yaml\.h", r"src/load/yaml_events\.cpp"),
    (r"boost/process", r"src/host/process_launcher\.cpp"),
    (r"boost/", r"src/io/[^/]+|src/mock/http_server\.cpp"),
    (r"nlohmann/", r"src/(base|engine|ui|mock|host)/(\w+_codec|json_\w+)\.cpp|src/mock/openai_parts\.hpp"),
    (r"spdlog/", r"src/base/log\.cpp"),
    (r"CLI/", r"src/cli/parse/[^/]+"),
    (r"archive(_entry)?\.h", r"src/engine/tar\w*\.cpp"),
    (r"(sha256|sha2|md5)\.h", r"src/base/hash\.cpp"),
]

MEDIAN_LIMIT = 4 * 1024
SIZE_LIMIT = 25 * 1024

# Sources without a test of the same name, as patterns, and why. Keep it short: a file that is
# worth a name is usually worth a test.
MIRROR_EXCEPTIONS = {
    r"src/\w+/main\.cpp": "only wires; the end-to-end tests run it",
    r"src/load/shape_\w+\.cpp": "tables of keys; check_shape_test.cpp walks them",
    r"src/cli/parse/(command_)?tree\w*\.cpp": "the options; parser_test.cpp parses with them",
    r"src/cli/(command/\w+|converge/(converge|run_plan|image_run|refresh_images|take_down)|check/(health_check|process_health))\.cpp":
        "commands from end to end; tests/e2e runs them on a real engine",
    r"src/reconcile/(engine_step_runner(_files|_state|_stop|_ready)?|mock_image)\.cpp":
        "what happens in the engine; tests/e2e and the tests of their neighbours run them",
    r"src/reconcile/ensure_image_(build|classic|pull|shared)\.cpp":
        "parts of ensure_image.cpp; ensure_image_test.cpp and tests/e2e run them",
    r"src/cli/data/(data_work|delete_volumes|restore_content)\.cpp|src/data/volume_archive\.cpp":
        "volumes of a real engine are their subject; tests/e2e/test_data.py has them",
    r"src/cli/check/(config_check|process_needs)\.cpp":
        "read the user's files and host; tests/e2e/test_checks.py runs them",
    r"src/cli/(logs/log_follow|watch/watch_session|converge/start_containers)\.cpp":
        "an engine and a user who changes files; tests/e2e/test_follow.py and test_watch.py",
    r"src/cli/(stream/((exec|stream)_session|raw_terminal)|converge/(one_off_session|act_on_containers))\.cpp":
        "an engine or a terminal is their subject; tests/e2e has both",
    r"src/cli/project/(engine_session|project_changes|project_events|find_containers|locked_project)\.cpp":
        "an engine or a terminal is their subject; tests/e2e has both",
}

# Hosts of package mirrors and registries, and folders of one build machine: what is built must not
# depend on either.
ADDRESSES = [
    r"(deb|security|snapshot|ftp)\.debian\.org",
    r"(archive|security|ports)\.ubuntu\.com",
    r"dl-cdn\.alpinelinux\.org",
    r"registry\.npmjs\.org",
    r"registry\.yarnpkg\.com",
    r"(?<![\w.])pypi\.org",
    r"files\.pythonhosted\.org",
    r"(proxy|sum)\.golang\.org",
    r"(static|index)\.crates\.io",
    r"rubygems\.org",
    r"conda\.anaconda\.org",
    r"repo1?\.maven\.org",
    r"(?<![\w.~}/-])/work(?=/)",
]
SKIPPED_FOLDERS = {".git", "build", "__pycache__", ".cache"}


def read(path):
    return path.read_text(encoding="utf-8", errors="replace")


def sources(root):
    """Paths of our C++ files under include/ and src/, relative to the root, sorted."""
    found = []
    for folder in ("include", "src"):
        for suffix in ("*.hpp", "*.cpp"):
            found += (root / folder).rglob(suffix)
    return sorted(path.relative_to(root) for path in found)


def layer_of(path):
    parts = path.parts
    if parts[0] == "src" and len(parts) > 2:
        return parts[1]
    if parts[:2] == ("include", "devstack") and len(parts) > 3:
        return parts[2]
    return None


def includes(text):
    """(line number, included name) for each #include."""
    for number, line in enumerate(text.splitlines(), 1):
        match = re.match(r'\s*#\s*include\s*[<"]([^>"]+)[>"]', line)
        if match:
            yield number, match.group(1)


def check_layers(root):
    for path in sources(root):
        layer = layer_of(path)
        if layer is None:
            continue
        if layer not in LAYERS:
            yield f"{path}: unknown layer {layer}: add it to LAYERS"
            continue
        for number, name in includes(read(root / path)):
            parts = name.removeprefix("devstack/").split("/")
            target = parts[0] if len(parts) > 1 else None
            if target not in LAYERS or target == layer:
                continue
            if target not in LAYERS[layer]:
                yield f"{path}:{number}: layer {layer} must not include {target} ({name})"
            elif not name.startswith("devstack/"):
                yield f"{path}:{number}: {name} is private to layer {target}"


def check_fences(root):
    for path in sources(root):
        for number, name in includes(read(root / path)):
            fence = next((allowed for header, allowed in FENCES if re.match(header, name)), None)
            if fence is not None and not re.fullmatch(fence, path.as_posix()):
                yield f"{path}:{number}: {name} belongs behind {fence}"


def check_sizes(root):
    sizes = {path: (root / path).stat().st_size for path in sources(root)}
    for path, size in sizes.items():
        if size > SIZE_LIMIT:
            yield f"{path}: {size} bytes, the cap is {SIZE_LIMIT}"
    if sizes:
        median = statistics.median(sizes.values())
        if median > MEDIAN_LIMIT:
            yield f"the median file has {median:.0f} bytes, the limit is {MEDIAN_LIMIT}"


def check_mirrors(root):
    for path in sources(root):
        if path.suffix != ".cpp" or path.parts[0] != "src" or len(path.parts) < 3:
            continue
        if any(re.fullmatch(pattern, path.as_posix()) for pattern in MIRROR_EXCEPTIONS):
            continue
        mirror = Path("tests/unit", *path.parts[1:-1], path.stem + "_test.cpp")
        if not (root / mirror).is_file():
            yield f"{path}: has no {mirror}"


def check_headers(root):
    for path in sources(root):
        if path.suffix != ".hpp":
            continue
        text = read(root / path)
        if not re.search(r"^#pragma once$", text, re.MULTILINE):
            yield f"{path}: has no #pragma once"
        for number, line in enumerate(text.splitlines(), 1):
            if re.match(r"\s*using\s+namespace\b", line):
                yield f"{path}:{number}: using namespace in a header"


def speaks_elsewhere(path, headers):
    """A source whose header says it, and a test, which is about the file it mirrors."""
    if path.name.endswith("_test.cpp"):
        return True
    return path.suffix == ".cpp" and (path.parent.name, path.stem) in headers


def check_opening_comments(root):
    tests = (root / "tests").rglob("*.[hc]pp")
    paths = sources(root) + sorted(path.relative_to(root) for path in tests)
    headers = {
        (path.parent.name, path.stem) for path in sources(root) if path.suffix == ".hpp"
    }
    for path in paths:
        if speaks_elsewhere(path, headers):
            continue
        if not read(root / path).startswith("// "):
            yield f"{path}: does not open with a comment that says why it exists"


def used_codes(root):
    """Each code in a string of the sources, and the first file that has it."""
    seen = {}
    for path in sources(root):
        code_only = re.sub(r"//.*", "", read(root / path))
        for code in re.findall(r'"(?:error\[)?(DS\d{4})[]"]', code_only):
            seen.setdefault(code, path)
    return seen


def check_error_pages(root):
    """Each code has a page that opens with it, which `explain` prints, and each page a code."""
    seen = used_codes(root)
    for code, path in sorted(seen.items()):
        page = Path("docs/errors", code + ".md")
        if not (root / page).is_file():
            yield f"{path}: {code} has no {page}"
        elif not re.match(rf"# {code}: \S", read(root / page)):
            yield f"{page}: does not open with '# {code}: short title'"
    for page in sorted((root / "docs/errors").glob("DS*.md")):
        if page.stem not in seen:
            yield f"docs/errors/{page.name}: no source has the code {page.stem}"


def check_golden_errors(root):
    """Each page of an error has a text of it in tests/golden/errors, as a user reads it."""
    shown = set()
    for golden in sorted((root / "tests/golden/errors").glob("*.txt")):
        shown |= set(re.findall(r"\[(DS\d{4})\]", read(golden)))
    for page in sorted((root / "docs/errors").glob("DS*.md")):
        if page.stem not in shown:
            yield f"docs/errors/{page.name}: no text in tests/golden/errors shows {page.stem}"


def check_addresses(root):
    pattern = re.compile("|".join(ADDRESSES))
    for path in sorted(root.rglob("*")):
        relative = path.relative_to(root)
        if not path.is_file() or path.is_symlink() or SKIPPED_FOLDERS & set(relative.parts):
            continue
        for number, line in enumerate(read(path).splitlines(), 1):
            match = pattern.search(line)
            if match:
                yield f"{relative}:{number}: names {match.group(0)}"


CHECKS = [
    check_layers,
    check_fences,
    check_sizes,
    check_mirrors,
    check_headers,
    check_opening_comments,
    check_error_pages,
    check_golden_errors,
    check_addresses,
]


def main(arguments):
    root = Path(arguments[0] if arguments else Path(__file__).parents[2]).resolve()
    if not sources(root):
        print(f"{root}: no sources found", file=sys.stderr)
        return 2
    findings = [finding for check in CHECKS for finding in check(root)]
    for finding in findings:
        print(finding)
    print(f"{len(findings)} finding(s)" if findings else "house rules kept")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
