import pytest
from lxml import html

from digest.collector.extract_outline import Block, Node, Outline, outline


def texts(source: str) -> list[str]:
    return [block.text for block in outline(html.fromstring(source)).blocks]


def test_an_outline_is_the_block_elements_and_the_paragraphs_in_them():
    root = html.fromstring("<div>Lead <p>One <a href='/'>two</a></p><ul><li>Three</li></ul> tail</div>")
    assert outline(root) == Outline(
        [Node(-1, "div", None), Node(0, "p", None), Node(0, "ul", None), Node(2, "li", None)],
        [4, 2, 4, 4],
        [
            Block(0, "div", "Lead", 0),
            Block(1, "p", "One two", 3),
            Block(3, "li", "Three", 0),
            Block(0, "div", "tail", 0),
        ],
        pictures=set(),
        inputs=set(),
    )


def test_sums_reach_from_each_node_over_all_within_it():
    found = outline(html.fromstring("<div>1<p>2</p><ul>3<li>4</li></ul>5</div>"))
    amounts = found.per_node(float(block.text) for block in found.blocks)
    assert amounts == [6.0, 2.0, 3.0, 4.0]
    assert found.sums(amounts) == [15.0, 2.0, 7.0, 4.0]
    assert found.within(2) == range(2, 4)


def test_a_suspect_is_a_block_of_its_own_even_within_a_line():
    root = html.fromstring("<p>One <span class='share'>two</span> three</p>")
    found = outline(root, lambda element: ("share", 1) if element.get("class") else None)
    assert found.nodes == [Node(-1, "p", None), Node(0, "span", ("share", 1))]
    assert [(block.node, block.text) for block in found.blocks] == [(0, "One"), (1, "two"), (0, "three")]


@pytest.mark.parametrize(
    ("source", "paragraphs"),
    [
        ("<p>One word<br>and another.</p>", ["One word and another."]),
        ("<div>One word<br>and another.</div>", ["One word", "and another."]),
        ("<h2>One word<br>and another</h2>", ["One word and another"]),
        (
            "<div>A line that is as long as the column that it was wrapped for<br>and another.</div>",
            ["A line that is as long as the column that it was wrapped for and another."],
        ),
        ("<p>One sentence.<br>And another.</p>", ["One sentence.", "And another."]),
        ("<p>“One sentence.”<br/>And another.</p>", ["“One sentence.”", "And another."]),
        ("<p>One line<br><br>and another</p>", ["One line", "and another"]),
        ("<p>One line<br>\n <br>and another<br></p>", ["One line", "and another"]),
        ("<p>H<b>yper</b>li<i>nk</i>ed  \n words</p>", ["Hyperlinked words"]),
        (
            "<table><tr><td>Kyiv</td> <td>18</td><th> sun </th></tr><tr><td>Lviv</td></tr></table>",
            ["Kyiv 18 sun", "Lviv"],
        ),
        (
            "<table><tr><td>One sentence.</td><td></td><td>And another.</td></tr></table>",
            ["One sentence.", "And another."],
        ),
        (
            "<table><tr><td>Home<br>City</td><td>One line<br>ends.</td><td>May</td></tr></table>",
            ["Home", "City", "One line", "ends.", "May"],
        ),
        ("<div> \n </div>", []),
    ],
)
def test_breaks_part_paragraphs_where_a_sentence_ends(source, paragraphs):
    assert texts(source) == paragraphs


def test_the_share_of_links_counts_the_text_in_them():
    (block,) = outline(html.fromstring("<p>See <a href='/'>more <span>here</span> now</a>!!</p>")).blocks
    assert block == Block(0, "p", "See more here now!!", 13)
    assert block.link_share == 13 / 19


def test_pictures_and_fields_are_known_by_the_node_that_they_stand_in():
    found = outline(
        html.fromstring("<div><p><a><img></a></p><input><input type=email><i><input type=checkbox></i></div>")
    )
    assert (found.nodes, found.pictures, found.inputs) == ([Node(-1, "div", None), Node(0, "p", None)], {1}, {0})
