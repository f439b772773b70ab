package dev.quire.repl;

import dev.quire.analysis.Glossary.Known;
import dev.quire.analysis.Glossary.Sort;
import dev.quire.report.TableMode;
import dev.quire.report.TraceLevel;
import dev.quire.session.Interactive;
import dev.quire.session.Standing;
import dev.quire.syntax.Completion;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What can stand at the end of an input, each with a description: what the grammar expects there, as names of the
/// session and its library; commands and their arguments.
final class Completions {
    private static final Map<String, String> PERMISSIONS = Map.of(
            "r--", "read",
            "rw-", "read and write",
            "r-x", "read and execute",
            "rwx", "read, write and execute");
    private static final Map<String, String> UNITS = Map.of(
            "page", "unit of 4 KiB",
            "pages", "unit of 4 KiB",
            "bytes", "unit of one",
            "KiB", "unit of 1024",
            "MiB", "unit of 1024 KiB",
            "GiB", "unit of 1024 MiB");

    private final Interactive session;
    private final List<String> checkpoints;

    Completions(Interactive session, List<String> checkpoints) {
        this.session = session;
        this.checkpoints = checkpoints;
    }

    /// The word that is being typed: the name characters at the end.
    static String word(String before) {
        int at = before.length();
        while (at > 0 && (Character.isJavaIdentifierPart(before.charAt(at - 1)))) {
            at--;
        }
        return before.substring(at);
    }

    /// Candidates with their descriptions, by name; all begin with the word that is being typed.
    Map<String, String> of(String before) {
        Map<String, String> found = new TreeMap<>();
        if (Commands.isCommand(before)) {
            command(before.stripLeading().substring(1), found);
        } else {
            input(before, found);
        }
        return found;
    }

    private static void add(Map<String, String> found, String word, String name, String description) {
        if (name.startsWith(word) && (!word.isEmpty() || !name.startsWith("_"))) {
            found.putIfAbsent(name, description);
        }
    }

    private static void add(Map<String, String> found, String word, List<Known> known) {
        known.forEach(k -> add(found, word, k.name(), k.line()));
    }

    private void named(Map<String, String> found, String word, Set<Sort> sorts) {
        add(
                found,
                word,
                session.known().stream().filter(k -> sorts.contains(k.sort())).toList());
    }

    // --- the language -----------------------------------------------------------------------------------------------

    private void input(String before, Map<String, String> found) {
        String word = word(before);
        String rest = before.substring(0, before.length() - word.length());
        Completion completion = Completion.after(rest);
        Set<Sort> sorts = EnumSet.noneOf(Sort.class);
        for (Completion.Place place : completion.places()) {
            switch (place) {
                case VALUE ->
                    sorts.addAll(EnumSet.of(
                            Sort.NAME, Sort.FUNCTION, Sort.SECONDARY, Sort.CASE, Sort.CONSTANT, Sort.OPTION));
                case MEMBER ->
                    add(found, word, session.members(receiver(rest.substring(0, Math.max(0, rest.length() - 1)))));
                case FIELD -> fields(found, word, rest);
                case TYPE -> sorts.addAll(EnumSet.of(Sort.TYPE, Sort.SECONDARY));
                case EVENT -> sorts.add(Sort.EVENT);
                case CALLBACK -> sorts.add(Sort.CALLBACK);
                case MODULE -> session.modules().forEach(m -> add(found, word, m, "module of the library"));
                case KERNEL -> sorts.add(Sort.KERNEL);
                case OPTION -> sorts.add(Sort.OPTION);
                case FLAG -> sorts.add(Sort.CASE);
                case PERM -> PERMISSIONS.forEach((name, what) -> add(found, word, name, "permission to " + what));
                case UNIT -> UNITS.forEach((name, what) -> add(found, word, name, what));
            }
        }
        named(found, word, sorts);
        completion.words().forEach(w -> add(found, word, w, "word of the language"));
    }

    /// The fields of `receiver is { `.
    private void fields(Map<String, String> found, String word, String rest) {
        int brace = rest.lastIndexOf('{');
        String head = brace < 0 ? "" : rest.substring(0, brace).strip();
        if (head.endsWith("is")) {
            String receiver = receiver(head.substring(0, head.length() - 2).strip());
            session.members(receiver).stream()
                    .filter(k -> k.sort() == Sort.NAME || k.what().indexOf(',') < 0)
                    .forEach(k -> add(found, word, k.name(), k.line()));
        }
    }

    /// The expression that ends here: names, dots, and whole pairs of brackets.
    static String receiver(String before) {
        int at = before.length();
        int depth = 0;
        while (at > 0) {
            char c = before.charAt(at - 1);
            if (c == ')' || c == ']') {
                depth++;
            } else if (c == '(' || c == '[') {
                depth--;
            } else if (depth == 0 && c != '.' && !Character.isJavaIdentifierPart(c)) {
                break;
            }
            if (depth < 0) {
                break;
            }
            at--;
        }
        return before.substring(at);
    }

    // --- commands ---------------------------------------------------------------------------------------------------

    private void command(String typed, Map<String, String> found) {
        String[] parts = typed.split("\\s+", 2);
        if (parts.length < 2) {
            for (Command command : Command.values()) {
                add(found, parts[0], command.title(), command.text);
            }
            return;
        }
        Command command = Command.of(parts[0]);
        if (command != null) {
            argument(command.argument, parts[1], found);
        }
    }

    private void argument(Command.Argument argument, String typed, Map<String, String> found) {
        String word = word(typed);
        switch (argument) {
            case NONE -> {}
            case WORD -> {
                for (Command command : Command.values()) {
                    add(found, word, command.title(), command.text);
                }
                add(found, word, session.known());
            }
            case CHECKPOINT -> checkpoints.forEach(c -> add(found, word, c, "checkpoint"));
            case THREAD -> threads(found, word);
            case THREAD_OR_STATEMENT -> {
                if (typed.equals(word)) {
                    threads(found, word);
                }
                input(typed, found);
            }
            case STATEMENT -> input(typed, found);
            case PROCESS -> objects(found, word, "process");
            case GUEST -> objects(found, word, "kvm");
            case EVENT -> named(found, word, EnumSet.of(Sort.EVENT));
            case MODE -> {
                for (TableMode mode : TableMode.values()) {
                    add(found, word, mode.toString(), "tables as " + mode);
                }
            }
            case FILE -> new FileNames(typed, word).each((name, what) -> add(found, word, name, what));
            case SWITCH -> {
                add(found, word, "on", "values that are shown become checks");
                add(found, word, "off", "they do not");
            }
            case OFF -> add(found, word, "off", "no more of the tour");
            case LEVEL -> {
                for (TraceLevel level : TraceLevel.values()) {
                    add(found, word, level.toString(), level.text());
                }
            }
            case KERNEL -> named(found, word, EnumSet.of(Sort.KERNEL));
            case OPTION -> {
                if (typed.indexOf('=') < 0) {
                    named(found, word, EnumSet.of(Sort.OPTION));
                } else {
                    add(found, word, "yes", "set");
                    add(found, word, "no", "not set");
                }
            }
        }
    }

    private void threads(Map<String, String> found, String word) {
        for (Standing s : session.standings()) {
            add(found, word, s.thread(), "thread, " + s.state().name().toLowerCase(java.util.Locale.ROOT));
        }
    }

    private void objects(Map<String, String> found, String word, String kind) {
        session.holdings().named(kind).forEach(name -> add(found, word, name, kind));
    }
}
