package dev.quire.engine.store;

/// Told of every word that is read or written, whether its value changes or not, while a store has it.
public interface AccessLog {
    void read(int cell, int offset, long value);

    void write(int cell, int offset);

    /// A metric of a cell was read.
    default void metric(int cell, int number) {}
}
