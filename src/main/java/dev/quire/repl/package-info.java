/// The REPL: lines in, answers out. Its logic knows no terminal; JLine is used here and nowhere else.
@NullMarked
package dev.quire.repl;

import org.jspecify.annotations.NullMarked;
