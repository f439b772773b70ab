package dev.quire.engine;

import dev.quire.engine.memory.Contents;
import dev.quire.engine.paging.PageTables;
import dev.quire.engine.paging.Tlbs;
import dev.quire.engine.space.Lists;
import dev.quire.engine.space.Locks;
import dev.quire.engine.space.SortedMaps;
import dev.quire.engine.store.WordStore;

/// The parts of the engine over one store.
public final class Engine {
    private final WordStore store = new WordStore();
    private final Lists lists = new Lists(store);
    private final SortedMaps maps = new SortedMaps(store);
    private final Locks locks = new Locks(store);
    private final Tlbs tlbs = new Tlbs(store);
    private final PageTables tables = new PageTables(store, tlbs);
    private final Contents contents = new Contents(store);

    public Engine() {
        store.forget();
    }

    public WordStore store() {
        return store;
    }

    public Lists lists() {
        return lists;
    }

    public SortedMaps maps() {
        return maps;
    }

    public Locks locks() {
        return locks;
    }

    public PageTables tables() {
        return tables;
    }

    public Tlbs tlbs() {
        return tlbs;
    }

    public Contents contents() {
        return contents;
    }

    /// Ends an object: its cell, and what its contents occupy if it is a frame.
    public void free(int object) {
        contents.release(object);
        store.free(object);
    }
}
