package dev.quire.syntax;

import dev.quire.ast.Expr;
import dev.quire.diagnostic.Code;
import dev.quire.diagnostic.Problems;
import dev.quire.source.Span;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/// Builds numbers, units, permissions and texts.
final class LiteralBuilder {
    private static final String OPEN = "perm(";
    private static final int READ = 4;
    private static final int WRITE = 2;
    private static final int EXECUTE = 1;

    private final Problems problems;

    LiteralBuilder(Problems problems) {
        this.problems = problems;
    }

    Expr.IntLit number(TerminalNode digits, @Nullable TerminalNode unit, Span span) {
        String text = digits.getText().replace("_", "");
        long value = 0;
        try {
            value = text.startsWith("0x") ? Long.parseUnsignedLong(text.substring(2), 16) : Long.parseLong(text);
        } catch (NumberFormatException tooLarge) {
            problems.report(Code.Q104, span, "");
        }
        return new Expr.IntLit(span, value, unit == null ? null : unit(unit));
    }

    static Expr.Unit unit(TerminalNode unit) {
        return switch (unit.getText()) {
            case "page", "pages" -> Expr.Unit.PAGES;
            case "KiB" -> Expr.Unit.KIB;
            case "MiB" -> Expr.Unit.MIB;
            case "GiB" -> Expr.Unit.GIB;
            default -> Expr.Unit.BYTES;
        };
    }

    /// The bits of `rwx` or of `perm(rwx)`: 4 read, 2 write, 1 execute.
    static int permission(String text) {
        String letters = text.startsWith(OPEN) ? text.substring(OPEN.length()) : text;
        return (letters.charAt(0) == 'r' ? READ : 0)
                | (letters.charAt(1) == 'w' ? WRITE : 0)
                | (letters.charAt(2) == 'x' ? EXECUTE : 0);
    }

    /// The text between the quotes, with `\"`, `\\` and `\n` read.
    String text(TerminalNode quoted, Span span) {
        String text = quoted.getText();
        StringBuilder read = new StringBuilder();
        for (int i = 1; i < text.length() - 1; i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                c = text.charAt(++i);
                switch (c) {
                    case '"', '\\' -> read.append(c);
                    case 'n' -> read.append('\n');
                    default ->
                        problems.report(
                                Code.Q111,
                                new Span(span.source(), span.start() + i - 1, span.start() + i + 1),
                                "",
                                Expected.printable(String.valueOf(c)));
                }
            } else {
                read.append(c);
            }
        }
        return read.toString();
    }
}
