/// A generic search over the states of a model. Imports nothing of ours.
@NullMarked
package dev.quire.explore;

import org.jspecify.annotations.NullMarked;
