/// Page tables and the stale translations of TLBs.
@NullMarked
package dev.quire.engine.paging;

import org.jspecify.annotations.NullMarked;
