package dev.quire.session;

import dev.quire.program.Function;
import dev.quire.program.Instruction;
import dev.quire.program.Op;
import dev.quire.program.Program;
import dev.quire.source.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A program with one function's body replaced.
enum Mutant {
    /// The function fails as soon as it is called.
    FAILS {
        @Override
        Program of(Program program, int index) {
            Function function = program.functions().get(index);
            List<String> texts = new ArrayList<>(program.texts());
            texts.add("disabled");
            Instruction fail = new Instruction(Op.FAIL, texts.size() - 1, 0, 0, place(function));
            return changed(program, index, List.of(fail), texts, program.constants());
        }
    },
    /// The function does nothing, and where it has a value the value is zero, none or the first case.
    DOES_NOTHING {
        @Override
        Program of(Program program, int index) {
            Function function = program.functions().get(index);
            long[] constants = Arrays.copyOf(program.constants(), program.constants().length + 1);
            List<Instruction> code = new ArrayList<>();
            for (int word = 0; word < function.resultWords(); word++) {
                code.add(new Instruction(Op.CONST, word, constants.length - 1, 0, place(function)));
            }
            code.add(new Instruction(Op.RETURN, 0, 0, 0, place(function)));
            return changed(program, index, code, program.texts(), constants);
        }
    };

    /// The program with function `index` disabled.
    abstract Program of(Program program, int index);

    /// Whether a function does nothing as it stands: it has no effect before it returns zero, none or the first case.
    static boolean idle(Program program, int index) {
        for (Instruction i : program.functions().get(index).code()) {
            switch (i.op()) {
                case ATTEMPT, MOVE -> {}
                case CONST -> {
                    if (program.constants()[i.b()] != 0) {
                        return false;
                    }
                }
                case RETURN -> {
                    return true;
                }
                default -> {
                    return false;
                }
            }
        }
        return false;
    }

    private static Span place(Function function) {
        return function.code().getFirst().span();
    }

    private static Program changed(Program p, int index, List<Instruction> code, List<String> texts, long[] constants) {
        Function f = p.functions().get(index);
        List<Function> functions = new ArrayList<>(p.functions());
        int slots = Math.max(1, Math.max(f.slots(), f.resultWords()));
        functions.set(
                index,
                new Function(f.name(), f.display(), f.counterpart(), f.parameterWords(), f.resultWords(), slots, code));
        return new Program(
                functions,
                p.kinds(),
                p.events(),
                p.externs(),
                constants,
                texts,
                p.callbackMembers(),
                p.dispatch(),
                p.promotions(),
                p.checks(),
                p.patterns(),
                p.scenario());
    }
}
