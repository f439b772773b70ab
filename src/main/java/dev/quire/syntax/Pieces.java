package dev.quire.syntax;

import dev.quire.diagnostic.Code;
import dev.quire.diagnostic.Problems;
import dev.quire.source.Source;
import dev.quire.source.Span;
import dev.quire.syntax.grammar.QuireLexer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenSource;
import org.jspecify.annotations.Nullable;

/// Cuts a text into pieces that are parsed one at a time: declarations, and of a scenario its head and its members.
/// Only
/// one piece's tokens are in memory, and a mistake in one does not reach the next.
final class Pieces {
    private static final int MAX_OPERATORS = 1000;

    private final Source source;
    private final Problems problems;
    private final DocComments docs;
    private final boolean repl;
    private final Deque<Token> open = new ArrayDeque<>();
    private LineEnds words;
    private @Nullable Token ahead;
    private boolean inScenario;

    /// In REPL input statements may stand between declarations.
    Pieces(Source source, Problems problems, DocComments docs, boolean repl) {
        this.source = source;
        this.problems = problems;
        this.docs = docs;
        this.repl = repl;
        words = new LineEnds(source, 0, problems, docs);
    }

    /// What a piece is; a scenario's end is its closing brace alone.
    enum Kind {
        DECLARATION,
        STATEMENT,
        SCENARIO_HEAD,
        SCENARIO_MEMBER,
        SCENARIO_END
    }

    /// Tokens that end in an end of input. `broken` when something in it was reported already.
    record Piece(Kind kind, List<Token> tokens, boolean broken) {
        int start() {
            return tokens.getFirst().getStartIndex();
        }
    }

    TokenSource lexer() {
        return words.lexer();
    }

    private Token take() {
        if (ahead != null) {
            Token token = ahead;
            ahead = null;
            return token;
        }
        Token token = words.next();
        switch (token.getType()) {
            case QuireLexer.LBRACE, QuireLexer.LPAREN, QuireLexer.LBRACKET -> open.push(token);
            case QuireLexer.RBRACE, QuireLexer.RPAREN, QuireLexer.RBRACKET -> open.poll();
            default -> {}
        }
        return token;
    }

    private void abandon() {
        words.abandon();
        open.clear();
        inScenario = false;
    }

    /// The next piece, or null at the end.
    @Nullable
    Piece next() {
        Token first = take();
        while (first.getType() == QuireLexer.END) {
            first = take();
        }
        docs.forgetBefore(first.getStartIndex());
        if (first.getType() == Token.EOF) {
            return end(first);
        }
        if (inScenario && atMargin(first) && declares(first.getType())) {
            unclosed(open.peek(), first);
            abandon();
            ahead = first;
            return new Piece(Kind.SCENARIO_END, List.of(first, eof(first)), true);
        }
        if (inScenario && open.size() == 0) {
            inScenario = false;
            return new Piece(Kind.SCENARIO_END, List.of(first, eof(first)), words.mended());
        }
        return read(first);
    }

    private @Nullable Piece end(Token token) {
        if (!inScenario) {
            return null;
        }
        unclosed(open.peek(), null);
        abandon();
        ahead = token;
        return new Piece(Kind.SCENARIO_END, List.of(token, eof(token)), true);
    }

    private Piece read(Token first) {
        List<Token> tokens = new ArrayList<>();
        int base = inScenario ? 1 : 0;
        int run = 0;
        int types = 0;
        Token token = first;
        while (token.getType() != Token.EOF && !(token.getType() == QuireLexer.END && open.size() == base)) {
            tokens.add(token);
            run = run(run, token.getType());
            types = types(types, token.getType());
            if (run > MAX_OPERATORS || types > MAX_OPERATORS) {
                problems.report(Code.Q115, span(token), "", MAX_OPERATORS);
                return skip(tokens, base);
            }
            if (token.getType() == QuireLexer.LBRACE
                    && first.getType() == QuireLexer.SCENARIO
                    && !inScenario
                    && open.size() == 1) {
                inScenario = true;
                tokens.add(eof(token));
                return new Piece(Kind.SCENARIO_HEAD, tokens, words.mended());
            }
            token = take();
        }
        if (token.getType() == Token.EOF && open.size() > base) {
            return restart(tokens, token);
        }
        if (token.getType() == Token.EOF) {
            ahead = token;
        }
        tokens.add(eof(token));
        return new Piece(kind(tokens), tokens, words.mended());
    }

    private Piece skip(List<Token> tokens, int base) {
        Token token = take();
        while (token.getType() != Token.EOF && !(token.getType() == QuireLexer.END && open.size() <= base)) {
            token = take();
        }
        if (token.getType() == Token.EOF) {
            ahead = token;
        }
        tokens.add(eof(token));
        return new Piece(kind(tokens), tokens, true);
    }

    /// A brace was not closed: what begins a line with a declaration's word after it is taken for the next declaration.
    private Piece restart(List<Token> tokens, Token eof) {
        Kind kind = kind(tokens);
        Token opener = open.peek();
        Token next = null;
        for (int i = 1; i < tokens.size() && next == null; i++) {
            Token token = tokens.get(i);
            if (atMargin(token) && declares(token.getType())) {
                next = token;
            }
        }
        if (words.gaveUp()) {
            ahead = eof;
            tokens.add(eof(eof));
            abandon();
            return new Piece(kind, tokens, true);
        }
        unclosed(next == null ? opener : innermostBefore(tokens, next), next);
        abandon();
        ahead = eof;
        if (next != null) {
            words = new LineEnds(source, next.getStartIndex(), problems, docs);
            ahead = null;
        }
        tokens.add(eof(eof));
        return new Piece(kind, tokens, true);
    }

    private static @Nullable Token innermostBefore(List<Token> tokens, Token next) {
        List<Token> open = new ArrayList<>();
        for (Token token : tokens) {
            if (token == next) {
                break;
            }
            if (token.getType() == QuireLexer.LBRACE) {
                open.add(token);
            } else if (token.getType() == QuireLexer.RBRACE && !open.isEmpty()) {
                open.removeLast();
            }
        }
        return open.isEmpty() ? null : open.getLast();
    }

    private void unclosed(@Nullable Token opener, @Nullable Token next) {
        if (opener == null) {
            return;
        }
        var found = problems.at(Code.Q107, span(opener), "`" + opener.getText() + "`");
        if (next != null) {
            found.label(span(next), "this begins a declaration");
        }
        found.report();
    }

    private Span span(Token token) {
        return new Span(source.index(), token.getStartIndex(), token.getStopIndex() + 1);
    }

    private boolean atMargin(Token token) {
        int start = token.getStartIndex();
        return start == 0 || source.text().charAt(start - 1) == '\n';
    }

    private static Token eof(Token at) {
        CommonToken end = new CommonToken(at);
        end.setType(Token.EOF);
        return end;
    }

    /// Counts what can nest without brackets: a run of operators, prefixes, members and types within one statement.
    private static int run(int run, int type) {
        return switch (type) {
            case QuireLexer.END, QuireLexer.COMMA, QuireLexer.LBRACE, QuireLexer.RBRACE -> 0;
            case QuireLexer.IDENT, QuireLexer.INT, QuireLexer.TEXT, QuireLexer.TAG -> run;
            default -> run + 1;
        };
    }

    /// Counts what may nest types, which commas do not end.
    private static int types(int types, int type) {
        return switch (type) {
            case QuireLexer.END, QuireLexer.LBRACE, QuireLexer.RBRACE -> 0;
            case QuireLexer.LT -> types + 1;
            default -> types;
        };
    }

    private Kind kind(List<Token> tokens) {
        if (inScenario) {
            return Kind.SCENARIO_MEMBER;
        }
        int type = tokens.getFirst().getType();
        if (repl && belongsToScenario(type)) {
            return Kind.SCENARIO_MEMBER;
        }
        if (!repl || declares(type)) {
            return Kind.DECLARATION;
        }
        int second = tokens.size() > 1 ? tokens.get(1).getType() : Token.EOF;
        boolean extension = type == QuireLexer.EXTEND && (second == QuireLexer.SECONDARY || mayDeclare(second));
        boolean named = mayDeclare(type) && second == QuireLexer.IDENT;
        return extension || named ? Kind.DECLARATION : Kind.STATEMENT;
    }

    /// Words that always begin a declaration.
    private static boolean declares(int type) {
        return switch (type) {
            case QuireLexer.USE,
                    QuireLexer.CONST,
                    QuireLexer.PROFILE,
                    QuireLexer.ENUM,
                    QuireLexer.FN,
                    QuireLexer.EXTERN,
                    QuireLexer.CALLBACKS,
                    QuireLexer.SECONDARY,
                    QuireLexer.INVARIANT,
                    QuireLexer.SCENARIO -> true;
            default -> false;
        };
    }

    /// Words that begin a thread or a property, and no statement.
    private static boolean belongsToScenario(int type) {
        return switch (type) {
            case QuireLexer.THREAD, QuireLexer.ALWAYS, QuireLexer.NEVER, QuireLexer.EXISTS, QuireLexer.EVENTUALLY ->
                true;
            default -> false;
        };
    }

    /// Words that begin a declaration, or are names.
    private static boolean mayDeclare(int type) {
        return switch (type) {
            case QuireLexer.OPTION,
                    QuireLexer.RECORDED,
                    QuireLexer.FLAGS,
                    QuireLexer.RECORD,
                    QuireLexer.OBJECT,
                    QuireLexer.EVENT,
                    QuireLexer.PATCH -> true;
            default -> false;
        };
    }
}
