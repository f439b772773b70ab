/// The engine once more, of maps and records: slow, obvious, and sharing nothing with the packed one but constants.
@NullMarked
package dev.quire.engine.reference;

import org.jspecify.annotations.NullMarked;
