package dev.quire.interpreter;

/// What became of a step.
public sealed interface StepResult {
    /// The step was taken.
    record Moved() implements StepResult {}

    /// The step cannot be taken now; nothing changed.
    record Blocked() implements StepResult {}

    /// The thread has ended; nothing changed.
    record Finished() implements StepResult {}

    /// The step broke a rule or a check. The store is as the failing primitive left it.
    record Failed(Failure failure) implements StepResult {}

    StepResult MOVED = new Moved();
    StepResult BLOCKED = new Blocked();
    StepResult FINISHED = new Finished();
}
