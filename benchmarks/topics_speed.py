"""How fast topics are held against articles: the sieve against a regular expression for each word, in one run.

    python benchmarks/topics_speed.py [ARTICLES [TOPICS]]

Articles and topics are invented from a seed. Both look at headline, standfirst and opening; the expressions find words as written
only, while the sieve reads and stems every article once. The ratio is what counts; seconds are this machine's.
"""

from __future__ import annotations

import random
import re
import sys
import time
from collections.abc import Sequence

from digest.editor import make_sieve
from digest.model import Article, Entry, Topic

SYLLABLES = tuple(f"{onset}{vowel}" for onset in "bcdfghklmnprstvwz" for vowel in ("a", "e", "i", "o", "u", "ar", "en"))
WORDS_A_TOPIC = 10
OPENING = 600


def vocabulary(dice: random.Random, size: int) -> list[str]:
    """Return words that look like words, each ending differently."""
    return [
        "".join(dice.choices(SYLLABLES, k=dice.randint(2, 4))) + dice.choice(("", "s", "ing", "ed"))
        for _ in range(size)
    ]


def make_articles(dice: random.Random, words: Sequence[str], count: int) -> list[Article]:
    """Return articles of some 250 words; common words are common."""
    weights = [1 / rank for rank in range(1, len(words) + 1)]
    articles = []
    for number in range(count):
        told = dice.choices(words, weights, k=250)
        entry = Entry("s", str(number), f"https://a.example/{number}", " ".join(told[:9]), dek=" ".join(told[9:25]))
        articles.append(Article(entry, " ".join(told), language="en"))
    return articles


def make_topics(dice: random.Random, words: Sequence[str], count: int) -> list[Topic]:
    """Return topics of words, two prefixes and a phrase each, drawn from the rarer words."""
    rare = words[len(words) // 4 :]
    topics = []
    for number in range(count):
        drawn = dice.sample(rare, WORDS_A_TOPIC)
        terms = (*drawn[:7], drawn[7][:6] + "*", drawn[8][:6] + "*", f"{drawn[8]} {drawn[9]}")
        topics.append(Topic(f"t{number}", "T", include=terms, categories=(f"c{number}",)))
    return topics


def naive(topics: Sequence[Topic], articles: Sequence[Article]) -> int:
    """Count matches with one expression a word, as a script would."""
    patterns = [[re.compile(rf"\b{re.escape(t.removesuffix('*'))}{'' if t.endswith('*') else chr(92) + 'b'}") for t in topic.include] for topic in topics]  # fmt: skip
    found = 0
    for article in articles:
        text = f"{article.entry.headline}\n{article.entry.dek}\n{article.text[:OPENING]}".lower()
        found += sum(any(pattern.search(text) for pattern in each) for each in patterns)
    return found


def measure(articles: int, topics: int) -> tuple[float, float, int, int]:
    """Return seconds of the sieve and of the expressions over the same, and what each found."""
    dice = random.Random(7)
    words = vocabulary(dice, 8_000)
    made, asked = make_articles(dice, words, articles), make_topics(dice, words, topics)
    began = time.perf_counter()
    sieve = make_sieve(asked)
    sifted = sum(len(sieve(article, None)) for article in made)
    between = time.perf_counter()
    matched = naive(asked, made)
    return between - began, time.perf_counter() - between, sifted, matched


def main() -> None:
    """Print both and their ratio."""
    articles, topics = (*map(int, sys.argv[1:3]), *(10_000, 200)[len(sys.argv[1:3]) :])
    ours, theirs, sifted, matched = measure(articles, topics)
    print(f"{articles:,} articles x {topics} topics of {WORDS_A_TOPIC} words")
    print(f"sieve        {ours:7.2f} s   {sifted:,} matches (all forms of a word)")
    print(f"expressions  {theirs:7.2f} s   {matched:,} matches (words as written)")
    print(f"the sieve takes {ours / theirs:.3f} of their time")


if __name__ == "__main__":
    main()
