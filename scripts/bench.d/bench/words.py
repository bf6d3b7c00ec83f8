"""The words of the corpus: common English first, then made-up words, as in any text a long tail of rare ones."""

from __future__ import annotations

from itertools import islice, product
from random import Random

_COMMON = """
the of and to in a is that for it was on are as with be by this have from or one had not but what all were when we
there can an your which their said if do will each about how up out them then she many some so these would other into
has more her two like him see time could no make than first been its who now people my made over did down only way
find use may water long little very after words called just where most know get through back much before go good new
write our used me man too any day same right look think also around another came come work three must because does
part even place well such here take why things help put years different away again off went old number great tell men
say small every found still between name should home big give air line set own under read last never us left end along
while might next sound below saw something thought both few those always looked show large often together asked house
world going want school important until form food keep children feet land side without boy once animals life enough
took sometimes four head above kind began almost live page got earth need far hand high year mother light parts
country father let night following picture being study second eyes soon times story boys since white days ever paper
hard near sentence better best across during today others however sure means knew try told young miles sun ways thing
whole hear example heard several change answer room sea against top turned learn point city play toward five using
himself usually
"""
_STARTS = "ba ce di fo gu ha je ki lo mu na pe ri so tu va we yo za bra cle dri flo gru pla ste tri"
_MIDDLES = "ran len mis tor vul dan ner pil sor tum"
_ENDS = "er ing ance ment ity al ous ful"
_RARE = 1700
_TAGS = """
pricing planning hiring training safety quality delivery support security privacy budgets suppliers contracts
insurance materials tools energy heating roofing windows plaster joinery paint gardens drainage surveys permits
heritage timber stone brick lime metal glass flooring lighting kitchens bathrooms storage maintenance
"""


def _words(text: str) -> list[str]:
    return text.split()


VOCABULARY = (
    *_words(_COMMON),
    *("".join(parts) for parts in islice(product(_words(_STARTS), _words(_MIDDLES), _words(_ENDS)), _RARE)),
)

TAGS = tuple(_words(_TAGS))
"""Forty."""

PEOPLE = (
    ("ada-marsh", "Ada Marsh"),
    ("bo-lindqvist", "Bo Lindqvist"),
    ("carys-penrose", "Carys Penrose"),
    ("dev-anand-rao", "Dev Anand Rao"),
    ("elena-fabbri", "Elena Fabbri"),
    ("femi-adeyemi", "Femi Adeyemi"),
    ("greta-holm", "Greta Holm"),
    ("hugh-tarrant", "Hugh Tarrant"),
    ("ines-duarte", "Inês Duarte"),
    ("jun-takeda", "Jun Takeda"),
)
"""Ten people: id and name."""


def pick(random: Random) -> str:
    """A word; the earlier in the vocabulary, the likelier. Multiplied, since pow() may differ by machine."""
    place = random.random()
    return VOCABULARY[int(len(VOCABULARY) * place * place * place * place)]


def sentence(random: Random) -> str:
    """Eight to twenty words and a full stop."""
    words = [pick(random) for _ in range(8 + int(random.random() * 13))]
    return f"{words[0].capitalize()} {' '.join(words[1:])}."
