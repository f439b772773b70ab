package dev.quire.session;

import dev.quire.ast.Decl;
import dev.quire.ast.SourceFile;
import dev.quire.ast.TypeRef;
import dev.quire.diagnostic.Code;
import dev.quire.diagnostic.Nearest;
import dev.quire.diagnostic.Problems;
import dev.quire.source.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Puts a driver in the place of the module `driver`, which the suites of the library use. What a suite asks of a
/// driver
/// is written in the library, as `callbacks secondary_mmu`.
final class Suites {
    private static final String FOLDER = "suites/";
    private static final String DRIVER = "driver";
    private static final String CONTRACT = "secondary_mmu";
    private static final String ATTACH = "attach";
    private static final List<String> PARAMETERS = List.of("process", "range");

    private final Library library;
    private final Loader loader;
    private final Problems problems;

    Suites(Library library, Loader loader, Problems problems) {
        this.library = library;
        this.loader = loader;
        this.problems = problems;
    }

    /// The suite; it and everything that it and the driver use are in the loader's files. Null after a report.
    @Nullable
    SourceFile load(Request.Suite request) {
        SourceFile suite = scenarios(request.suite());
        if (suite == null) {
            List<String> known = library.names(FOLDER).stream()
                    .filter(n -> scenarios(n) != null)
                    .toList();
            problems.report(
                    Code.Q731,
                    Span.NONE,
                    Nearest.suggest(request.suite(), known, "the suites are " + String.join(", ", known)),
                    request.suite());
            return null;
        }
        SourceFile driver = driver(request);
        if (problems.any()) {
            return null;
        }
        loader.modules(List.of(CONTRACT));
        attach(driver, request.display());
        loader.modules(List.of(FOLDER + request.suite()));
        return problems.any() ? null : suite;
    }

    /// A module among the suites that holds scenarios, or null.
    private @Nullable SourceFile scenarios(String name) {
        SourceFile file = library.names(FOLDER).contains(name) ? module(FOLDER + name) : null;
        return file != null && file.declarations().stream().anyMatch(Decl.Scenario.class::isInstance) ? file : null;
    }

    private @Nullable SourceFile module(String name) {
        try {
            Library.Module module = library.module(name);
            return module == null ? null : module.file();
        } catch (IOException unreadable) {
            return null;
        }
    }

    /// The driver's file, or the one of the library that has its name.
    private SourceFile driver(Request.Suite request) {
        SourceFile shipped =
                Files.exists(request.driver()) || !library.names(FOLDER).contains(request.display())
                        ? null
                        : module(FOLDER + request.display());
        if (shipped == null) {
            return loader.inPlaceOf(DRIVER, request.driver(), request.display());
        }
        loader.inPlaceOf(DRIVER, FOLDER + request.display());
        return shipped;
    }

    /// Sees to it that there is an `attach`, and that what it attaches has what the suites call.
    private void attach(SourceFile driver, String display) {
        List<Decl.Secondary> all = driver.declarations().stream()
                .filter(Decl.Secondary.class::isInstance)
                .map(Decl.Secondary.class::cast)
                .toList();
        boolean attaches = driver.declarations().stream()
                .anyMatch(d -> d instanceof Decl.Fn f && f.name().equals(ATTACH));
        if (all.isEmpty()) {
            if (!attaches) {
                problems.report(Code.Q732, Span.NONE, "", display);
            }
            return;
        }
        List<Decl.Fn> wanted = contract();
        List<Decl.Secondary> drivers = all.size() == 1
                ? all
                : all.stream()
                        .filter(s -> wanted.stream().anyMatch(w -> has(s, w)))
                        .toList();
        for (Decl.Secondary s : drivers) {
            if (!attaches || wanted.stream().anyMatch(w -> has(s, w))) {
                wanted.stream().filter(w -> !has(s, w)).forEach(w -> missing(s, w));
            }
        }
        if (!attaches && !problems.any()) {
            attachTheOnly(drivers.isEmpty() ? all : drivers);
        }
    }

    private void attachTheOnly(List<Decl.Secondary> drivers) {
        Decl.Secondary s = drivers.getFirst();
        if (drivers.size() > 1) {
            String names = drivers.stream().map(Decl.Secondary::name).collect(Collectors.joining(" or "));
            problems.report(Code.Q734, s.nameSpan(), "", names + " could be meant");
        } else if (!s.params().stream().map(p -> text(p.type())).toList().equals(PARAMETERS)) {
            problems.report(
                    Code.Q734,
                    s.nameSpan(),
                    "",
                    s.name() + " takes other parameters than (process: process, where: range)");
        } else {
            loader.said(
                    "--secondary",
                    "fn attach(p: process, where: range) -> secondary_mmu { return " + s.name() + "(p, where) }\n");
        }
    }

    /// The members that a driver implements.
    private List<Decl.Fn> contract() {
        return Objects.requireNonNull(module(CONTRACT), CONTRACT).declarations().stream()
                .filter(d -> d instanceof Decl.Callbacks c && c.name().equals(CONTRACT))
                .flatMap(d -> ((Decl.Callbacks) d).members().stream())
                .toList();
    }

    private static boolean has(Decl.Secondary s, Decl.Fn wanted) {
        return s.callbacks().stream().anyMatch(f -> f.name().equals(wanted.name()));
    }

    private void missing(Decl.Secondary s, Decl.Fn wanted) {
        String parameters = wanted.params().stream()
                .map(p -> p.name() + ": " + text(p.type()))
                .collect(Collectors.joining(", "));
        problems.report(
                Code.Q733,
                s.nameSpan(),
                wanted.name() + "(" + parameters + ")"
                        + (wanted.result() == null ? "" : " -> " + text(wanted.result())),
                s.name(),
                wanted.name());
    }

    private static String text(TypeRef type) {
        return switch (type) {
            case TypeRef.Named n -> n.name();
            case TypeRef.Nullable n -> text(n.of()) + "?";
            case TypeRef.OrErrno o -> text(o.of()) + " or errno";
            case TypeRef.Array a -> "[] " + text(a.of());
        };
    }
}
