"""The web door: the same verbs as the command line, as calm pages on the same machine.

A page is one function of one `Visit`: it parses, calls verbs, and shows. Everything a person can do
works with plain forms; script only adds comfort. Nothing is decided here, nothing is stored here.
"""
