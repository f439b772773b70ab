package dev.quire.engine.bits;

/// A page-table entry in x86-64's layout (Linux 6.12 arch/x86/include/asm/pgtable_types.h).
///
/// ```
///  63  62..59  58  57  56..52  51 .......... 12  11  10  9   8   7   6  5  4..3  2   1   0
/// +---+------+---+---+-------+-----------------+---+---+---+---+---+--+--+-----+---+---+---+
/// |NX | pkey |MMW|HW |   0   |       pfn       |SD |UWP|SPC|PN |PS | D| A|  0  |US |RW | P |
/// +---+------+---+---+-------+-----------------+---+---+---+---+---+--+--+-----+---+---+---+
/// ```
/// HW and MMW are the software bits that a secondary MMU uses for host-writable and MMU-writable (EPT's bits 57 and
/// 58); PN is
/// PROT_NONE, which is meant only when P is clear.
public final class Pte {
    public static final long PRESENT = 1L;
    public static final long WRITABLE = PRESENT << 1;
    public static final long USER = WRITABLE << 1;
    public static final long ACCESSED = USER << 3;
    public static final long DIRTY = ACCESSED << 1;
    public static final long HUGE = DIRTY << 1;
    public static final long PROTNONE = HUGE << 1;
    public static final long SPECIAL = PROTNONE << 1;
    public static final long UFFD_WP = SPECIAL << 1;
    public static final long SOFT_DIRTY = UFFD_WP << 1;
    public static final int PFN_SHIFT = Long.numberOfTrailingZeros(SOFT_DIRTY) + 1;
    public static final int PFN_BITS = 40;
    public static final long PFN = (1L << PFN_BITS) - 1 << PFN_SHIFT;
    public static final long HOST_WRITABLE = 1L << PFN_SHIFT + PFN_BITS + 5;
    public static final long MMU_WRITABLE = HOST_WRITABLE << 1;
    public static final long NO_EXECUTE = Long.MIN_VALUE;

    /// What decides rights and target of a translation that a TLB holds.
    public static final long TRANSLATION = PRESENT | WRITABLE | USER | DIRTY | HUGE | PFN | NO_EXECUTE;

    private Pte() {}

    /// A present user entry.
    public static long make(long pfn, boolean write, boolean execute) {
        return PRESENT | USER | (write ? WRITABLE : 0) | (execute ? 0 : NO_EXECUTE) | pfn << PFN_SHIFT;
    }

    public static boolean has(long pte, long bits) {
        return (pte & bits) != 0;
    }

    /// P or PROT_NONE: the kernel's pte_present.
    public static boolean present(long pte) {
        return has(pte, PRESENT | PROTNONE);
    }

    public static long pfn(long pte) {
        return (pte & PFN) >>> PFN_SHIFT;
    }

    /// pte_needs_flush: present or dirty was cleared, or rights changed; software bits never count.
    public static boolean needsFlush(long old, long now) {
        if (!has(old, PRESENT)) {
            return false;
        }
        long cleared = old & ~now & (PRESENT | DIRTY);
        long changed = (old ^ now) & (WRITABLE | USER | HUGE | NO_EXECUTE | PFN);
        return (cleared | changed) != 0;
    }

    /// The flags by name, for transcripts.
    public static String describe(long pte) {
        if (!present(pte)) {
            return pte == 0 ? "none" : "nonpresent";
        }
        StringBuilder text = new StringBuilder(has(pte, PRESENT) ? "P" : "PROTNONE");
        text.append(has(pte, WRITABLE) ? ",RW" : ",RO");
        long[] bits = {ACCESSED, DIRTY, SOFT_DIRTY, UFFD_WP, SPECIAL};
        String[] names = {",A", ",D", ",SD", ",UFFDWP", ",SPECIAL"};
        for (int i = 0; i < bits.length; i++) {
            text.append(has(pte, bits[i]) ? names[i] : "");
        }
        return text.append(has(pte, NO_EXECUTE) ? "" : ",X").toString();
    }
}
