/// The command line, driven by transcripts.
@NullMarked
package dev.quire.cli;

import org.jspecify.annotations.NullMarked;
