/// The REPL in a real terminal, and what it offers while one types.
@NullMarked
package dev.quire.repl;

import org.jspecify.annotations.NullMarked;
