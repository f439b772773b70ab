/// The one façade for command line, REPL and tests: a request in, a response out, no streams.
@NullMarked
package dev.quire.session;

import org.jspecify.annotations.NullMarked;
