package dev.quire.engine.store;

/// A limit of the store that was met, in words. It is not a fault of the state: what had been done stands, and can be
/// rolled back.
public final class StoreLimit extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoreLimit(String message) {
        super(message, null, false, false);
    }
}
