package dev.quire.recording;

import dev.quire.engine.bits.Pte;
import dev.quire.recording.ModelLines.Arguments;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The lines of secondary MMUs: KVM's `K`, whose events are the kernel's trace points of the same names, and
/// hmm_range_fault's `H`.
final class GuestLines {
    /// The library's events that are lines of their own.
    static final Set<String> KERNEL = Set.of(
            "kvm_page_fault",
            "kvm_unmap_hva_range",
            "kvm_set_spte_hva",
            "kvm_age_hva",
            "spte_changed",
            "spte_frozen",
            "set_spte",
            "fast_page_fault");

    private final boolean nested;
    private long zeroPfn = -1;
    /// Compound pages: the number of frames of each, by its first.
    private final TreeMap<Long, Integer> compounds = new TreeMap<>();

    GuestLines(boolean nested) {
        this.nested = nested;
    }

    /// The number of the frame that is shown as Z.
    void zero(long pfn) {
        zeroPfn = pfn;
    }

    /// A compound page came to be: its frames are named by their places in it from now on, also once it is split.
    void compound(long head, int frames) {
        compounds.put(head, frames);
    }

    void kernel(String name, Arguments a, List<Line> lines) {
        String text = text(name, a);
        // The recorder drops KVM's ranges that are not within the region.
        if (!text.endsWith(Call.Maker.ALL)) {
            lines.add(new Line.Guest(text));
        }
    }

    private String text(String name, Arguments a) {
        return switch (name) {
            case "kvm_page_fault" -> {
                long gfn = a.word();
                String how = a.text().toLowerCase(java.util.Locale.ROOT);
                boolean present = a.word() != 0;
                yield name + " gfn=" + gfn + " error=" + how + (present ? ",present" : "") + code(how, present);
            }
            case "kvm_unmap_hva_range" -> name + " " + a.range();
            case "kvm_set_spte_hva", "kvm_age_hva" -> name + " " + a.rangeStart();
            case "spte_changed" -> {
                String place = "spte_changed gfn=" + a.word() + " level=" + a.word() + " ";
                yield place + spte(a.word()) + " -> " + spte(a.word());
            }
            case "spte_frozen" ->
                "spte_changed gfn=" + a.word() + " level=" + a.word() + " " + spte(a.word()) + " -> FROZEN";
            case "set_spte" -> name + " gfn=" + a.word() + " level=" + a.word() + " -> " + spte(a.word());
            case "fast_page_fault" ->
                name + " gfn=" + a.word() + " " + spte(a.word()) + " -> " + spte(a.word()) + " spurious " + a.word()
                        + " fixed " + a.word();
            default -> throw new IllegalStateException("no line shows the event " + name);
        };
    }

    /// The error code of a fault: present 1, write 2, user 4, and with nested paging that the final translation failed.
    private String code(String how, boolean present) {
        int word = (present ? 1 : 0) + (how.equals("write") ? 2 : 0) + (nested ? 4 : 0);
        return " (0x" + (nested ? "10000000" + word : String.valueOf(word)) + ")";
    }

    private String spte(long pte) {
        if (!Pte.present(pte)) {
            return "0";
        }
        StringBuilder text = new StringBuilder(frame(Pte.pfn(pte))).append('{');
        text.append(Pte.has(pte, Pte.WRITABLE) ? 'W' : '-');
        text.append(Pte.has(pte, Pte.ACCESSED) ? 'A' : '-');
        text.append(Pte.has(pte, Pte.DIRTY) ? 'D' : '-');
        text.append(Pte.has(pte, Pte.HUGE) ? ",PSE" : "");
        text.append(Pte.has(pte, Pte.HOST_WRITABLE) ? ",HOSTW" : "");
        return text.append(Pte.has(pte, Pte.MMU_WRITABLE) ? ",MMUW" : "")
                .append('}')
                .toString();
    }

    private String frame(long pfn) {
        if (pfn == zeroPfn) {
            return "Z";
        }
        Map.Entry<Long, Integer> below = compounds.floorEntry(pfn);
        if (below != null && pfn - below.getKey() < below.getValue()) {
            return "h" + below.getKey() + "+" + (pfn - below.getKey());
        }
        return "p" + pfn;
    }

    static void mirror(String name, Arguments a, List<Line> lines) {
        switch (name) {
            case "hmm_range_fault" ->
                lines.add(new Line.Mirror(a.actor() + " hmm_range_fault n=" + a.word() + " req=" + a.text() + " rc="
                        + a.word() + " retry=" + a.word() + " seq_ok=" + a.word()));
            case "hmm" -> {
                String head = a.actor() + " hmm " + Call.Maker.page(a.word()) + " ";
                String flags = a.text();
                String said = flags.equals("-") ? "none" : flags.startsWith("VALID") ? flags : "none," + flags;
                lines.add(new Line.Mirror(head + said + " order=" + a.word() + " " + a.frame()));
            }
            default -> throw new IllegalStateException("no line shows the event rec_" + name);
        }
    }
}
