package dev.quire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// A package may import only what stands above it in the list.
final class ArchitectureTest {
    private static final List<String> ORDER = List.of(
            "text",
            "source",
            "diagnostic",
            "ast",
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
    private static final String ROOT = "dev.quire.";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.quire");

    private static String part(JavaClass c) {
        String name = c.getPackageName();
        return name.startsWith("dev.quire.syntax")
                ? "syntax"
                : name.startsWith(ROOT) ? name.substring(ROOT.length()) : "";
    }

    @Test
    void packagesImportOnlyWhatStandsAboveThem() {
        Set<String> wrong = new TreeSet<>();
        for (JavaClass c : CLASSES) {
            int own = ORDER.indexOf(part(c));
            c.getDirectDependenciesFromSelf().forEach(d -> {
                int other = ORDER.indexOf(part(d.getTargetClass().getBaseComponentType()));
                if (other > own || part(c).equals("explore") && other >= 0 && other != own) {
                    wrong.add(part(c) + " uses " + part(d.getTargetClass().getBaseComponentType()));
                }
            });
        }
        assertEquals(Set.of(), wrong);
    }

    @Test
    void librariesStayInTheirPackages() {
        Set<String> wrong = new TreeSet<>();
        for (JavaClass c : CLASSES) {
            c.getDirectDependenciesFromSelf().forEach(d -> {
                String target = d.getTargetClass().getName();
                if (target.startsWith("org.antlr") && !part(c).equals("syntax")
                        || target.startsWith("org.jline") && !part(c).equals("repl")
                        || target.startsWith("picocli") && !part(c).equals("cli")) {
                    wrong.add(c.getName() + " uses " + target);
                }
            });
        }
        assertEquals(Set.of(), wrong);
    }
}
