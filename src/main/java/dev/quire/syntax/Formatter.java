package dev.quire.syntax;

import dev.quire.diagnostic.Problems;
import dev.quire.source.Source;
import dev.quire.syntax.grammar.QuireLexer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.Token;

/// Lays out a script: two spaces per level, single spaces, at most one blank line, the writer's own line breaks and all
/// comments.
/// Formatting what was formatted changes nothing, and no token is ever added or lost.
public final class Formatter {
    private static final String LEVEL = "  ";

    private final StringBuilder out = new StringBuilder();
    private final Deque<Integer> openers = new ArrayDeque<>();
    private final Set<Integer> ends;
    private int line;
    private boolean ended = true;
    private int last = QuireLexer.NEWLINE;

    /// Whether a brace was the last of all, comments among them: a blank line after a comment parts it from what
    /// follows.
    private boolean opened;

    private Formatter(List<Integer> ends) {
        this.ends = new HashSet<>(ends);
    }

    /// The laid-out text; the text as it was, with the reasons in `problems`, when it cannot be parsed.
    public static String format(Source source, Problems problems) {
        Problems found = new Problems();
        Parser.parse(source, found);
        if (found.any()) {
            Parser.parse(source, problems);
            return source.text();
        }
        QuireLexer lexer = new QuireLexer(new TextStream(source.text(), source.name(), 0));
        lexer.removeErrorListeners();
        return new Formatter(LineEnds.offsets(source)).lay(lexer.getAllTokens());
    }

    private String lay(List<? extends Token> tokens) {
        List<Token> current = new ArrayList<>();
        int blank = 0;
        for (Token token : tokens) {
            if (token.getType() != QuireLexer.NEWLINE) {
                current.add(token);
                continue;
            }
            blank = line(current, blank);
            ended |= ends.contains(token.getStartIndex());
            current.clear();
        }
        line(current, blank);
        return out.toString();
    }

    /// Lays one line; returns how many blank lines now wait before the next.
    private int line(List<Token> tokens, int blank) {
        if (tokens.isEmpty()) {
            return blank + 1;
        }
        int first = tokens.getFirst().getType();
        if (blank > 0 && !out.isEmpty() && !opened && first != QuireLexer.RBRACE) {
            out.append('\n');
        }
        line++;
        int closed = 0;
        while (closed < tokens.size() && closes(tokens.get(closed).getType())) {
            openers.poll();
            closed++;
        }
        long level = openers.stream().distinct().count();
        boolean continues = !ended && closed == 0 && !fresh(first);
        out.append(LEVEL.repeat((int) level + (continues ? 1 : 0)));
        for (int i = 0; i < tokens.size(); i++) {
            put(tokens, i, i < closed);
        }
        int end = out.length();
        while (end > 0 && out.charAt(end - 1) == ' ') {
            end--;
        }
        out.setLength(end);
        out.append('\n');
        return 0;
    }

    private void put(List<Token> tokens, int index, boolean closedAlready) {
        Token token = tokens.get(index);
        int type = token.getType();
        out.append(" ".repeat(index == 0 ? 0 : spaces(tokens.get(index - 1), token)));
        if (opens(type)) {
            openers.push(line);
        } else if (closes(type) && !closedAlready) {
            openers.poll();
        }
        out.append(token.getText().stripTrailing());
        opened = type == QuireLexer.LBRACE;
        if (token.getChannel() == Token.DEFAULT_CHANNEL) {
            last = type;
            ended = type == QuireLexer.LBRACE
                    || type == QuireLexer.SEMICOLON
                    || type == QuireLexer.COMMA
                    || !openers.isEmpty() && opens(type);
        }
    }

    /// One space where there was some, and after a comma; a comment keeps its distance.
    private int spaces(Token before, Token token) {
        int gap = token.getStartIndex() - before.getStopIndex() - 1;
        int type = token.getType();
        if (type == QuireLexer.LINE_COMMENT || type == QuireLexer.BLOCK_COMMENT) {
            return gap;
        }
        if (gap > 0) {
            return type == QuireLexer.COMMA || type == QuireLexer.SEMICOLON ? 0 : 1;
        }
        return last == QuireLexer.COMMA || last == QuireLexer.SEMICOLON || type == QuireLexer.LBRACE ? 1 : 0;
    }

    /// These begin a line at their block's own level whatever stands before.
    private static boolean fresh(int type) {
        return type == QuireLexer.ELSE
                || type == QuireLexer.OR
                || type == QuireLexer.DOC
                || type == QuireLexer.LINE_COMMENT
                || type == QuireLexer.BLOCK_COMMENT;
    }

    private static boolean opens(int type) {
        return type == QuireLexer.LBRACE || type == QuireLexer.LPAREN || type == QuireLexer.LBRACKET;
    }

    private static boolean closes(int type) {
        return type == QuireLexer.RBRACE || type == QuireLexer.RPAREN || type == QuireLexer.RBRACKET;
    }
}
