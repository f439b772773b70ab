package dev.quire.session;

import dev.quire.diagnostic.Code;
import dev.quire.diagnostic.Diagnostic;
import dev.quire.diagnostic.Problems;
import dev.quire.program.Program;
import dev.quire.recording.Recording;
import dev.quire.recording.RecordingReader;
import dev.quire.recording.Replay;
import dev.quire.source.Source;
import dev.quire.source.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Holds the kernel library against recordings of real kernels: reads them, links one library per kernel, replays.
public final class Conformance {
    private static final String ENDING = ".txt";
    private static final String FOLDER = "linux-";
    /// The recorder's probes are a patch over the kernel's functions.
    private static final String PROBES = " + recorder_probes";
    private static final String LEGACY_MMU = " + legacy_mmu";
    private static final List<String> MODULES = List.of(
            "agent",
            "agent_calls",
            "agent_access",
            "agent_system",
            "agent_files",
            "agent_ksm",
            "agent_hmm",
            "agent_kvm",
            "agent_uffd",
            "dump",
            "restore");

    /// What came of it: results in the order of the recordings' paths, or what was wrong with them, with the sources.
    public record Outcome(
            List<Replay.Result> results, WhatItTakes takes, List<Diagnostic> diagnostics, List<Source> sources)
            implements Response {}

    /// Which recordings are replayed, and how. A kernel that is given is taken in place of the one that a recording's
    /// folder names; a
    /// restoring replay puts recorded fields into the model after each divergence.
    public record Choice(
            List<Path> paths,
            Predicate<Recording> wanted,
            @Nullable String kernel,
            boolean restoring,
            int jobs) {}

    private final List<Source> sources = new ArrayList<>();
    private final List<Diagnostic> diagnostics = new ArrayList<>();
    /// The folders that hold the kernels' folders.
    private final TreeSet<Path> collections = new TreeSet<>();
    private final Map<String, Program> kernels = new TreeMap<>();
    private final Session session = new Session();

    private Conformance() {}

    /// Replays files, and all `.txt` files below folders, those that are wanted, on some machines at a time.
    static Outcome replay(Choice choice) {
        return new Conformance().run(choice);
    }

    /// The recordings of files and folders that can be read, in the order of their paths; none is replayed.
    static List<Recording> recordings(List<Path> paths) {
        Conformance reading = new Conformance();
        return paths.stream()
                .flatMap(p -> reading.files(p).stream())
                .map(reading::read)
                .filter(java.util.Objects::nonNull)
                .sorted(Comparator.comparing(Recording::path))
                .toList();
    }

    private Outcome run(Choice choice) {
        String kernel = choice.kernel();
        Map<String, List<Recording>> byKernel = new TreeMap<>();
        for (Path path : choice.paths()) {
            for (Path file : files(path)) {
                Recording recording = read(file);
                if (recording != null && choice.wanted().test(recording)) {
                    if (kernel == null && !recording.kernel().startsWith(FOLDER)) {
                        report(Code.Q713, file);
                        continue;
                    }
                    String profile = kernel == null ? kernel(recording) : kernel + module(recording);
                    byKernel.computeIfAbsent(profile, k -> new ArrayList<>()).add(recording);
                }
            }
        }
        WhatItTakes takes = takes();
        byKernel.keySet().forEach(this::link);
        if (!diagnostics.isEmpty()) {
            return new Outcome(List.of(), takes, diagnostics, sources);
        }
        List<Replay.Result> results = new ArrayList<>();
        byKernel.forEach((name, recordings) -> results.addAll(all(name, recordings, choice)));
        results.sort(Comparator.comparing((Replay.Result r) -> r.recording().path()));
        return new Outcome(results, takes, List.of(), sources);
    }

    /// The kernel that a recording is of, as the library names it.
    static String kernel(Recording recording) {
        return "v" + recording.kernel().substring(FOLDER.length()).replace('.', '_') + module(recording);
    }

    /// KVM's module parameter with which the program ran.
    private static String module(Recording recording) {
        return recording.paging().guest() && !recording.paging().tdpMmu() ? LEGACY_MMU : "";
    }

    private List<Path> files(Path path) {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> found = Files.walk(path)) {
            return found.filter(p -> p.toString().endsWith(ENDING)).sorted().toList();
        } catch (IOException unreadable) {
            report(Code.Q701, path, "it is not readable");
            return List.of();
        }
    }

    private void report(Code code, Object... arguments) {
        Problems problems = new Problems();
        problems.report(code, Span.NONE, "", arguments);
        diagnostics.addAll(problems.sorted());
    }

    private @Nullable Recording read(Path file) {
        Problems problems = new Problems();
        String text = Texts.read(file, file.toString(), problems);
        Source source = new Source(sources.size(), file.toString(), text);
        sources.add(source);
        Path setup = file.toAbsolutePath().getParent();
        Path kernel = setup == null ? null : setup.getParent();
        if (kernel != null && kernel.getParent() != null) {
            collections.add(kernel.getParent());
        }
        Recording recording = problems.any() ? null : RecordingReader.read(source, name(kernel), name(setup), problems);
        diagnostics.addAll(problems.sorted());
        return recording;
    }

    /// The tables of the collections that have one.
    private WhatItTakes takes() {
        Problems problems = new Problems();
        List<WhatItTakes.Entry> entries = collections.stream()
                .map(c -> c.resolve(WhatItTakes.TABLE))
                .filter(Files::exists)
                .flatMap(t -> WhatItTakes.read(t, problems))
                .toList();
        diagnostics.addAll(problems.sorted());
        return new WhatItTakes(entries);
    }

    private static String name(@Nullable Path folder) {
        Path last = folder == null ? null : folder.getFileName();
        return last == null ? "" : last.toString();
    }

    /// The library that recordings are replayed on, under a kernel.
    static Session.Checked library(Session session, String kernel) {
        return session.answer(new Request.Modules(kernel + PROBES, MODULES));
    }

    private void link(String kernel) {
        Session.Checked checked = library(session, kernel);
        if (checked.diagnostics().isEmpty()) {
            kernels.put(kernel, checked.programs().getFirst());
        } else {
            sources.clear();
            sources.addAll(checked.sources());
            diagnostics.clear();
            diagnostics.addAll(checked.diagnostics());
        }
    }

    private List<Replay.Result> all(String kernel, List<Recording> recordings, Choice choice) {
        int jobs = choice.jobs();
        Program program = java.util.Objects.requireNonNull(kernels.get(kernel));
        try (ExecutorService workers = Executors.newFixedThreadPool(jobs)) {
            List<Future<List<Replay.Result>>> parts = new ArrayList<>();
            for (int job = 0; job < jobs; job++) {
                int first = job;
                parts.add(workers.submit(() -> {
                    Replay replay = new Replay(Session.machine(program), choice.restoring());
                    List<Replay.Result> mine = new ArrayList<>();
                    for (int i = first; i < recordings.size(); i += jobs) {
                        mine.add(replay.replay(recordings.get(i)));
                    }
                    return mine;
                }));
            }
            List<Replay.Result> results = new ArrayList<>();
            for (Future<List<Replay.Result>> part : parts) {
                results.addAll(part.get());
            }
            return results;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        } catch (ExecutionException broken) {
            throw new IllegalStateException(broken.getCause());
        }
    }
}
