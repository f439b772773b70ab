package dev.quire.analysis;

import dev.quire.analysis.ExpressionCompiler.Value;
import dev.quire.ast.Expr;
import dev.quire.diagnostic.Code;
import dev.quire.program.CollectionOp;
import dev.quire.program.CollectionWords;
import dev.quire.program.Op;
import dev.quire.program.ValueType;
import dev.quire.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Compiles what lists and maps can do.
final class CollectionCompiler {
    private final ExpressionCompiler e;

    CollectionCompiler(ExpressionCompiler expressions) {
        e = expressions;
    }

    Value operation(CollectionOp op, Value handle, List<Value> arguments, int words, ValueType result) {
        int at = e.out.slots(
                1 + arguments.stream().mapToInt(a -> a.type().words()).sum());
        e.out.emit(Op.MOVE, at, handle.slot(), 1);
        int next = at + 1;
        for (Value v : arguments) {
            e.out.emit(Op.MOVE, next, v.slot(), v.type().words());
            next += v.type().words();
        }
        int slot = e.out.slots(result.words());
        e.out.emit(Op.COLLECTION, op.ordinal(), at, CollectionWords.pack(slot, words));
        return new Value(result, slot);
    }

    /// A call of an operation that the collection in `target` has, or null.
    @Nullable
    Value call(String name, Value target, List<Expr> rest, Span span) {
        record Shape(CollectionOp op, List<ValueType> parameters, ValueType result) {}
        Map<String, Shape> shapes = switch (target.type()) {
            case ValueType.ListType l ->
                Map.of(
                        "push", new Shape(CollectionOp.PUSH, List.of(l.of()), Types.UNIT),
                        "insert", new Shape(CollectionOp.INSERT, List.of(Types.INT, l.of()), Types.UNIT),
                        "put", new Shape(CollectionOp.SET, List.of(Types.INT, l.of()), Types.UNIT),
                        "remove_at", new Shape(CollectionOp.REMOVE_AT, List.of(Types.INT), Types.UNIT),
                        "clear", new Shape(CollectionOp.CLEAR, List.of(), Types.UNIT),
                        "free", new Shape(CollectionOp.DELETE, List.of(), Types.UNIT));
            case ValueType.MapType m ->
                Map.of(
                        "put", new Shape(CollectionOp.MAP_PUT, List.of(m.key(), m.value()), Types.UNIT),
                        "remove", new Shape(CollectionOp.MAP_REMOVE, List.of(m.key()), Types.UNIT),
                        "has_key", new Shape(CollectionOp.MAP_HAS, List.of(m.key()), Types.BOOL),
                        "key_at", new Shape(CollectionOp.MAP_KEY_AT, List.of(Types.INT), m.key()),
                        "value_at", new Shape(CollectionOp.MAP_VALUE_AT, List.of(Types.INT), m.value()),
                        "ceiling", new Shape(CollectionOp.MAP_CEILING, List.of(m.key()), Types.INT),
                        "clear", new Shape(CollectionOp.CLEAR, List.of(), Types.UNIT),
                        "free", new Shape(CollectionOp.DELETE, List.of(), Types.UNIT));
            default -> Map.of();
        };
        Shape shape = shapes.get(name);
        if (shape == null) {
            return null;
        }
        if (shape.parameters().size() != rest.size()) {
            return e.wrong(
                    span,
                    Code.Q302,
                    "see docs/language.md",
                    name,
                    shape.parameters().size(),
                    rest.size());
        }
        List<Value> arguments = new ArrayList<>();
        for (int i = 0; i < rest.size(); i++) {
            arguments.add(e.as(rest.get(i), shape.parameters().get(i)));
        }
        int words = target.type() instanceof ValueType.ListType l
                ? l.of().words()
                : ((ValueType.MapType) target.type()).value().words();
        e.out.at(span);
        return operation(shape.op(), target, arguments, words, shape.result());
    }
}
