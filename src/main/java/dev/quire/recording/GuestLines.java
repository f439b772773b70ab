package dev.quire.recording;

import dev.quire.recording.ModelLines.Arguments;
import java.util.List;

/// The lines of secondary MMUs: KVM's `K` and hmm_range_fault's `H`.
final class GuestLines {
    private GuestLines() {}

    static void one(String name, Arguments a, List<Line> lines) {
        switch (name) {
            case "kvm_page_fault" ->
                lines.add(new Line.Guest(
                        "kvm_page_fault gfn=" + hex(a.word()) + " error=" + a.text() + " (0x" + hex(a.word()) + ")"));
            case "kvm_unmap_hva_range" -> lines.add(new Line.Guest("kvm_unmap_hva_range " + a.extent()));
            case "kvm_set_spte_hva" -> lines.add(new Line.Guest("kvm_set_spte_hva " + Call.Maker.place(a.word())));
            case "kvm_age_hva" -> lines.add(new Line.Guest("kvm_age_hva " + a.extent()));
            case "spte_changed" ->
                lines.add(new Line.Guest(
                        "spte_changed gfn=" + hex(a.word()) + " level=" + a.word() + " " + spte(a) + " -> " + spte(a)));
            case "set_spte" ->
                lines.add(new Line.Guest("set_spte gfn=" + hex(a.word()) + " level=" + a.word() + " -> " + spte(a)));
            case "fast_page_fault" ->
                lines.add(new Line.Guest("fast_page_fault gfn=" + hex(a.word()) + " " + spte(a) + " -> " + spte(a)
                        + " spurious " + a.word() + " fixed " + a.word()));
            case "prepare_zap" ->
                lines.add(new Line.Guest("kvm_mmu_prepare_zap_page: sp gen " + a.word() + " gfn " + hex(a.word()) + " l"
                        + a.word() + " " + a.text() + " root " + a.word() + " " + a.text()));
            case "hmm_range_fault" ->
                lines.add(new Line.Mirror(a.actor() + " hmm_range_fault n=" + a.word() + " req=" + a.text() + " rc="
                        + a.word() + " retry=" + a.word() + " seq_ok=" + a.word()));
            case "hmm" ->
                lines.add(new Line.Mirror(a.actor() + " hmm " + Call.Maker.page(a.word()) + " " + a.text() + " order="
                        + a.word() + " " + a.frame()));
            default -> throw new IllegalStateException("no line shows the event rec_" + name);
        }
    }

    private static String hex(long number) {
        return Long.toHexString(number);
    }

    /// A secondary's entry: 0, FROZEN, or a frame with its flags.
    private static String spte(Arguments a) {
        long state = a.word();
        String frame = a.frame().substring("frame=".length());
        long bits = a.word();
        if (state != 2) {
            return state == 0 ? "0" : "FROZEN";
        }
        StringBuilder text = new StringBuilder(frame).append('{');
        String letters = "WAD";
        for (int i = 0; i < letters.length(); i++) {
            text.append((bits >>> i & 1) != 0 ? letters.charAt(i) : '-');
        }
        text.append((bits >>> letters.length() & 1) != 0 ? ",HOSTW" : "");
        return text.append((bits >>> letters.length() + 1 & 1) != 0 ? ",MMUW" : "")
                .append('}')
                .toString();
    }
}
