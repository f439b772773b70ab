/// The launcher script's decisions.
@NullMarked
package dev.quire.launcher;

import org.jspecify.annotations.NullMarked;
