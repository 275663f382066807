"""Nothing that comes from data becomes markup: text in is text out, through Jinja2 and the real pandoc."""

import re
import string

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from audit.privacy import one_line
from audit.report.document import Document, render
from audit.report.markdown import MarkdownTable, escape, image, table
from audit.report.pandoc import to_html
from tests.tools.report_html import Element, read
from tests.tools.report_sample import HOSTILE, HOSTILE_SHOWN, hostile

SEPARATE = (
    "<script>alert(1)</script>",
    "<b>fed</b><!-- skjult -->",
    "[jf. § 50]",
    "[/x]",
    "[x](javascript:alert(1))",
    "![x](http://example.org/x.png)",
    "`kode`{=html}",
    "```",
    "^[fodnote]",
    "[^1]",
    "$x$ og $$y$$",
    "@ref og [-@ref]",
    ":::",
    "::: {.recommendation}",
    "# h",
    "=====",
    "-----",
    "* * *",
    "1. x",
    "(1) x",
    "#. x",
    "- x",
    "+ x",
    "> x",
    "| a | b |",
    ": Tabel",
    "    indrykket",
    "\tindrykket",
    "linje\nlinje\n\nafsnit  \nbrud\\\nbrud",
    "&lt;b&gt; &amp; &#60; &nbsp;",
    "{.klasse #id}",
    "{{ 7 * 7 }} {% include 'x' %} {# x #} <# x #>",
    "\\",
    "slut\\",
    "\x1b[31mrød\x07\x00",
    "\u202evendt\u2066",
    "x\u2028\u0085\u000b\u000cx",
    "\ufeff\u200b\u00a0x\u00a0",
    "\"citat\" 'x' -- --- ...",
    "http://example.org <http://example.org> mailto:x@example.org",
    "[x]: http://example.org",
    "*a* _b_ ~~c~~ ^d^ ~e~ **f**",
    "---\ntitle: x\n---",
    "% titel\n% forfatter",
    "\\begin{x}\\end{x} \\textbf{x}",
    "]]> <![CDATA[ x",
    "</title></svg></style><style>*{display:none}</style>",
)


def shown(text: str) -> str:
    """What a reader should see of a text."""
    return re.sub(" +", " ", one_line(text)).strip(" ")


def skeleton(element: Element) -> list[tuple[str, str, str, str]]:
    """Every element with what makes it act, in the page's order, without the figures: long names take more of them."""
    found = []
    for child in element.children:
        if isinstance(child, Element) and child.tag != "figure":
            keep = child.attributes
            kind = keep.get("class", "").replace("long", "").strip()
            found.append((child.tag, keep.get("id", ""), kind, keep.get("href", "") + keep.get("src", "")))
            assert not [name for name in keep if name.startswith("on")]
            found += skeleton(child)
    return found


texts = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=60), st.text(string.punctuation + " \n\tax1", max_size=60)
)
"""Anything at all, and dense runs of the marks that mean something to Markdown."""

HARMLESS = skeleton(read(to_html(render(hostile("harmløs")))))
DRAWN = {"title", "desc", "defs", "pattern", "path", "circle", "g", "text", "rect", "line", "svg"}


def test_the_yardstick_is_a_whole_report() -> None:
    assert len(HARMLESS) > 800


@pytest.mark.parametrize("text", [HOSTILE, *SEPARATE])
def test_no_text_adds_an_element_or_takes_one_away(text: str) -> None:
    report = hostile(text)
    root = read(to_html(render(report)))
    assert skeleton(root) == HARMLESS
    assert root.one("h1").text == shown(report.rubric.title)
    assert root.all("figure")
    for figure in root.all("figure"):
        assert [child.tag for child in figure.children if isinstance(child, Element)] == ["svg", "figcaption"]
        assert figure.one("figcaption").all() == []
    assert {part.tag for svg in root.all("svg") for part in svg.all()} <= DRAWN


@settings(max_examples=20, deadline=None)
@given(texts.filter(lambda text: text.strip() and shown(text)))
def test_any_text_all_over_the_report(text: str) -> None:
    assert skeleton(read(to_html(render(hostile(text))))) == HARMLESS


@settings(max_examples=30, deadline=None)
@given(st.lists(texts, min_size=1, max_size=20))
@example(list(SEPARATE))
@example([mark * 3 for mark in string.punctuation])
@example([f"{mark} x" for mark in string.punctuation])
def test_a_text_reads_as_itself_wherever_it_stands(typed: list[str]) -> None:
    """As a heading, at the start of a line, in a list, a box, a link, a table and under a figure."""
    parts = ["::: {#forside}\n# Prøve\n:::\n"]
    for number, text in enumerate(typed):
        value = escape(text)
        parts.append(f"""
## {value} {{#h-{number}}}

::: {{#p-{number}}}
{value}

{value} {value}
:::

::: {{#l-{number}}}
- [{value}]{{.strong}}: {value}
- {value}
:::

[{value}](#h-{number})

{table(MarkdownTable(text, [f"A {text}", f"B {text}"], [[text, text], [text, text]], total=True), number)}

{image(f"figur-{number}.svg", text, number)}
""")
    root = read(to_html(Document("\n".join(parts), {f"figur-{number}.svg": "<svg/>" for number in range(len(typed))})))
    for number, text in enumerate(typed):
        told = shown(text)
        assert [one.text for one in root.one("section", id=f"h-{number}").all("h2")] == [told]
        lines = [told, f"{told} {told}"] if told else []
        assert [one.text for one in root.one("div", id=f"p-{number}").all("p")] == lines
        assert [one.text for one in root.one("div", id=f"l-{number}").all("li")] == [f"{told}: {told}".strip(" "), told]
        assert [one.text for one in root.one("main").all("a", href=f"#h-{number}")] == [told]
        grid = root.one("table", id=f"tabel-{number}")
        assert grid.one("caption").text == f"Tabel {number}. {told}".strip(" ")
        assert [one.text for one in grid.all("th", scope="col")] == [f"A {told}".strip(" "), f"B {told}".strip(" ")]
        assert [one.text for one in grid.one("tbody").all("td")] == [told, told]
        assert root.one("figure", id=f"figur-{number}").one("figcaption").text == f"Figur {number}. {told}".strip(" ")
    assert {one.tag for one in root.one("main").all()} <= {
        "section", "h2", "div", "p", "ul", "li", "span", "a", "figure", "figcaption", "svg",
        "table", "caption", "thead", "tbody", "tr", "th", "td",
    }  # fmt: skip


def test_the_many_marks_at_once_read_as_typed() -> None:
    root = read(to_html(render(hostile())))
    assert root.one("h1").text == HOSTILE_SHOWN
    assert HOSTILE_SHOWN in root.one("footer").text
    assert root.one("head").one("title").text == HOSTILE_SHOWN
    assert f"Figur 1. Udfald efter {HOSTILE_SHOWN}" in root.all("figcaption")[0].text
    assert HOSTILE_SHOWN in root.all("svg")[0].one("desc").text


@pytest.mark.parametrize(
    "raw",
    [
        "<b>fed</b>",
        "<script>x</script>",
        "`x`{=html}",
        "$x$",
        "@ref",
        "x^[fodnote]",
        '"citat" -- ...',
        "~~x~~ x^2^ H~2~O",
        "http://example.org",
        "\\textbf{x}",
        ":smile:",
        "(@) x",
        "i. x",
    ],
)
def test_pandoc_reads_no_more_markup_than_the_templates_use(raw: str) -> None:
    """The second wall: were the escaping to fail, these would still be no more than text."""
    root = read(to_html(Document(f"{raw}\n\n::: {{#forside}}\n# Prøve\n:::\n", {})))
    allowed = {"p", "code"} if raw.startswith("`") else {"p"}
    assert {one.tag for one in root.one("main").all()} == allowed
    assert root.one("main").text in (raw, "x{=html}")
