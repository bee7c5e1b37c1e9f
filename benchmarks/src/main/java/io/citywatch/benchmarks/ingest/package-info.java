/** The gateway beside its peers: each server a process of its own, under one load that this process makes. */
@NullMarked
package io.citywatch.benchmarks.ingest;

import org.jspecify.annotations.NullMarked;
