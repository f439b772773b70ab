package dev.quire.engine.trace;

/// One thing that happened: its kind (an index into the program's events), the thread that did it, and its words.
public record Event(int kind, int thread, long[] words) {}
