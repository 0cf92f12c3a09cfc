"""Hundreds of good, bad and odd addresses, for every door: what is taken with its normal form, and what is refused."""

GOOD_LOCALS = (
    "ida", "Ida.Holm", "i", "ida+news", "ida_holm", "ida-holm", "1234", "i.d.a", "o'brien", "ida=holm", "a" * 64,
    "{ida}", "ida!", "#1", "$ida", "%ida", "ida&olaf", "*ida*", "/ida", "ida?", "^ida", "`ida`", "|ida", "~ida",
)  # fmt: skip
GOOD_DOMAINS = {
    "lantern.example": "lantern.example",
    "LANTERN.Example": "lantern.example",
    "mail.lantern.example": "mail.lantern.example",
    "x-1.example": "x-1.example",
    "1.example": "1.example",
    "xn--mnchen-3ya.example": "münchen.example",
    "приклад.укр": "приклад.укр",
    "例え.jp": "例え.jp",
    "xn--80aikifvh.xn--j1amh": "приклад.укр",
    "דוגמה.ישראל": "דוגמה.ישראל",
    "lantern。example": "lantern.example",
}
BAD_LOCALS = (
    "", ".", ".ida", "ida.", "i..da", "i da", "i\tda", "i\nda", '"ida holm"', '"ida"', '"i@da"', "ida(comment)", "(c)ida",
    "i,da", "i;da", "i:da", "i<da", "i>da", "i[da", "i]da", "i\\da", "ida@olaf", "a" * 65, "їжак", "ída", "名", "😀", "ida😀",
    "i\u00adda", "i\u200bda", "i\u200dda", "i\u202eda", "i\ufeffda", "i\u2028da", "ｉｄａ", "і", "Ida <ida", "mailto:ida", "\ud800",
)  # fmt: skip
BAD_DOMAINS = (
    "", ".", "lantern", "localhost", ".example", "lantern.example.", "lantern..example", "-lantern.example", "lantern-.example",
    "lantern_.example", "lan tern.example", "lan\ttern.example", "[192.0.2.1]", "[IPv6:2001:db8::1]", "192.0.2.1", "192.0.2.1:25",
    "lantern.example:25", "lantern.example/path", "lantern.example?x=1", "lantern.example#x", "lantern.example>", "lantern,example",
    "lantern.example,olaf@quay.example", "lantern.example;x", "lantern@quay.example", "lantern.example(comment)", "😀.example", "lan😀.example",
    "l" * 64 + ".example", "l." * 130 + "example", "lantern.1", "xn--.example", "xn--999999999.example", "lant\u0435rn.example",
    "\u0430pple.example", "gr\u03b5ek.example", "lantern.example\\", "lantern.example\"", "lan'tern.example", "lan$tern.example",
    "lantern.invalid", "lantern.local", "lantern.test", "lan\u00adtern.example", "lan\u200btern.example", "lan\u202etern.example",
    "\u2024lantern.example", "lantern.example\x00", "lantern.example\r\nBcc: x@y.example", "lantern.example%0d%0aBcc:x@y.example",
    "*.example", "lantern.example&", "lantern.example=", "lantern.example`", "lantern.example|", "lantern.example{}", "lan!tern.example",
    "ü" * 60 + ".example", "l" * 63 + "é.example", "aדוגמה.example", "ex\u0301ample.", "lantern。", "xn--a\u00e9.example",
    "lantern.example\u3000x", "\uff4c\uff41\uff4e tern.example", "lantern.example\ud83d", "\u05d0a.example", "lantern.example..",
)  # fmt: skip
CONTROLS = tuple(
    map(chr, (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
)

ACCEPTED = [
    (f"{local}@{typed}", f"{local}@{domain}") for local in GOOD_LOCALS for typed, domain in GOOD_DOMAINS.items()
]
REFUSED = [
    *(f"{local}@{domain}" for local in BAD_LOCALS for domain in ("lantern.example", "приклад.укр")),
    *(f"ida@{domain}" for domain in BAD_DOMAINS),
    *(
        text
        for control in CONTROLS
        for text in (f"i{control}da@lantern.example", f"ida@lan{control}tern.example", f"ida@lantern.ex{control}ample")
    ),
    *(
        "ida",
        "@",
        "@@",
        "ida@@lantern.example",
        "a@b@c@d.example",
        "<ida@lantern.example>",
        "Ida <ida@lantern.example>",
    ),
    *(
        "a" * 10_000,
        "a" * 10_000 + "@lantern.example",
        "ida@" + "a" * 10_000,
        "@" * 10_000,
        "ida@" + "a." * 5_000 + "example",
    ),
]
