package dev.quire.syntax;

import dev.quire.diagnostic.Problems;
import dev.quire.source.Source;
import dev.quire.syntax.grammar.QuireLexer;
import dev.quire.syntax.grammar.QuireParser;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.ATN;
import org.antlr.v4.runtime.atn.ATNState;
import org.antlr.v4.runtime.atn.RuleStopState;
import org.antlr.v4.runtime.atn.RuleTransition;
import org.antlr.v4.runtime.atn.Transition;
import org.antlr.v4.runtime.misc.IntervalSet;

/// What the grammar lets stand at the end of a REPL input: the words of the language, and what the names there are
/// names
/// of. Found by walking the parser's own automaton over the tokens before, every alternative at once.
public record Completion(Set<String> words, Set<Place> places) {
    /// What a name stands for where it may stand.
    public enum Place {
        VALUE,
        /// Behind a dot.
        MEMBER,
        /// A field of what stands before the brace.
        FIELD,
        TYPE,
        EVENT,
        CALLBACK,
        MODULE,
        KERNEL,
        OPTION,
        /// A case of a flag set.
        FLAG,
        /// A permission such as `rw-`.
        PERM,
        /// A unit behind a number.
        UNIT
    }

    private static final ATN AUTOMATON = QuireParser._ATN;
    /// What is typed where the completion begins, so that a line end before it counts.
    private static final String MARK = "mark";

    /// What may follow `before`, which ends where the word that is being typed begins.
    public static Completion after(String before) {
        return new Walk(tokens(before)).completion();
    }

    /// The tokens of the last statement or declaration, up to the place.
    private static List<Token> tokens(String before) {
        LineEnds ends = new LineEnds(new Source(0, "", before + MARK), 0, new Problems(), new DocComments());
        List<Token> tokens = new ArrayList<>();
        int depth = 0;
        for (Token t = ends.next(); t.getType() != Token.EOF && t.getStartIndex() < before.length(); t = ends.next()) {
            switch (t.getType()) {
                case QuireLexer.LBRACE, QuireLexer.LPAREN, QuireLexer.LBRACKET -> depth++;
                case QuireLexer.RBRACE, QuireLexer.RPAREN, QuireLexer.RBRACKET -> depth--;
                default -> {}
            }
            if (t.getType() == QuireLexer.END && depth == 0) {
                tokens.clear();
            } else {
                tokens.add(t);
            }
        }
        return tokens;
    }

    /// The walk: where a rule that begins before a token may end. The grammar has no left recursion, so that it ends.
    private static final class Walk {
        private static final Set<Integer> ENTRIES =
                Set.of(QuireParser.RULE_declaration, QuireParser.RULE_statement, QuireParser.RULE_scenarioMember);
        private static final Set<Integer> NAMES =
                Set.of(QuireParser.RULE_name, QuireParser.RULE_label, QuireParser.RULE_fieldName);

        private final List<Token> tokens;
        private final Map<Long, Set<Integer>> ends = new HashMap<>();
        private final Set<String> words = new TreeSet<>();
        private final Set<Place> places = EnumSet.noneOf(Place.class);

        Walk(List<Token> tokens) {
            this.tokens = tokens;
        }

        Completion completion() {
            ENTRIES.forEach(rule -> ends(rule, 0));
            return new Completion(words, places);
        }

        private record At(ATNState state, int token) {}

        private Set<Integer> ends(int rule, int from) {
            long key = (long) rule << Integer.SIZE | from;
            Set<Integer> known = ends.get(key);
            if (known != null) {
                return known;
            }
            Set<Integer> found = new TreeSet<>();
            ends.put(key, found);
            Deque<At> open = new ArrayDeque<>(List.of(new At(AUTOMATON.ruleToStartState[rule], from)));
            Set<At> seen = new HashSet<>(open);
            while (!open.isEmpty()) {
                At at = open.pop();
                if (at.state() instanceof RuleStopState) {
                    found.add(at.token());
                }
                for (Transition t : at.state().getTransitions()) {
                    for (At next : follow(at, t)) {
                        if (seen.add(next)) {
                            open.push(next);
                        }
                    }
                }
            }
            return found;
        }

        private List<At> follow(At at, Transition t) {
            boolean here = at.token() == tokens.size();
            if (t instanceof RuleTransition call) {
                if (here && NAMES.contains(call.ruleIndex)) {
                    name(at.state().ruleIndex);
                    return List.of();
                }
                return ends(call.ruleIndex, at.token()).stream()
                        .map(end -> new At(call.followState, end))
                        .toList();
            }
            if (at.state() instanceof RuleStopState) {
                return List.of();
            }
            if (t.isEpsilon()) {
                return List.of(new At(t.target, at.token()));
            }
            if (here) {
                expect(t.label(), at.state().ruleIndex);
                return List.of();
            }
            return t.label().contains(tokens.get(at.token()).getType())
                    ? List.of(new At(t.target, at.token() + 1))
                    : List.of();
        }

        private void expect(IntervalSet types, int rule) {
            for (int type : types.toList()) {
                String literal = QuireLexer.VOCABULARY.getLiteralName(type);
                if (literal != null && literal.matches("'[a-z_]+'")) {
                    words.add(literal.substring(1, literal.length() - 1));
                } else if (type == QuireLexer.PERM) {
                    places.add(Place.PERM);
                } else if (type == QuireLexer.UNIT) {
                    places.add(Place.UNIT);
                } else if (type == QuireLexer.IDENT && rule == QuireParser.RULE_eventOperand) {
                    places.add(Place.VALUE);
                }
            }
        }

        /// A name may stand here, in a rule; the word before it tells what of.
        private void name(int rule) {
            int before = tokens.isEmpty() ? QuireLexer.END : tokens.getLast().getType();
            int first = tokens.isEmpty() ? QuireLexer.END : tokens.getFirst().getType();
            switch (rule) {
                case QuireParser.RULE_primary -> {
                    places.add(Place.VALUE);
                    // These two are names as well, which begin a statement.
                    if (before == QuireLexer.END || before == QuireLexer.LBRACE) {
                        words.addAll(List.of("guest", "process"));
                    }
                }
                case QuireParser.RULE_postfix -> places.add(Place.MEMBER);
                case QuireParser.RULE_fieldInit -> places.add(Place.FIELD);
                case QuireParser.RULE_plainType -> places.add(Place.TYPE);
                case QuireParser.RULE_eventPattern -> places.add(Place.EVENT);
                case QuireParser.RULE_operator -> places.add(Place.FLAG);
                case QuireParser.RULE_kernelExpression -> places.add(Place.KERNEL);
                case QuireParser.RULE_setting -> places.add(Place.OPTION);
                case QuireParser.RULE_callback -> places.add(Place.CALLBACK);
                case QuireParser.RULE_replacement -> places.add(before == QuireLexer.DOT ? Place.CALLBACK : Place.TYPE);
                case QuireParser.RULE_function -> {
                    if (tokens.stream().anyMatch(t -> t.getType() == QuireLexer.REPLACE)) {
                        places.add(Place.VALUE);
                    }
                }
                case QuireParser.RULE_statement -> {
                    if (before == QuireLexer.EMIT) {
                        places.add(Place.EVENT);
                    }
                }
                case QuireParser.RULE_declaration -> {
                    switch (before) {
                        case QuireLexer.USE -> places.add(Place.MODULE);
                        case QuireLexer.COLON, QuireLexer.ASSIGN, QuireLexer.PLUS -> places.add(Place.KERNEL);
                        default -> {
                            if (first == QuireLexer.EXTEND) {
                                places.add(Place.TYPE);
                            }
                        }
                    }
                }
                default -> {}
            }
        }
    }
}
