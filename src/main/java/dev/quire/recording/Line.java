package dev.quire.recording;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A line of a step: what a kernel, or its model, did or left behind. `text` is the line in the recording's grammar.
public sealed interface Line {
    LineKind kind();

    /// The line as recorded.
    String text();

    /// What returns, notifies, faults, permits or holds; empty when the line has nothing of that.
    default String semantic() {
        return text();
    }

    /// What is counted: smaps figures, mapcount, refcount, page flags; empty when the line has nothing of that.
    default String accounting() {
        return "";
    }

    /// Which thing the line is about: lines of state with equal subjects are held against each other.
    default String subject() {
        return Names.blanked(text());
    }

    /// `RET …`: what the operation returned.
    record Return(String value) implements Line {
        @Override
        public LineKind kind() {
            return LineKind.RET;
        }

        @Override
        public String text() {
            return "RET " + value;
        }

        @Override
        public String subject() {
            return "RET";
        }
    }

    /// `N A range_start [0,1) CLEAR … by=agent`: a notifier's callback; `rest` is what follows its name.
    record Notice(String actor, String callback, String rest) implements Line {
        @Override
        public LineKind kind() {
            return LineKind.N;
        }

        @Override
        public String text() {
            return "N " + actor + " " + callback + " " + rest;
        }
    }

    /// `F A fault 0 WRITE,USER ret=OK by=agent`: a page fault that was handled.
    record Fault(String actor, long page, String access, String result, String by) implements Line {
        @Override
        public LineKind kind() {
            return LineKind.F;
        }

        @Override
        public String text() {
            return "F " + actor + " fault " + page + " " + access + " ret=" + result + " by=" + by;
        }
    }

    /// `T A tlb_flush [0,1) stride=12 by=agent`: a flush of the processors' TLBs.
    record Flush(String actor, String where, int stride, boolean freedTables, String by) implements Line {
        @Override
        public LineKind kind() {
            return LineKind.T;
        }

        @Override
        public String text() {
            return "T " + actor + " tlb_flush " + where + " stride=" + stride + (freedTables ? " freed_tables" : "")
                    + " by=" + by;
        }
    }

    /// `K …`: what KVM did.
    record Guest(String rest) implements Line {
        /// A fault's error code in hexadecimal says nothing beside the words before it but how the guest is
        /// virtualised.
        private static final Pattern CODE = Pattern.compile(" \\(0x[0-9a-f]+\\)$");

        @Override
        public LineKind kind() {
            return LineKind.K;
        }

        @Override
        public String semantic() {
            return CODE.matcher(text()).replaceAll("");
        }

        @Override
        public String subject() {
            return Names.blanked(semantic());
        }

        @Override
        public String text() {
            return "K " + rest;
        }
    }

    /// `H A …`: a result of hmm_range_fault.
    record Mirror(String rest) implements Line {
        @Override
        public LineKind kind() {
            return LineKind.H;
        }

        @Override
        public String text() {
            return "H " + rest;
        }
    }

    /// `G ? gup …`: a page that get_user_pages or pin_user_pages returned.
    record Gup(String rest) implements Line {
        @Override
        public LineKind kind() {
            return LineKind.G;
        }

        @Override
        public String text() {
            return "G " + rest;
        }
    }

    /// `OUT …`: events outside the region, counted only, and not compared.
    record Outside(String rest) implements Line {
        @Override
        public LineKind kind() {
            return LineKind.OUT;
        }

        @Override
        public String text() {
            return "OUT " + rest;
        }

        @Override
        public String semantic() {
            return "";
        }
    }

    /// `VMA A [0,8) rw-p off=0 anon pss_kb=4 Rss=1 … vmflags=…`.
    record Area(String actor, String where, String rights, String backing, List<Field> fields) implements Line {
        private static final Set<String> OF_THE_MAPPING = Set.of("off", "vmflags");

        public Area {
            fields = List.copyOf(fields);
        }

        @Override
        public LineKind kind() {
            return LineKind.VMA;
        }

        @Override
        public String text() {
            return with(f -> true, true);
        }

        @Override
        public String subject() {
            return "VMA " + actor + " " + where;
        }

        @Override
        public String semantic() {
            return with(f -> OF_THE_MAPPING.contains(f.key()), true);
        }

        @Override
        public String accounting() {
            return with(f -> !OF_THE_MAPPING.contains(f.key()), false);
        }

        private String with(Predicate<Field> chosen, boolean mapping) {
            StringBuilder out = new StringBuilder(subject()).append(mapping ? " " + rights : "");
            for (Field f : fields) {
                if (chosen.test(f)) {
                    out.append(' ').append(f);
                }
                out.append(mapping && f.key().equals("off") ? " " + backing : "");
            }
            return out.toString();
        }
    }

    /// `PTE A 0 frame=p0 hw=… map=1 ref=1 flags=… byte=41 pm=…`, the same with PMD for a huge entry, and
    /// `PTE A 0 nonpresent kind=swap …`.
    record Entry(String actor, long page, boolean huge, boolean present, List<Field> fields) implements Line {
        private static final Set<String> COUNTED = Set.of("map", "ref", "flags");
        private static final String PAGEMAP = "pm";
        /// Pagemap's "mapped once", which is a count.
        private static final String MAPPED_ONCE = "excl";

        public Entry {
            fields = List.copyOf(fields);
        }

        @Override
        public LineKind kind() {
            return huge ? LineKind.PMD : LineKind.PTE;
        }

        @Override
        public String subject() {
            return kind() + " " + actor + " " + page;
        }

        private String head() {
            return subject() + (present ? " " : " nonpresent ");
        }

        @Override
        public String text() {
            return head() + Field.join(fields);
        }

        @Override
        public String semantic() {
            return head() + Field.join(halves(false));
        }

        @Override
        public String accounting() {
            return head() + Field.join(halves(true));
        }

        private List<Field> halves(boolean counted) {
            List<Field> half = new ArrayList<>();
            for (Field f : fields) {
                if (f.key().equals(PAGEMAP)) {
                    half.add(new Field(PAGEMAP, bits(f.value(), counted)));
                } else if (COUNTED.contains(f.key()) == counted) {
                    half.add(f);
                }
            }
            return half;
        }

        private static String bits(String pagemap, boolean counted) {
            return List.of(pagemap.split(",", -1)).stream()
                    .filter(b -> b.equals(MAPPED_ONCE) == counted)
                    .collect(Collectors.joining(","));
        }
    }
}
