"""Keys, and what they seal and sign: this room knows bytes, keys and files, never statements.

    passphrase, words, strength, layout   what a person types
    slots, recovery                       the ways in to the master key
    keys, keyring, mark                   the keys of one device, and how far its log had come
    seal, sign                            bodies, wraps and signatures of entries
    stream, bundle, age_header            evidence files and exports
    files, platform, windows, synced      private files and what operating systems differ in
    selftest                              known answers, asked at every opening

The bytes of every file are in `docs/spec/keys.md`.
"""
