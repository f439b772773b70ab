package dev.quire.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Each package answers one question and imports only what stands above it.
class PackageOrderTest {
    private static final String ROOT = "dev.quire.";
    private static final String GENERATED = "syntax.grammar";

    /// Bottom-up: a package imports itself and what stands before it, nothing else of ours.
    private static final List<String> ORDER = List.of(
            "text",
            "source",
            "diagnostic",
            "ast",
            GENERATED,
            "syntax",
            "program",
            "analysis",
            "engine.bits",
            "engine.store",
            "engine.trace",
            "engine.space",
            "engine.memory",
            "engine.paging",
            "engine",
            "interpreter",
            "builtin",
            "explore",
            "explore.scenario",
            "recording",
            "session",
            "report",
            "repl",
            "cli");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
            .importPackages("dev.quire");

    @Test
    void every_package_has_its_place_in_the_order() {
        assertFalse(CLASSES.isEmpty());
        assertNone(ours().map(PackageOrderTest::packageOf).filter(name -> !ORDER.contains(name)));
    }

    @Test
    void a_package_imports_only_what_stands_before_it() {
        assertNone(imports((from, to) ->
                to.getPackageName().startsWith(ROOT) && ORDER.indexOf(packageOf(to)) > ORDER.indexOf(packageOf(from))));
    }

    @Test
    void the_explorer_and_the_engine_know_nothing_of_the_language() {
        assertNone(imports((from, to) -> packageOf(from).equals("explore")
                && to.getPackageName().startsWith(ROOT)
                && !packageOf(to).equals("explore")));
        assertNone(imports((from, to) -> (packageOf(from) + ".").startsWith("engine.")
                && to.getPackageName().startsWith(ROOT)
                && !(packageOf(to) + ".").startsWith("engine.")));
    }

    @Test
    void each_library_has_one_user() {
        assertNone(uses("org.antlr.", Set.of("syntax", GENERATED)));
        assertNone(uses("org.jline.", Set.of("repl")));
        assertNone(uses("picocli.", Set.of("cli")));
    }

    @Test
    void only_the_command_line_has_standard_streams_and_an_exit() {
        Stream<String> streams = ours().filter(c -> !packageOf(c).equals("cli"))
                .flatMap(c -> c.getFieldAccessesFromSelf().stream())
                .filter(access -> access.getTargetOwner().isEquivalentTo(System.class))
                .map(access -> access.getDescription());
        Stream<String> exits = ours().filter(c -> !packageOf(c).equals("cli"))
                .flatMap(c -> c.getMethodCallsFromSelf().stream())
                .filter(call -> call.getTargetOwner().isEquivalentTo(System.class)
                        && Set.of("exit", "console").contains(call.getName()))
                .filter(call -> !(packageOf(call.getOriginOwner()).equals("repl")
                        && call.getName().equals("console")))
                .map(call -> call.getDescription());
        assertNone(Stream.concat(streams, exits));
    }

    private interface Import {
        boolean matches(JavaClass from, JavaClass to);
    }

    private static Stream<String> imports(Import forbidden) {
        return ours().flatMap(c -> c.getDirectDependenciesFromSelf().stream())
                .filter(d -> forbidden.matches(d.getOriginClass(), d.getTargetClass()))
                .map(d -> d.getDescription());
    }

    private static Stream<String> uses(String library, Set<String> allowed) {
        Predicate<String> outside = name -> !allowed.contains(name);
        return imports(
                (from, to) -> to.getPackageName().concat(".").startsWith(library) && outside.test(packageOf(from)));
    }

    private static Stream<JavaClass> ours() {
        return CLASSES.stream();
    }

    private static String packageOf(JavaClass c) {
        return c.getPackageName().startsWith(ROOT) ? c.getPackageName().substring(ROOT.length()) : "";
    }

    private static void assertNone(Stream<String> found) {
        assertEquals(List.of(), found.distinct().sorted().toList());
    }
}
