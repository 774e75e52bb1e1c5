"""The instruments, one file each. Labels are our own short paraphrases.

How the model carries those that come later (the first four were sketched and meet their vectors):

- AUDIT: ten items, ``total``. Items 2-8 are ``needed`` only when item 1 is above never, 4-8 also only when
  item 2 or 3 is above zero; they stay ``asked``, since an answer given counts. Bands I-IV.
- URICA: 32 items; 4, 9, 20 and 31 with ``needed=NEVER``. Subscales combine by ``mean``; ``readiness`` is
  ``total`` over all 28 items with factors 1/7, and -1/7 for precontemplation.
- WHOQOL-BREF: ``least_answers=21``; reverse items by the weights of their options; the combine function of a
  domain takes the mean of what is answered and gives None under 6, 5, 2, 6 answers.
- ASI: items with a ``Range`` and the options X (REFUSED) and N (NOT_APPLICABLE), both without weight, so that
  ``total`` is None as the manual wants; every term of medical, drug and psychiatric is a ``Part`` with its
  factor. Family has a combine function of its own: it leaves NOT_APPLICABLE relations out and divides by
  those that apply.
- COWS, CIWA-Ar, SRQ-20: ``total`` of weighted options with bands; SRQ-20 like DAST-10.
"""
