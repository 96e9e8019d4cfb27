"""What all tests start from."""

import signal

# Whoever starts the tests in the background has them ignore Ctrl-C, and so would every program that
# a test starts and then interrupts.
signal.signal(signal.SIGINT, signal.default_int_handler)
