package dev.quire.explore;

/// A model whose states wait in a queue.
public interface QueuedModel extends Model {
    /// Puts the present state at the end of the queue of states that wait.
    void push();

    /// Goes to the state that waits longest, which leaves the queue.
    void pull();
}
