/// The one store of words: cells, journal, rollback and fingerprint.
@NullMarked
package dev.quire.engine.store;

import org.jspecify.annotations.NullMarked;
