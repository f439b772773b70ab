/// The syntax tree: records in sealed families, each with its span, as written and not yet resolved.
@NullMarked
package dev.quire.ast;

import org.jspecify.annotations.NullMarked;
