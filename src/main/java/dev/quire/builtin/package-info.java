/// The Java halves of the prelude's `extern fn`s: bits, words and atomic steps, no policy.
@NullMarked
package dev.quire.builtin;

import org.jspecify.annotations.NullMarked;
