package io.citywatch.benchmarks.ingest;

/** Where a load connects to, on the loopback address. */
record Target(int port, boolean tls) {}
