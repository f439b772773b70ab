package dev.quire.program;

import dev.quire.source.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A linked program: what the interpreter runs. `dispatch[member][kind]` is the function of a callback member for a
/// kind of object, or -1.
public record Program(
        List<Function> functions,
        List<Kind> kinds,
        List<EventKind> events,
        List<ExternRef> externs,
        long[] constants,
        List<String> texts,
        List<CallbackMember> callbackMembers,
        int[][] dispatch,
        List<Promotion> promotions,
        List<Check> checks,
        List<List<EventPattern>> patterns,
        @Nullable Scenario scenario) {

    /// A member of an interface of callbacks, with the words of its parameters (the receiver among them) and result.
    public record CallbackMember(String name, int parameterWords, int resultWords) {}

    /// An event that `emit` or the engine produces, with its parameters.
    public record EventKind(String name, List<ValueType.Member> parameters) {}

    /// An `extern fn`, known to its Java half as `name(first parameter's type)`, or `name()`.
    public record ExternRef(String key, int argumentWords, int resultWords) {}

    /// An `expect` of the scenario, by its text.
    public record Check(String text, Span span) {}

    /// Event `event` with its first `words` argument words equal to operands.
    public record EventPattern(int event, int words, String text) {}

    /// The scenario: its registers are the fields of one object of kind `registers`. Setup, threads and properties are
    /// functions
    /// whose only parameter is that object; properties return a bool.
    public record Scenario(
            String title,
            String kernel,
            boolean recorded,
            int registers,
            int setup,
            List<ThreadCode> threads,
            List<PropertyCode> properties) {}

    public record ThreadCode(String name, int function) {}

    /// `kind` is `always never exists eventually expect`.
    /// `ranged`: it compares metrics that are no state, and is judged of their least and greatest values over all
    /// interleavings. `each`: the kind of objects to which the function is put one after the other; -1 where it is put
    /// to
    /// the scenario's object.
    public record PropertyCode(String kind, int function, String text, Span span, boolean ranged, int each) {
        /// A property of the scenario.
        public PropertyCode(String kind, int function, String text, Span span) {
            this(kind, function, text, span, false, -1);
        }
    }

    /// A metric, by its [MetricWord], that is state while threads run, since `reader` reads it.
    public record Promotion(int metric, String name, String reader) {}
}
