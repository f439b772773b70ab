package dev.quire.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// What `./quire` decides, with JDKs and a Maven that are scripts which say how they were called.
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    @TempDir
    private Path folder;

    private Path checkout;
    private Path tools;

    private record Result(int code, String out, String err) {}

    @BeforeEach
    void make_a_checkout() throws IOException {
        checkout = Files.createDirectories(folder.resolve("checkout"));
        tools = Files.createDirectories(folder.resolve("tools"));
        Path script = Path.of(System.getProperty("quire.basedir", "")).resolve("quire");
        Files.copy(script, checkout.resolve("quire"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.writeString(checkout.resolve("pom.xml"), "<project/>");
        Files.setLastModifiedTime(checkout.resolve("pom.xml"), FileTime.fromMillis(1_000_000_000_000L));
    }

    @Test
    void a_missing_jdk_is_one_sentence_and_127() throws Exception {
        // The real JDK may be in a well-known folder, so the script looks in an empty one instead.
        hideKnownFolders();
        Result result = launch(Map.of(), "--version");
        assertEquals(127, result.code());
        assertEquals("", result.out());
        assertTrue(result.err().startsWith("quire: needs a JDK 25 or newer"), result.err());
        assertEquals(1, result.err().lines().count());
    }

    @Test
    void a_jdk_that_is_too_old_is_passed_over() throws Exception {
        hideKnownFolders();
        jar();
        String old = jdk("old", "24.0.2").toString();
        String fresh = jdk("fresh", "25.0.1").toString();
        Result result = launch(Map.of("QUIRE_JAVA_HOME", old, "JAVA_HOME", fresh), "run", "a.quire");
        assertEquals(0, result.code(), result.err());
        assertTrue(result.out().startsWith("fresh "), result.out());
        assertEquals(127, launch(Map.of("JAVA_HOME", old), "run").code());
    }

    @Test
    void a_missing_maven_is_one_sentence_and_127() throws Exception {
        Result result = launch(Map.of("QUIRE_JAVA_HOME", jdk("jdk", "25").toString()), "run");
        assertEquals(127, result.code());
        assertEquals("quire: needs Maven to build itself, and there is no mvn on the PATH\n", result.err());
    }

    @Test
    void it_builds_once_and_only_stderr_says_so() throws Exception {
        maven("mkdir -p target && : >target/quire.jar && echo noise");
        Map<String, String> jdk = Map.of("QUIRE_JAVA_HOME", jdk("jdk", "25").toString());
        Result first = launch(jdk, "run", "with blank");
        assertEquals(0, first.code(), first.err());
        assertEquals("quire: building (once, until a source changes)\n", first.err());
        assertTrue(first.out().endsWith("dev.quire.cli.Main run with blank\n"), first.out());
        assertEquals("", launch(jdk, "run").err());

        Files.setLastModifiedTime(
                checkout.resolve("pom.xml"), FileTime.fromMillis(System.currentTimeMillis() + 60_000));
        assertEquals(
                "quire: building (once, until a source changes)\n",
                launch(jdk, "run").err());
    }

    @Test
    void a_failing_build_shows_what_maven_said() throws Exception {
        maven("echo 'a line of Maven'; exit 1");
        Result result = launch(Map.of("QUIRE_JAVA_HOME", jdk("jdk", "25").toString()), "run");
        assertEquals(5, result.code());
        assertEquals("", result.out());
        assertTrue(result.err().contains("a line of Maven\nquire: the build failed"), result.err());
    }

    @Test
    void short_commands_start_fast_and_long_ones_run_fast() throws Exception {
        jar();
        Map<String, String> jdk = Map.of("QUIRE_JAVA_HOME", jdk("jdk", "25").toString());
        assertTrue(launch(jdk, "run", "a").out().contains("-XX:TieredStopAtLevel=1"));
        for (String verb : List.of("explore", "compare", "conform", "test")) {
            String command = launch(jdk, verb, "a").out();
            assertTrue(command.contains("MaxRAMPercentage") && !command.contains("TieredStopAtLevel"), command);
        }
    }

    @Test
    void a_symbolic_link_finds_the_checkout() throws Exception {
        jar();
        Path link = Files.createSymbolicLink(folder.resolve("q"), Path.of("checkout/quire"));
        Result result = start(link, Map.of("QUIRE_JAVA_HOME", jdk("jdk", "25").toString()), "run");
        assertEquals(0, result.code(), result.err());
        assertTrue(result.out().contains("checkout/target/quire.jar"), result.out());
    }

    private void jar() throws IOException {
        Files.createDirectories(checkout.resolve("target"));
        Files.writeString(checkout.resolve("target/quire.jar"), "");
    }

    private void hideKnownFolders() throws IOException {
        Path script = checkout.resolve("quire");
        String text = Files.readString(script);
        Files.writeString(
                script,
                text.replace("/usr/lib/jvm", folder.resolve("none").toString()).replace("/Library/Java", "/none"));
    }

    private Path jdk(String name, String version) throws IOException {
        Path home = Files.createDirectories(folder.resolve(name).resolve("bin")).getParent();
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        executable(home.resolve("bin/java"), "echo " + name + " \"$@\"");
        return home;
    }

    private void maven(String body) throws IOException {
        executable(tools.resolve("mvn"), body);
    }

    private static void executable(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        assertTrue(file.toFile().setExecutable(true));
    }

    private Result launch(Map<String, String> environment, String... arguments) throws Exception {
        return start(checkout.resolve("quire"), environment, arguments);
    }

    private Result start(Path script, Map<String, String> environment, String... arguments) throws Exception {
        for (String tool : List.of(
                "dirname",
                "readlink",
                "sed",
                "find",
                "head",
                "cksum",
                "tr",
                "ls",
                "mkdir",
                "rmdir",
                "touch",
                "cat",
                "mv",
                "rm",
                "flock",
                "sleep")) {
            for (String place : List.of("/usr/bin/", "/bin/")) {
                Path wrapper = tools.resolve(tool);
                if (Files.exists(Path.of(place + tool)) && !Files.exists(wrapper)) {
                    executable(wrapper, "exec " + place + tool + " \"$@\"");
                }
            }
        }
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", tools.toString());
        builder.environment().put("HOME", folder.resolve("user").toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the launcher hangs");
        return new Result(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }
}
