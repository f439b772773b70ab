package dev.quire.cli;

import dev.quire.report.Golden;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `quire test [PATH…]`.
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description = "Compare what scripts print with what they printed when recorded.")
final class TestCommand implements Callable<Integer> {
    @Parameters(arity = "0..*", paramLabel = "PATH", description = "scripts, or folders of them (default scenarios)")
    private List<String> paths = new ArrayList<>();

    @Option(names = "--update", description = "record what the scripts print now, and exit 1 if anything changed")
    private boolean update;

    @Option(names = "--filter", paramLabel = "TEXT", defaultValue = "", description = "only paths that hold this text")
    private String filter = "";

    @Option(names = "--fail-fast", description = "stop at the first difference")
    private boolean failFast;

    @Override
    public Integer call() throws IOException {
        if (update && "true".equals(System.getenv("CI"))) {
            System.err.println("quire: --update is refused where CI=true");
            return Main.USAGE;
        }
        int same = 0;
        int different = 0;
        for (String path : paths.isEmpty() ? List.of("scenarios") : paths) {
            for (Path script : Scripts.expand(Path.of(path))) {
                if (!script.toString().contains(filter)) {
                    continue;
                }
                if (Path.of(path).relativize(script).startsWith("bench")) {
                    System.out.println(script + " skipped: a benchmark has no recorded report");
                    continue;
                }
                if (one(script)) {
                    same++;
                } else {
                    different++;
                    if (failFast) {
                        break;
                    }
                }
            }
            if (failFast && different > 0) {
                break;
            }
        }
        System.out.println(same + " as recorded, " + different + (update ? " recorded anew" : " different"));
        if (same + different == 0) {
            System.err.println("quire: there is no script to test");
            return Main.INPUT;
        }
        return different == 0 ? Main.HELD : Main.FAILED;
    }

    private boolean one(Path script) throws IOException {
        Golden golden = new Golden(script);
        String missing = golden.missing();
        if (!missing.isEmpty() && !update) {
            System.out.println(script + " " + missing);
            return false;
        }
        Golden.Text now = golden.now();
        Golden.Text before = missing.isEmpty() ? golden.recorded() : new Golden.Text("", false);
        if (missing.isEmpty() && now.equals(before)) {
            return true;
        }
        if (update) {
            golden.write(now);
            System.out.println(script + " recorded");
        } else {
            System.out.print(
                    "--- " + script + ", recorded\n+++ " + script + ", now\n" + changes(before.text(), now.text()));
        }
        return false;
    }

    /// The lines between the first and the last that differ.
    private static String changes(String before, String after) {
        List<String> a = before.lines().toList();
        List<String> b = after.lines().toList();
        int head = 0;
        while (head < Math.min(a.size(), b.size()) && a.get(head).equals(b.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < Math.min(a.size(), b.size()) - head
                && a.get(a.size() - 1 - tail).equals(b.get(b.size() - 1 - tail))) {
            tail++;
        }
        StringBuilder out = new StringBuilder("@@ line " + (head + 1) + " @@\n");
        a.subList(head, a.size() - tail).forEach(l -> out.append('-').append(l).append('\n'));
        b.subList(head, b.size() - tail).forEach(l -> out.append('+').append(l).append('\n'));
        return out.toString();
    }
}
