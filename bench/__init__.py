"""Benchmarks as ratios against a plain peer in the same run; `make bench` prints them."""
