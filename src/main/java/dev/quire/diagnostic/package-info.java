/// What Quire says when something is wrong: codes, texts, places and their rendering.
@NullMarked
package dev.quire.diagnostic;

import org.jspecify.annotations.NullMarked;
