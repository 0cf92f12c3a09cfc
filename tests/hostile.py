"""What comes in from outside at its worst, and what tells whether it came through as mere words."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import strategies as st

from digest.model import Token

VOID = {"br", "hr", "img", "meta", "link", "input"}

HOSTILE = [
    "a < b > c & d &amp; &nbsp; &lt;b&gt;",
    "<!-- never closed",
    "--> <![endif]-->",
    "<![CDATA[ x ]]>",
    "<?php echo 1 ?>",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "</mj-raw><mj-section></td></tr></table>",
    "</title></style></script><h1>Mine</h1>",
    "{{ 7 * 7 }} {% for x in y %} {# gone? #} {% raw %}",
    "{{ unsubscribe_url }}{{ ''.__class__ }}",
    "%%unsubscribe%% *|EMAIL|* [[URL]] {unsubscribe}",
    'say "hi" x=" y=\'z\' `w`',
    "back\\slash \\u0041 \\n %s %(x)s {0} {speaker}",
    "controls \x00\x01\x08\x0b\x0c\x1b\x7f\x85\x9f here",
    "lines\r\nand\nmore\u2028lines\u2029here",
    "turned \u202egpj.exe\u202c and \u2066isolated\u2069",
    "lone \ud800 and \udfff surrogates, \ufffe \uffff non-characters",
    f"forged {Token.UNSUBSCRIBE.mark} and {Token.EMAIL.mark} \uf8f0\uf8f1",
    "emoji 🚢👩‍👩‍👧🇺🇦 and zalgo n\u0300\u0301\u0302\u0303\u0304",
    "javascript:alert(1)",
    'https://lantern.example/" onmouseover="x',
    "https://user:word@lantern.example/ https://[::1",
    "Ferry\r\nBcc: mallory@else.example\r\n\r\n<b>body</b>",
    "=?utf-8?q?Ferry=0D=0ABcc:_m@else.example?= =?utf-8?b?////?=",
    "--=_405a5f3f1db760db--\n.\nQUIT\n",
    "{}{0}%s%(email)s\\uf8f0unsubscribe",
    "שלום עולם مرحبا",
]

DATA = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(max_size=80),
    st.text(st.sampled_from("<>&\"'{}%#/!-=\\[] \n\x00\u202e\ud800\uf8f0\uf8f1abж"), max_size=80),
)


class Balance(HTMLParser):
    """Tells whether every tag is closed in the right order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        """A tag that closes itself balances itself."""

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)
