package dev.quire.engine.bits;

/// An entry of a page table that maps a page or leads to a table, in x86-64's layout (Linux 6.12
/// arch/x86/include/asm/pgtable_types.h). Entries that are not present are [SwapPte]'s.
///
/// ```
///  63  62..59  58  57  56..52  51 .......... 12  11  10  9   8   7   6  5  4..3  2   1   0
/// +---+------+---+---+-------+-----------------+---+---+---+---+---+--+--+-----+---+---+---+
/// |NX | pkey |MMW|HW |   0   |       pfn       |SD |UWP|SPC|PN |PS | D| A|  0  |US |RW | P |
/// +---+------+---+---+-------+-----------------+---+---+---+---+---+--+--+-----+---+---+---+
/// ```
/// An entry of level 2 is a table where P is set and PS is not, a leaf where PS is set. PS alone is a leaf under
/// `pmdp_invalidate`.
public final class Pte {
    private static final BitField P = BitField.lowest("P", 1, "present: the hardware may use the entry");
    private static final BitField RW = P.then("RW", 1, "writable");
    private static final BitField US = RW.then("US", 1, "for user code");
    private static final BitField CACHE = US.thenZero(2);
    private static final BitField A = CACHE.then("A", 1, "accessed, set by the walk");
    private static final BitField D = A.then("D", 1, "dirty, set by the walk of a store");
    private static final BitField PS = D.then("PS", 1, "a huge leaf (levels above 1)");
    private static final BitField PN = PS.then("PN", 1, "PROT_NONE, meant only where P is clear");
    private static final BitField SPC = PN.then("SPC", 1, "special: no reference is held on the frame");
    private static final BitField UWP = SPC.then("UWP", 1, "write-protected by userfaultfd");
    private static final BitField SD = UWP.then("SD", 1, "soft-dirty");
    private static final BitField FRAME = SD.then("pfn", 40, "the frame; of a table: the table");
    private static final BitField RESERVED = FRAME.thenZero(5);
    private static final BitField HW = RESERVED.then("HW", 1, "host-writable (a secondary MMU's, EPT bit 57)");
    private static final BitField MMW = HW.then("MMW", 1, "MMU-writable (a secondary MMU's, EPT bit 58)");
    private static final BitField PKEY = MMW.then("pkey", 4, "protection key, always zero");
    private static final BitField NX = PKEY.then("NX", 1, "not executable");

    public static final Layout LAYOUT = Layout.of(
            "Page-table entry",
            "A present entry, or a leaf that is not (PROT_NONE, invalidated): x86-64's layout.",
            P,
            RW,
            US,
            CACHE,
            A,
            D,
            PS,
            PN,
            SPC,
            UWP,
            SD,
            FRAME,
            RESERVED,
            HW,
            MMW,
            PKEY,
            NX);

    public static final long PRESENT = P.mask();
    public static final long WRITABLE = RW.mask();
    public static final long USER = US.mask();
    public static final long ACCESSED = A.mask();
    public static final long DIRTY = D.mask();
    public static final long HUGE = PS.mask();
    public static final long PROTNONE = PN.mask();
    public static final long SPECIAL = SPC.mask();
    public static final long UFFD_WP = UWP.mask();
    public static final long SOFT_DIRTY = SD.mask();
    public static final long PFN = FRAME.mask();
    public static final long HOST_WRITABLE = HW.mask();
    public static final long MMU_WRITABLE = MMW.mask();
    public static final long NO_EXECUTE = NX.mask();

    /// What decides rights and target of a translation that a TLB holds.
    public static final long TRANSLATION = PRESENT | WRITABLE | USER | DIRTY | HUGE | PFN | NO_EXECUTE;

    private static final long TABLE = PRESENT | WRITABLE | USER | ACCESSED | DIRTY;

    private Pte() {}

    /// A present user entry.
    public static long make(long pfn, boolean write, boolean execute) {
        return PRESENT | USER | (write ? WRITABLE : 0) | (execute ? 0 : NO_EXECUTE) | FRAME.of(pfn);
    }

    /// An entry that leads to a table of the level below (_PAGE_TABLE).
    public static long table(int node) {
        return TABLE | FRAME.of(node);
    }

    /// Whether an entry of a level above 1 leads to a table.
    public static boolean isTable(long entry) {
        return (entry & (PRESENT | HUGE)) == PRESENT;
    }

    public static boolean has(long pte, long bits) {
        return (pte & bits) != 0;
    }

    /// P, PROT_NONE or a huge leaf: the kernel's pte_present and pmd_present.
    public static boolean present(long pte) {
        return has(pte, PRESENT | PROTNONE | HUGE);
    }

    public static long pfn(long pte) {
        return FRAME.get(pte);
    }

    public static long withPfn(long pte, long pfn) {
        return FRAME.with(pte, pfn);
    }

    /// Whether a TLB that holds `old` allows more than `now`, or leads elsewhere. Both map the same page.
    public static boolean saysMore(long old, long now) {
        long lost = old & ~now & (PRESENT | WRITABLE | USER | DIRTY | HUGE) | now & ~old & NO_EXECUTE;
        return lost != 0 || pfn(old) != pfn(now);
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
            return pte == 0 ? "none" : SwapPte.describe(pte);
        }
        StringBuilder text = new StringBuilder(has(pte, PRESENT) ? "P" : has(pte, PROTNONE) ? "PROTNONE" : "INVALID");
        text.append(has(pte, WRITABLE) ? ",RW" : ",RO");
        long[] bits = {ACCESSED, DIRTY, SOFT_DIRTY, UFFD_WP, SPECIAL, HUGE};
        String[] names = {",A", ",D", ",SD", ",UFFDWP", ",SPECIAL", ",HUGE"};
        for (int i = 0; i < bits.length; i++) {
            text.append(has(pte, bits[i]) ? names[i] : "");
        }
        return text.append(has(pte, NO_EXECUTE) ? "" : ",X").toString();
    }
}
