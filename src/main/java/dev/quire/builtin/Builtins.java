package dev.quire.builtin;

import dev.quire.interpreter.Activation;
import dev.quire.interpreter.Builtin;
import java.util.Map;
import java.util.TreeMap;

/// The registry of Java halves, by `name(first parameter's type)`.
public final class Builtins implements Builtin.Registry {
    private final Map<String, Builtin> all = new TreeMap<>();
    private final Map<String, Primitive> primitives = new TreeMap<>();
    private String group = "";

    /// `frameContents` is the word of a frame object where its contents begin (the field `content`), or -1 when the
    /// program has no frames.
    public Builtins(int frameContents) {
        group = "Entries";
        EntryBuiltins.register(this);
        group = "Entries that are not present";
        SwapBuiltins.register(this);
        group = "Tables";
        TableBuiltins.register(this);
        group = "Accesses, walks and flushes";
        AccessBuiltins.register(this);
        group = "Frames";
        FrameBuiltins.register(this, frameContents);
        group = "Threads";
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

    /// A primitive: the part of the document where it stands, whether a call is a step, and its contract.
    public record Primitive(String group, boolean step, Contract contract) {}

    /// All primitives by their key, in order.
    public Map<String, Primitive> all() {
        return java.util.Collections.unmodifiableMap(primitives);
    }

    /// What a Java half does; false when the step is blocked.
    interface Body {
        boolean run(Activation activation, long[] slots, int arguments, int result);
    }

    /// Computation over the arguments alone.
    void value(String key, Body body) {
        add(key, false, Contract.VALUE, body);
    }

    void value(String key, Contract contract, Body body) {
        add(key, false, contract, body);
    }

    void local(String key, Contract contract, Body body) {
        add(key, false, contract, body);
    }

    void step(String key, Contract contract, Body body) {
        add(key, true, contract, body);
    }

    private void add(String key, boolean visible, Contract contract, Body body) {
        all.put(key, new Entry(visible, contract.reach(), body));
        primitives.put(key, new Primitive(group, visible, contract));
    }

    private record Entry(boolean visible, Reach reach, Body body) implements Builtin {
        @Override
        public boolean execute(Activation activation, long[] slots, int arguments, int result) {
            return body.run(activation, slots, arguments, result);
        }
    }
}
