/// The page-table engine as a library: words, tables, frames, TLBs and locks, with no idea of Linux and none of the
/// language.
@NullMarked
package dev.quire.engine;

import org.jspecify.annotations.NullMarked;
