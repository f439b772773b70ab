package dev.quire.syntax;

import dev.quire.diagnostic.Code;
import dev.quire.diagnostic.Problems;
import dev.quire.source.Source;
import dev.quire.source.Span;
import dev.quire.syntax.grammar.QuireLexer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/// The tokens that the parser sees, one at a time. Line ends and semicolons that end a statement become an END, and so
/// does the place before a closing brace; a comma before a closing bracket is left out; brackets are balanced, so that
/// one that was forgotten costs one message. A line end counts where the token before it can end a statement, the
/// token after it can begin one, and no parenthesis or bracket is open.
final class LineEnds {
    /// Brackets may be nested this deep.
    static final int MAX_DEPTH = 200;

    private static final boolean[] NEVER_LAST = table(
            QuireLexer.END,
            QuireLexer.LBRACE,
            QuireLexer.LPAREN,
            QuireLexer.LBRACKET,
            QuireLexer.ARROW,
            QuireLexer.FAT_ARROW,
            QuireLexer.ELSE_ARROW,
            QuireLexer.HALF_OPEN,
            QuireLexer.DOTS,
            QuireLexer.DOT,
            QuireLexer.COMMA,
            QuireLexer.COLON,
            QuireLexer.PLUS_ASSIGN,
            QuireLexer.MINUS_ASSIGN,
            QuireLexer.AND_ASSIGN,
            QuireLexer.OR_ASSIGN,
            QuireLexer.EQ,
            QuireLexer.NE,
            QuireLexer.LE,
            QuireLexer.GE,
            QuireLexer.SHL,
            QuireLexer.LT,
            QuireLexer.ASSIGN,
            QuireLexer.AND_AND,
            QuireLexer.OR_OR,
            QuireLexer.NOT,
            QuireLexer.PLUS,
            QuireLexer.MINUS,
            QuireLexer.STAR,
            QuireLexer.SLASH,
            QuireLexer.PERCENT,
            QuireLexer.AMP,
            QuireLexer.PIPE,
            QuireLexer.CARET,
            QuireLexer.TILDE,
            QuireLexer.THEN,
            QuireLexer.ELSE,
            QuireLexer.TRY,
            QuireLexer.HAS,
            QuireLexer.IS,
            QuireLexer.IN);
    private static final boolean[] NEVER_FIRST = table(
            QuireLexer.LBRACE,
            QuireLexer.RBRACE,
            QuireLexer.RPAREN,
            QuireLexer.RBRACKET,
            QuireLexer.ELSE,
            QuireLexer.OR,
            QuireLexer.THEN,
            QuireLexer.HAS,
            QuireLexer.IS,
            QuireLexer.IN,
            QuireLexer.ARROW,
            QuireLexer.FAT_ARROW,
            QuireLexer.COMMA,
            QuireLexer.COLON,
            QuireLexer.QUESTION,
            QuireLexer.ASSIGN,
            QuireLexer.PLUS_ASSIGN,
            QuireLexer.MINUS_ASSIGN,
            QuireLexer.AND_ASSIGN,
            QuireLexer.OR_ASSIGN,
            QuireLexer.DOT,
            QuireLexer.DOTS,
            QuireLexer.HALF_OPEN,
            QuireLexer.AND_AND,
            QuireLexer.OR_OR,
            QuireLexer.PLUS,
            QuireLexer.STAR,
            QuireLexer.SLASH,
            QuireLexer.PERCENT,
            QuireLexer.EQ,
            QuireLexer.NE,
            QuireLexer.LE,
            QuireLexer.GE,
            QuireLexer.LT,
            QuireLexer.GT,
            QuireLexer.SHL,
            QuireLexer.AMP,
            QuireLexer.PIPE,
            QuireLexer.CARET);

    private final Source source;
    private final Problems problems;
    private final DocComments docs;
    private final QuireLexer lexer;
    private final Deque<Token> open = new ArrayDeque<>();
    private final Deque<Token> ready = new ArrayDeque<>();
    private @Nullable Token lineEnd;
    private @Nullable Token comma;
    private int last = QuireLexer.END;
    private boolean mended;
    private boolean over;
    private boolean gaveUp;

    /// Reads from the offset `from` on.
    LineEnds(Source source, int from, Problems problems, DocComments docs) {
        this.source = source;
        this.problems = problems;
        this.docs = docs;
        lexer = new QuireLexer(new TextStream(source.text(), source.name(), from));
        lexer.removeErrorListeners();
    }

    /// Whether a line that ends in a token of this type goes on in the next.
    static boolean goesOnAfter(int type) {
        return NEVER_LAST[type];
    }

    private static boolean[] table(int... types) {
        boolean[] table = new boolean[QuireLexer.VOCABULARY.getMaxTokenType() + 1];
        for (int type : types) {
            table[type] = true;
        }
        return table;
    }

    QuireLexer lexer() {
        return lexer;
    }

    /// Whether brackets had to be mended since the last call; what the parser says of such a piece is not worth saying.
    boolean mended() {
        boolean was = mended;
        mended = false;
        return was;
    }

    /// Whether it has given up: what is left of the text is not read.
    boolean gaveUp() {
        return gaveUp;
    }

    /// Forgets that anything is open.
    void abandon() {
        open.clear();
    }

    /// The next token; END comes before the end of the input where something was begun.
    Token next() {
        while (ready.isEmpty()) {
            Token token = lexer.nextToken();
            switch (token.getType()) {
                case QuireLexer.DOC -> docs.line(token);
                case QuireLexer.LINE_COMMENT, QuireLexer.BLOCK_COMMENT -> {}
                case QuireLexer.NEWLINE -> {
                    boolean inside = !open.isEmpty() && open.peek().getType() != QuireLexer.LBRACE;
                    if (lineEnd == null && comma == null && !inside && !NEVER_LAST[last]) {
                        lineEnd = token;
                    }
                }
                case QuireLexer.UNKNOWN, QuireLexer.OPEN_TEXT, QuireLexer.OPEN_COMMENT -> unknown(token);
                default -> shown(token);
            }
        }
        return ready.remove();
    }

    private void shown(Token token) {
        int type = token.getType();
        docs.above(token);
        if (over) {
            ready.add(end(token, Token.EOF));
            return;
        }
        Token ended = lineEnd;
        lineEnd = null;
        if (comma != null) {
            if (type != QuireLexer.RPAREN && type != QuireLexer.RBRACKET) {
                emit(comma);
            }
            comma = null;
        }
        switch (type) {
            case Token.EOF -> {
                over = true;
                endBefore(token, null);
                ready.add(token);
            }
            case QuireLexer.SEMICOLON -> endBefore(token, token);
            case QuireLexer.COMMA -> {
                comma = token;
                last = type;
            }
            case QuireLexer.LPAREN, QuireLexer.LBRACKET, QuireLexer.LBRACE -> {
                if (ended != null && !NEVER_FIRST[type]) {
                    emit(end(ended, QuireLexer.END));
                }
                opens(token);
            }
            case QuireLexer.RPAREN, QuireLexer.RBRACKET, QuireLexer.RBRACE -> closes(token);
            default -> {
                if (ended != null && !NEVER_FIRST[type]) {
                    emit(end(ended, QuireLexer.END));
                }
                emit(token);
            }
        }
    }

    private void emit(Token token) {
        ready.add(token);
        last = token.getType();
    }

    /// Ends what stands before `token`, unless nothing does.
    private void endBefore(Token token, @Nullable Token from) {
        if (last != QuireLexer.END && last != QuireLexer.LBRACE && last != QuireLexer.COMMA) {
            Token end = end(from == null ? token : from, QuireLexer.END);
            emit(end);
        }
    }

    private static Token end(Token at, int type) {
        CommonToken end = new CommonToken(at);
        end.setType(type);
        end.setChannel(Token.DEFAULT_CHANNEL);
        return end;
    }

    private void opens(Token token) {
        open.push(token);
        if (open.size() > MAX_DEPTH) {
            problems.report(Code.Q103, span(token), "", MAX_DEPTH);
            over = true;
            gaveUp = true;
            mended = true;
            ready.add(end(token, Token.EOF));
            return;
        }
        emit(token);
    }

    private void closes(Token token) {
        int opener = opener(token.getType());
        if (open.stream().noneMatch(t -> t.getType() == opener) || opener != QuireLexer.LBRACE && beyondBrace(opener)) {
            mended = true;
            var found = problems.at(Code.Q108, span(token), "`" + token.getText() + "`");
            Token innermost = open.peek();
            if (innermost != null) {
                found.label(span(innermost), "this is the innermost bracket that is open");
            }
            found.report();
            return;
        }
        while (open.element().getType() != opener) {
            Token forgotten = open.pop();
            mended = true;
            problems.at(Code.Q107, span(forgotten), "`" + forgotten.getText() + "`")
                    .label(span(token), "it should be closed before this")
                    .report();
            emit(end(token, closer(forgotten.getType())));
        }
        if (token.getType() == QuireLexer.RBRACE) {
            endBefore(token, null);
        }
        open.pop();
        emit(token);
    }

    /// Whether a brace stands between the innermost bracket and the one that would be closed.
    private boolean beyondBrace(int opener) {
        for (Token token : open) {
            if (token.getType() == opener) {
                return false;
            }
            if (token.getType() == QuireLexer.LBRACE) {
                return true;
            }
        }
        return true;
    }

    private static int opener(int closer) {
        return switch (closer) {
            case QuireLexer.RPAREN -> QuireLexer.LPAREN;
            case QuireLexer.RBRACKET -> QuireLexer.LBRACKET;
            default -> QuireLexer.LBRACE;
        };
    }

    private static int closer(int opener) {
        return opener == QuireLexer.LPAREN ? QuireLexer.RPAREN : QuireLexer.RBRACKET;
    }

    private void unknown(Token token) {
        mended = true;
        Span span = span(token);
        switch (token.getType()) {
            case QuireLexer.OPEN_TEXT -> openText(token, span);
            case QuireLexer.OPEN_COMMENT -> {
                problems.report(Code.Q114, span, "");
                lexer.getInputStream().seek(source.text().length());
            }
            default -> {
                int character = source.text().codePointAt(span.start());
                if (Character.isSupplementaryCodePoint(character)) {
                    lexer.nextToken();
                }
                Span whole = new Span(span.source(), span.start(), span.start() + Character.charCount(character));
                problems.report(Code.Q102, whole, "", Expected.printable(Character.toString(character)));
            }
        }
    }

    /// A text that its line does not close ends with the line, or before a brace that ends the line.
    private void openText(Token token, Span span) {
        int end = source.lineEnd(source.line(span.start()));
        int brace = end;
        while (brace > span.end() && Character.isWhitespace(source.text().charAt(brace - 1))) {
            brace--;
        }
        if (source.text().charAt(brace - 1) == '{') {
            end = brace - 1;
        }
        problems.report(Code.Q106, new Span(span.source(), span.start(), end), "");
        lexer.getInputStream().seek(end);
        shown(end(token, QuireLexer.TEXT));
    }

    private Span span(Token token) {
        return new Span(source.index(), token.getStartIndex(), token.getStopIndex() + 1);
    }

    /// The offsets of the line ends and semicolons that end something, of a text that was read as `tokens` without
    /// mistake.
    static List<Integer> offsets(Source source) {
        LineEnds ends = new LineEnds(source, 0, new Problems(), new DocComments());
        List<Integer> found = new java.util.ArrayList<>();
        for (Token token = ends.next(); token.getType() != Token.EOF; token = ends.next()) {
            if (token.getType() == QuireLexer.END) {
                found.add(token.getStartIndex());
            }
        }
        return found;
    }
}
