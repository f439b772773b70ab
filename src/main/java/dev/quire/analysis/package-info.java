/// From syntax trees to a linked program: kernels and patches, names, types, and code over slots.
@NullMarked
package dev.quire.analysis;

import org.jspecify.annotations.NullMarked;
