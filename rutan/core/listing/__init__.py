"""One way to make a list: filters, order and columns in the address, pages by key, the same for a file.

A package describes its list once, in its module ``lists`` (``definition``), and the page, the lists that people save
and the files that are made of it all read that description: ``reading`` turns an address into what is asked for,
``paging`` into the rows of a page, ``cells`` rows into texts.
"""
