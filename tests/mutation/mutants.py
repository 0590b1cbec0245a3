"""Small faults in C++ text: each mutant changes one place of one line, and should make a test fail."""
import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Mutant:
    line: int  # 1-based
    before: str
    after: str


# Operators stand between blanks in code that clang-format has laid out; templates do not.
EXCHANGES = [
    (r" == ", " != "), (r" != ", " == "), (r" < ", " <= "), (r" <= ", " < "), (r" > ", " >= "), (r" >= ", " > "),
    (r" && ", " || "), (r" \|\| ", " && "), (r" \+ (?=\w)", " - "), (r" - (?=\w)", " + "), (r" \+= ", " -= "),
    (r"\btrue\b", "false"), (r"\bfalse\b", "true"), (r"\bcontinue;", "break;"), (r"\bbreak;", "continue;"),
    (r"(?<=[( ])!(?=[\w(])", ""), (r"\+\+(?=\w)", "--"), (r"(?<![\w.\"])0(?![\w.])", "1"), (r"(?<![\w.\"])1(?![\w.])", "2"),
]
SKIP = re.compile(r"^\s*(//|#|using |namespace |template|static_assert|constexpr|case |default:|public:|private:|\[\[)")
# A call or an assignment whose value nobody takes: without it something should be missed.
STATEMENT = re.compile(r"^\s+(?!return\b|co_return\b|const\b|auto\b|throw\b|using\b|break\b|continue\b|case\b|else\b)"
                       r"[a-z_][\w.>\-\[\]]*(\([^{}]*\)| [+|&]?= [^{}]*)(\.[\w]+\([^{}]*\))*;$")


def without_literals(line):
    """The line with strings, characters and comments blanked out, of the same length."""
    blank = lambda found: " " * len(found.group())
    line = re.sub(r"\"(\\.|[^\"\\])*\"|'(\\.|[^'\\])'", lambda found: "\"" + "_" * (len(found.group()) - 2) + "\"", line)
    return re.sub(r"//.*", blank, line)


def mutants_of(text):
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or SKIP.match(line):
            continue
        code = without_literals(line)
        for pattern, replacement in EXCHANGES:
            for place in re.finditer(pattern, code):
                found.append(Mutant(number, line, line[:place.start()] + replacement + line[place.end():]))
        for place in re.finditer(r"\bif \(", code):
            if changed := negated(line, code, place):
                found.append(Mutant(number, line, changed))
        if STATEMENT.match(code):
            found.append(Mutant(number, line, re.match(r"\s*", line).group() + ";"))
    return found


def negated(line, code, place):
    """The whole condition of an `if` that ends on its line, turned round; none for one with a declaration."""
    depth, begin = 1, place.end()
    for at in range(begin, len(code)):
        depth += {"(": 1, ")": -1}.get(code[at], 0)
        if depth == 0:
            condition = line[begin:at]
            if ";" in condition or " = " in condition or condition.startswith("!"):
                return None
            return f"{line[:begin]}!({condition}){line[at:]}"
    return None
