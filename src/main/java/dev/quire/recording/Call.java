package dev.quire.recording;

import java.util.ArrayList;
import java.util.List;

/// A call of a function of the library's recorded module. Its name is `op_`, the operation's verb, and the word that
/// tells its
/// forms apart: `A madvise 0 4 cold` is `op_madvise_cold(…, 0 pages, 4 pages)`.
record Call(String function, List<Long> words) {
    Call {
        words = List.copyOf(words);
    }

    /// Makes calls of the operations of one recording: actors and files become numbers by first appearance.
    static final class Maker {
        /// How the recordings write a whole address space.
        static final String ALL = "[ALL)";

        private static final long PAGE = 4096;
        private static final long REGION = 0x1000_0000_0000L;
        private static final long TASK_SIZE = 0x7fff_ffff_f000L;
        private static final int DECIMAL = 10;
        private static final int HEXADECIMAL = 16;
        private final List<String> files = new ArrayList<>();

        /// What stands for a file that an operation names; its number is its place in `files`.
        long file(String name) {
            if (!files.contains(name)) {
                files.add(name);
            }
            return files.indexOf(name);
        }

        /// The name of a file by its number; a model that goes wrong may have others.
        String fileName(long number) {
            return number >= 0 && number < files.size() ? files.get((int) number) : "file?" + number;
        }

        static long actor(String letter) {
            return (long) letter.charAt(0) - 'A';
        }

        static String letter(long actor) {
            return String.valueOf((char) ('A' + actor));
        }

        static long address(String page) {
            return REGION + number(page) * PAGE;
        }

        /// A page number, `a` or `a+0xb` off a page's start; `[ALL)` for everything.
        static String extent(long start, long end) {
            boolean all = start == 0 && (end < 0 || end >= TASK_SIZE);
            return all ? ALL : "[" + place(start) + "," + place(end) + ")";
        }

        static String place(long address) {
            long offset = address - REGION;
            long within = Math.floorMod(offset, PAGE);
            return Math.floorDiv(offset, PAGE) + (within == 0 ? "" : "+0x" + Long.toHexString(within));
        }

        static long page(long address) {
            return Math.floorDiv(address - REGION, PAGE);
        }

        static long number(String word) {
            return word.startsWith("0x")
                    ? Long.parseUnsignedLong(word.substring(2), HEXADECIMAL)
                    : Long.parseLong(word, DECIMAL);
        }

        private static long rights(String word) {
            return switch (word) {
                case "none" -> 0;
                default -> (word.contains("r") ? 4 : 0) + (word.contains("w") ? 2 : 0) + (word.contains("x") ? 1 : 0);
            };
        }

        private static long is(boolean condition) {
            return condition ? 1 : 0;
        }

        /// The call for an operation, without the recorder's handle that goes before its words; null where the format
        /// knows no
        /// such operation.
        @org.jspecify.annotations.Nullable
        Call of(Operation op) {
            try {
                return op.system() ? system(op) : act(op);
            } catch (NumberFormatException | IndexOutOfBoundsException odd) {
                return null;
            }
        }

        private @org.jspecify.annotations.Nullable Call act(Operation op) {
            long who = actor(op.actor());
            List<String> w = op.words();
            return switch (w.get(0)) {
                case "mmap" -> {
                    boolean file = op.has("file");
                    int at = w.indexOf(file ? "file" : "anon");
                    yield call(
                            "mmap",
                            who,
                            address(w.get(1)),
                            number(w.get(2)) * PAGE,
                            rights(w.get(3)),
                            is(op.has("shared")),
                            file ? file(w.get(at + 1)) : -1,
                            file ? number(w.get(at + 2)) * PAGE : 0,
                            is(op.has("fixed")),
                            is(op.has("populate")),
                            is(op.has("hugetlb")));
                }
                case "munmap", "mlock", "munlock" -> span(w.get(0), who, w);
                case "mprotect" -> call("mprotect", who, address(w.get(1)), number(w.get(2)) * PAGE, rights(w.get(3)));
                case "madvise" -> span("madvise_" + w.get(3), who, w);
                case "mremap" ->
                    call(
                            "mremap",
                            who,
                            address(w.get(1)),
                            number(w.get(2)) * PAGE,
                            number(w.get(3)) * PAGE,
                            op.has("to") ? address(w.get(w.indexOf("to") + 1)) : 0,
                            is(op.has("maymove")),
                            is(op.has("dontunmap")));
                case "read" -> call("read", who, address(w.get(1)), count(op, 2));
                case "write", "fill" -> call(w.get(0), who, address(w.get(1)), number(w.get(2)), count(op, 3));
                case "call", "vread" -> call(w.get(0), who, address(w.get(1)));
                case "vwrite" -> call("vwrite", who, address(w.get(1)), number(w.get(2)));
                case "fork" -> call("fork", who, actor(w.get(1)));
                case "exit", "exec", "join", "vdirty", "splice_read" -> call(w.get(0), who);
                case "vmsplice" -> call("vmsplice", who, address(w.get(1)));
                case "rfile" -> call("rfile", who, file(w.get(1)), number(w.get(2)) * PAGE, address(w.get(3)));
                case "spin" -> call("spin", who, number(w.get(1)), address(w.get(2)), number(w.get(3)) * PAGE);
                case "kvm" ->
                    call(
                            "kvm",
                            who,
                            address(w.get(1)),
                            number(w.get(2)) * PAGE,
                            is(op.has("dirtylog")),
                            is(op.has("ro")));
                case "uffd" -> userfaultfd(op, "uffd_", who, w.subList(1, w.size()));
                default -> null;
            };
        }

        private @org.jspecify.annotations.Nullable Call userfaultfd(
                Operation op, String verb, long who, List<String> w) {
            return switch (w.get(0)) {
                case "open" -> call(verb + "open", who, is(op.has("wp")), is(op.has("sigbus")));
                case "register" ->
                    call(
                            verb + "register",
                            who,
                            address(w.get(1)),
                            number(w.get(2)) * PAGE,
                            is(op.has("missing")),
                            is(op.has("wp")));
                case "unregister", "wp", "unwp", "zeropage" ->
                    call(verb + w.get(0), who, address(w.get(1)), w.size() > 2 ? number(w.get(2)) * PAGE : PAGE);
                case "copy" -> call(verb + "copy", who, address(w.get(1)), number(w.get(2)), is(op.has("wp")));
                default -> null;
            };
        }

        private @org.jspecify.annotations.Nullable Call system(Operation op) {
            List<String> w = op.words();
            return switch (w.get(0)) {
                case "clear_refs" -> call("clear_refs", actor(w.get(1)), number(w.get(2)));
                case "pvm_read" -> call("pvm_read", actor(w.get(1)), address(w.get(2)));
                case "pvm_write", "mem_write", "poke" ->
                    call(w.get(0), actor(w.get(1)), address(w.get(2)), number(w.get(3)));
                case "ksm" -> call("ksm_" + w.get(1), number(w.get(2)));
                case "file" -> file(op);
                case "uprobe" -> call("uprobe_" + w.get(1), file(w.get(2)), number(w.get(3)));
                case "pin", "get" ->
                    call(
                            w.get(0),
                            actor(w.get(1)),
                            address(w.get(2)),
                            number(w.get(3)) * PAGE,
                            is(op.has("w")),
                            is(op.has("l")),
                            is(op.has("f")));
                case "unpin" -> call("unpin");
                case "hmm" ->
                    call(
                            "hmm",
                            actor(w.get(1)),
                            address(w.get(2)),
                            number(w.get(3)) * PAGE,
                            is(op.has("fault")),
                            is(op.has("write")));
                case "migrate" ->
                    call(
                            "migrate",
                            actor(w.get(1)),
                            address(w.get(2)),
                            number(w.get(3)) * PAGE,
                            number(w.get(4)),
                            is(op.has("all")));
                case "reclaim" -> call("reclaim", bytes(w.get(1)));
                case "young", "sleep" -> call(w.get(0), number(w.get(1)));
                case "attach", "detach", "kill", "uffd_event" -> call(w.get(0), actor(w.get(1)));
                case "uffd" -> userfaultfd(op, "sys_uffd_", actor(w.get(2)), without(w.subList(1, w.size()), 1));
                case "echo" -> call("echo_" + w.get(2).substring(w.get(2).lastIndexOf('/') + 1), number(w.get(1)));
                default -> null;
            };
        }

        private @org.jspecify.annotations.Nullable Call file(Operation op) {
            List<String> w = op.words();
            long file = file(w.get(1));
            return switch (w.get(2)) {
                case "create", "createx", "createhole" ->
                    call(
                            "file_" + w.get(2),
                            file,
                            number(w.get(3)) * PAGE,
                            is(!w.get(1).startsWith("e")));
                case "read", "truncate" -> call("file_" + w.get(2), file, number(w.get(3)) * PAGE);
                case "write" -> call("file_write", file, number(w.get(3)) * PAGE, number(w.get(4)));
                case "punch" -> call("file_punch", file, number(w.get(3)) * PAGE, number(w.get(4)) * PAGE);
                case "sync" -> call("file_sync", file);
                default -> null;
            };
        }

        private static List<String> without(List<String> words, int index) {
            List<String> rest = new ArrayList<>(words);
            rest.remove(index);
            return rest;
        }

        private static long bytes(String amount) {
            int shift = amount.endsWith("M") ? 20 : amount.endsWith("K") ? 10 : 0;
            return number(shift == 0 ? amount : amount.substring(0, amount.length() - 1)) << shift;
        }

        private static long count(Operation op, int index) {
            return op.words().size() > index ? number(op.word(index)) : 1;
        }

        private static Call span(String verb, long who, List<String> w) {
            return call(verb, who, address(w.get(1)), number(w.get(2)) * PAGE);
        }

        private static Call call(String verb, long... words) {
            List<Long> list = new ArrayList<>();
            for (long word : words) {
                list.add(word);
            }
            return new Call("op_" + verb, list);
        }
    }
}
