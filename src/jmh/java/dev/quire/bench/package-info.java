/// Benchmarks, built and run under `-Pbench`.
@NullMarked
package dev.quire.bench;

import org.jspecify.annotations.NullMarked;
