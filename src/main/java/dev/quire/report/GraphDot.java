package dev.quire.report;

import dev.quire.explore.Finding;
import dev.quire.explore.StateGraph;
import dev.quire.explore.Step;
import dev.quire.interpreter.Machine;
import dev.quire.program.Program;
import dev.quire.session.Session;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// A scenario's states and the steps between them in Graphviz' language. The way to the first counterexample, or else
/// to the first witness, is drawn bold.
public final class GraphDot {
    private final Session.Exploration x;
    private final StateGraph<List<Machine.Place>> graph;
    private final Reports reports;
    private final List<Program.ThreadCode> threads;

    public GraphDot(Session.Exploration exploration, StateGraph<List<Machine.Place>> graph, Reports reports) {
        x = exploration;
        this.graph = graph;
        this.reports = reports;
        threads = Objects.requireNonNull(x.program().scenario()).threads();
    }

    public String text() {
        Finding found = found();
        List<Step> path = found == null ? List.of() : found.path();
        List<StateGraph.Edge<List<Machine.Place>>> way = graph.along(path);
        String what = found == null
                ? "no counterexample and no witness"
                : reports.found(x.program(), found).replaceAll("\\s+", " ");
        StringBuilder out = new StringBuilder("digraph states {\n");
        out.append("  label=\"").append(escaped(RunReport.heading(x.program()))).append("\\n");
        out.append(escaped(what)).append("\\n");
        out.append(escaped(shown()));
        if (way.size() < path.size()) {
            out.append("\\n")
                    .append("the way leaves them after ")
                    .append(way.size())
                    .append(" of ")
                    .append(path.size())
                    .append(" steps");
        }
        out.append("\";\n  node [shape=circle];\n");
        Set<Integer> passed = new HashSet<>();
        way.forEach(e -> passed.add(e.to()));
        boolean fails = false;
        for (int state = 0; state < graph.states(); state++) {
            out.append(node(state, found != null && (passed.contains(state) || state == 0)));
        }
        for (StateGraph.Edge<List<Machine.Place>> e : graph.edges()) {
            fails |= e.to() == StateGraph.FAILURE;
            out.append(edge(e, way.contains(e)));
        }
        return out.append(fails ? "  failed [shape=box];\n" : "").append("}\n").toString();
    }

    /// How much of the graph there is, in words.
    public String shown() {
        return graph.whole()
                ? String.format("all %,d states", graph.states())
                : String.format(
                        "the first %,d states of %s%,d; dashed ones have steps that are left out",
                        graph.states(),
                        Objects.requireNonNull(x.outcome()).exhausted() ? "" : "more than ",
                        x.outcome().states());
    }

    /// The first counterexample, or else the first witness; null when there is neither.
    private @org.jspecify.annotations.Nullable Finding found() {
        List<Finding> all = Objects.requireNonNull(x.outcome()).findings();
        return all.stream()
                .filter(f -> f.what() != Finding.What.WITNESS)
                .findFirst()
                .orElse(all.isEmpty() ? null : all.getFirst());
    }

    private String node(int state, boolean passed) {
        StringBuilder style = new StringBuilder(passed ? "bold" : "");
        style.append(graph.more().contains(state) ? style.isEmpty() ? "dashed" : ",dashed" : "");
        String shape = graph.ends().contains(state)
                ? ", shape=doublecircle"
                : graph.stuck().contains(state) ? ", shape=octagon" : "";
        return "  s" + state + " [label=\"" + state + "\"" + shape
                + (style.isEmpty() ? "" : ", style=\"" + style + "\"") + "];\n";
    }

    private String edge(StateGraph.Edge<List<Machine.Place>> e, boolean bold) {
        StringBuilder label = new StringBuilder(threads.get(e.step().thread()).name());
        e.step().choices().forEach(c -> label.append(' ').append(c));
        Machine.Place at = e.place().getLast();
        return "  s" + e.from() + " -> " + (e.to() == StateGraph.FAILURE ? "failed" : "s" + e.to()) + " [label=\""
                + escaped(label.toString()) + "\", tooltip=\""
                + escaped(at.function().display() + "() " + reports.place(at.span())) + "\""
                + (bold ? ", style=bold" : "") + "];\n";
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
