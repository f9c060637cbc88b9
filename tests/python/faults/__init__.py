"""The fault matrix: awkward inputs and broken surroundings, each a file of tests/faults."""
