"""Sokuho on many processes, for `bench.crash` and `bench.kafka`: news, stand-ins, a cluster."""
