"""The two catalogs of a language: what to translate, what is translated, and what is wrong with it."""
