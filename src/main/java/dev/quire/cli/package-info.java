/// The command line: the only user of picocli, of the standard streams and of exit.
@NullMarked
package dev.quire.cli;

import org.jspecify.annotations.NullMarked;
