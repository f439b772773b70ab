/// Plain text, and colour where a terminal shows it.
@NullMarked
package dev.quire.text;

import org.jspecify.annotations.NullMarked;
