package dev.quire.builtin;

import dev.quire.interpreter.Activation;
import dev.quire.interpreter.Builtin;
import java.util.Map;
import java.util.TreeMap;

/// The registry of Java halves, by `name(first parameter's type)`.
public final class Builtins implements Builtin.Registry {
    private final Map<String, Builtin> all = new TreeMap<>();

    /// `frameContents` is the word of a frame object where its contents begin (the field `content`), or -1 when the
    /// program has no frames.
    public Builtins(int frameContents) {
        EntryBuiltins.register(this);
        SwapBuiltins.register(this);
        TableBuiltins.register(this);
        AccessBuiltins.register(this);
        FrameBuiltins.register(this, frameContents);
        ThreadBuiltins.register(this);
    }

    @Override
    public Builtin find(String key) {
        Builtin found = all.get(key);
        if (found == null) {
            return (activation, slots, arguments, result) -> {
                throw dev.quire.interpreter.Failure.rule("extern fn " + key + " has no Java half");
            };
        }
        return found;
    }

    /// All keys, in order; for docs/primitives.md.
    public Map<String, Builtin> all() {
        return all;
    }

    /// What a Java half does; false when the step is blocked.
    interface Body {
        boolean run(Activation activation, long[] slots, int arguments, int result);
    }

    void local(String key, Body body) {
        all.put(key, new Entry(false, body));
    }

    void step(String key, Body body) {
        all.put(key, new Entry(true, body));
    }

    private record Entry(boolean visible, Body body) implements Builtin {
        @Override
        public boolean execute(Activation activation, long[] slots, int arguments, int result) {
            return body.run(activation, slots, arguments, result);
        }
    }
}
