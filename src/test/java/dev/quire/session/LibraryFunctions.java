package dev.quire.session;

import dev.quire.program.Function;
import dev.quire.program.Program;
import dev.quire.source.Source;
import dev.quire.source.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The functions of `stdlib/`, over all profiles, by where they are declared: `file function`, with the type of the
/// first
/// parameter where several of the file have the name, and with a number where that is the same, too (a patch that
/// replaces its own file's function).
final class LibraryFunctions {
    private static final String FOLDER = "stdlib/";
    private static final Pattern FIRST_PARAMETER = Pattern.compile("\\(\\w+: ([\\w<>?]+)");

    private record Place(String file, int start) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int files = file.compareTo(other.file);
            return files == 0 ? Integer.compare(start, other.start) : files;
        }
    }

    private record Declared(String display, String firstParameter) {}

    private final SortedMap<Place, Declared> declared = new TreeMap<>();
    private final SortedMap<Place, String> names = new TreeMap<>();

    /// Takes the functions of one more program in. Names are good once all programs are in.
    void declare(Program program, List<Source> sources) {
        for (Function function : program.functions()) {
            Place place = place(function, sources);
            if (place != null) {
                String text =
                        sources.get(function.code().getFirst().span().source()).text();
                Matcher first = FIRST_PARAMETER.matcher(
                        text.substring(function.code().getFirst().span().end()));
                declared.put(place, new Declared(function.display(), first.lookingAt() ? first.group(1) : ""));
            }
        }
        SortedMap<String, Integer> alike = new TreeMap<>();
        declared.forEach((place, f) -> alike.merge(place.file + " " + f.display, 1, Integer::sum));
        SortedMap<String, Integer> seen = new TreeMap<>();
        names.clear();
        declared.forEach((place, f) -> {
            String name = place.file + " " + f.display;
            String full = alike.getOrDefault(name, 0) == 1 ? name : name + "(" + f.firstParameter + ")";
            int which = seen.merge(full, 1, Integer::sum);
            names.put(place, which == 1 ? full : full + " " + which);
        });
    }

    SortedSet<String> all() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(names.values()));
    }

    /// For each function of a program its name, empty where it is not the library's.
    List<String> of(Program program, List<Source> sources) {
        List<String> all = new ArrayList<>();
        for (Function function : program.functions()) {
            Place place = place(function, sources);
            all.add(place == null ? "" : names.getOrDefault(place, ""));
        }
        return all;
    }

    private static @Nullable Place place(Function function, List<Source> sources) {
        Span span = function.code().getFirst().span();
        String file = span.source() < 0 ? "" : sources.get(span.source()).name();
        return file.startsWith(FOLDER) ? new Place(file, span.start()) : null;
    }
}
