package dev.quire.engine.trace;

/// Where events go.
public interface EventSink {
    void accept(Event event);
}
