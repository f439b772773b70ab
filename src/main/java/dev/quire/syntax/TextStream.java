package dev.quire.syntax;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.IntStream;
import org.antlr.v4.runtime.misc.Interval;

/// A text as the lexer reads it: by UTF-16 code units, so that a token's indices are offsets into the text, as spans
/// are.
final class TextStream implements CharStream {
    private final String text;
    private final String name;
    private int at;

    TextStream(String text, String name, int from) {
        this.text = text;
        this.name = name;
        at = from;
    }

    @Override
    public String getText(Interval interval) {
        return text.substring(interval.a, Math.min(text.length(), interval.b + 1));
    }

    @Override
    public void consume() {
        if (at == text.length()) {
            throw new IllegalStateException("cannot consume the end of " + name);
        }
        at++;
    }

    @Override
    public int LA(int i) {
        int index = i > 0 ? at + i - 1 : at + i;
        return i == 0 ? 0 : index >= 0 && index < text.length() ? text.charAt(index) : IntStream.EOF;
    }

    @Override
    public int mark() {
        return -1;
    }

    @Override
    public void release(int marker) {}

    @Override
    public int index() {
        return at;
    }

    @Override
    public void seek(int index) {
        at = Math.min(index, text.length());
    }

    @Override
    public int size() {
        return text.length();
    }

    @Override
    public String getSourceName() {
        return name;
    }
}
