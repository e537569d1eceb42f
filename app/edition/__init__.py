"""Editions: immutable folders of finished files. Built once, switched atomically, served and exported as they are."""
