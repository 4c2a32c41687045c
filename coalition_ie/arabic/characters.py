"""Letters, marks and signs of the script, and what stands before and behind a word.

Sets of characters that go into patterns are the inside of a character class; bidirectional marks
are written as escapes. The inventory of clitics follows Ryding, "A Reference Grammar of Modern
Standard Arabic" (2005), ch. 2 (proclitics), 12 (pronouns) and 16 (prepositions).
"""

# Unicode 15, blocks Arabic and Arabic Extended-A.
TASHKEEL = (
    "\u0610-\u061a\u064b-\u065f\u0670"  # signs of honour, short vowels, tanwin, shadda
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u08d3-\u08ff"  # Quranic, extended
)
"""Marks that stand on a letter."""

TATWEEL = "\u0640"
"""The stretching stroke."""

MARKS = TASHKEEL + TATWEEL + "\u06e5\u06e6"
"""What may stand inside a word beside its letters: marks, the stroke, small waw and yeh."""

INVISIBLE = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
"""Soft hyphen, zero-width and bidirectional formatting characters, Arabic letter mark, BOM."""

LETTERS = "ء-ي"
"""Arabic letters that remain after folding."""

TEH_MARBUTA = "\u0629\ufe93\ufe94"
"""Ends a word in Arabic orthography, so ثلاثةجنود is two words glued together."""

LETTERS_BUT_TEH_MARBUTA = (
    "\u0620-\u0628\u062a-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06fa-\u06fc"
    "\ufb50-\ufdfb\ufe70-\ufe92\ufe95-\ufefc"
)
"""Letters as they are written, presentation forms included, except teh marbuta."""

DIGITS = "0-9\u0660-\u0669\u06f0-\u06f9"
"""Western, Arabic-Indic and Persian digits."""

LINE_BREAKS = "\n\r\x0b\x0c\x85\u2028\u2029"
"""What ends a line."""

OPENING_QUOTES = frozenset("\"'“”„‘’«»‹›(")
"""Signs that may open a quotation; publishers use either side of a pair for both."""

CLOSING_QUOTES = frozenset("\"'“”‘’«»‹›)")
"""Signs that may close one."""

DASHES = frozenset("-‐‑–—−ـ")
"""Hyphens, dashes, the minus sign and a lone tatweel: between two numbers they make a range."""

SENTENCE_SIGNS = frozenset(".؟!؛&")
"""Signs that end a sentence (annotation guidelines §3)."""

CONJUNCTIONS = "وف"
"""Proclitics that come first: and, so."""

PREPOSITIONS = "بكل"
"""Proclitics that may follow a conjunction: in, like, for."""

ARTICLE = "ال"
"""The article; with ل before it the two contract to لل."""

CONTRACTION = "لل"
"""ل and the article."""

ENCLITICS = ("ه", "ها", "هم", "هما", "هن", "نا")
"""Pronouns of the third person and the first plural at the end of a word, those of news style."""
