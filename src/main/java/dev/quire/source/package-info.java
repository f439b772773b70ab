/// Source text: files, spans, lines and columns.
@NullMarked
package dev.quire.source;

import org.jspecify.annotations.NullMarked;
