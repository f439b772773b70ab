package dev.quire.engine.bits;

/// An entry that is not present and not empty, in x86-64's layout (Linux 6.12 arch/x86/include/asm/pgtable_64.h,
/// include/linux/swap.h, swapops.h). The offset is stored inverted, so that no such entry is zero and, on real
/// hardware, none points into memory.
///
/// ```
///  63 ... 59  58 ............... 9  8 ... 4   3   2   1   0
/// +----------+---------------------+-------+---+---+---+---+
/// |   type   |       ~offset       |   0   |EXC|UWP|SD | 0 |
/// +----------+---------------------+-------+---+---+---+---+
/// ```
/// Types 0 to 22 are swap devices. The offset of a migration, device or poison entry holds a frame, that of a marker
/// its kind.
public final class SwapPte {
    private static final BitField NOT_PRESENT = BitField.lowest(BitField.ZERO, 1, "always zero");
    private static final BitField SD = NOT_PRESENT.then("SD", 1, "soft-dirty");
    private static final BitField UWP = SD.then("UWP", 1, "write-protected by userfaultfd");
    private static final BitField EXC = UWP.then("EXC", 1, "the anonymous page was exclusive");
    private static final BitField UNUSED = EXC.thenZero(5);
    private static final BitField OFFSET = UNUSED.then("~offset", 50, "the slot, frame or marker, inverted");
    private static final BitField TYPE = OFFSET.thenRest("type", "the swap device, or what else the entry is");

    public static final Layout LAYOUT = Layout.of(
            "Entry that is not present",
            "A swap slot, a migration or device entry, a poisoned frame or a marker: x86-64's layout.",
            NOT_PRESENT,
            SD,
            UWP,
            EXC,
            UNUSED,
            OFFSET,
            TYPE);

    private static final BitField FRAME = BitField.lowest("pfn", 40, "the frame");
    private static final BitField YOUNG = FRAME.then("A", 1, "the entry was accessed (migration)");
    private static final BitField MIG_DIRTY = YOUNG.then("D", 1, "the entry was dirty (migration)");
    private static final BitField OFFSET_REST = MIG_DIRTY.thenZero(OFFSET.width() - MIG_DIRTY.shift() - 1);
    private static final BitField BEYOND = OFFSET_REST.thenZero(TYPE.width() + OFFSET.shift());

    public static final Layout PFN_OFFSET = Layout.of(
            "Offset of a migration, device or poison entry",
            "The 50 bits of the offset, not inverted.",
            FRAME,
            YOUNG,
            MIG_DIRTY,
            OFFSET_REST,
            BEYOND);

    private static final BitField MARK_UFFD_WP =
            BitField.lowest("UFFD_WP", 1, "write-protected before it is populated");
    private static final BitField MARK_POISONED = MARK_UFFD_WP.then("POISONED", 1, "an access is SIGBUS");
    private static final BitField MARK_REST = MARK_POISONED.thenZero(OFFSET.width() - MARK_POISONED.shift() - 1);
    private static final BitField MARK_BEYOND = MARK_REST.thenZero(TYPE.width() + OFFSET.shift());

    public static final Layout MARKER_OFFSET = Layout.of(
            "Offset of a PTE marker",
            "The 50 bits of the offset, not inverted; the prelude's `pte_marker`.",
            MARK_UFFD_WP,
            MARK_POISONED,
            MARK_REST,
            MARK_BEYOND);

    public static final long SOFT_DIRTY = SD.mask();
    public static final long UFFD_WP = UWP.mask();
    public static final long EXCLUSIVE = EXC.mask();
    /// What pte_swp_clear_flags() clears.
    public static final long FLAGS = SOFT_DIRTY | UFFD_WP | EXCLUSIVE;

    /// The types that are no swap device, counted from the top.
    public static final int MARKER = (int) TYPE.max();

    public static final int DEVICE_EXCLUSIVE_READ = MARKER - 1;
    public static final int DEVICE_EXCLUSIVE_WRITE = DEVICE_EXCLUSIVE_READ - 1;
    public static final int DEVICE_READ = DEVICE_EXCLUSIVE_WRITE - 1;
    public static final int DEVICE_WRITE = DEVICE_READ - 1;
    public static final int MIGRATION_WRITE = DEVICE_WRITE - 1;
    public static final int MIGRATION_READ_EXCLUSIVE = MIGRATION_WRITE - 1;
    public static final int MIGRATION_READ = MIGRATION_READ_EXCLUSIVE - 1;
    public static final int HWPOISON = MIGRATION_READ - 1;
    /// Types below this are swap devices (MAX_SWAPFILES).
    public static final int DEVICES = HWPOISON;

    private SwapPte() {}

    public static long make(int type, long offset) {
        return TYPE.of(type) | OFFSET.of(~offset);
    }

    /// An entry of a type whose offset holds a frame.
    public static long ofFrame(int type, long pfn) {
        return make(type, FRAME.of(pfn));
    }

    /// is_swap_pte(): not empty and not present.
    public static boolean is(long pte) {
        return pte != 0 && !Pte.present(pte);
    }

    public static boolean is(long pte, int type) {
        return is(pte) && type(pte) == type;
    }

    public static int type(long pte) {
        return (int) TYPE.get(pte);
    }

    public static long offset(long pte) {
        return OFFSET.get(~pte);
    }

    public static boolean isMigration(long pte) {
        return is(pte) && type(pte) >= MIGRATION_READ && type(pte) <= MIGRATION_WRITE;
    }

    /// is_pfn_swap_entry(): the offset holds a frame.
    public static boolean holdsFrame(long pte) {
        return is(pte) && type(pte) >= HWPOISON && type(pte) < MARKER;
    }

    public static long pfn(long pte) {
        return FRAME.get(offset(pte));
    }

    public static boolean young(long pte) {
        return isMigration(pte) && YOUNG.in(offset(pte));
    }

    public static long withYoung(long pte) {
        return OFFSET.with(pte, ~(offset(pte) | YOUNG.mask()));
    }

    public static boolean dirty(long pte) {
        return isMigration(pte) && MIG_DIRTY.in(offset(pte));
    }

    public static long withDirty(long pte) {
        return OFFSET.with(pte, ~(offset(pte) | MIG_DIRTY.mask()));
    }

    private static String name(int type) {
        return type == MARKER
                ? "marker"
                : type >= DEVICE_WRITE
                        ? "device"
                        : type >= MIGRATION_READ ? "migration" : type == HWPOISON ? "hwpoison" : "swap";
    }

    private static String how(int type) {
        return switch (type - MIGRATION_READ) {
            case 0 -> " READ";
            case 1 -> " READ_EXCLUSIVE";
            case 2, 3 -> " WRITE";
            case 4 -> " READ";
            case 5 -> " EXCLUSIVE_WRITE";
            case 6 -> " EXCLUSIVE_READ";
            default -> "";
        };
    }

    /// Kind, target and flags, for transcripts: `swap 0:17,SD`, `migration WRITE pfn:2a,A`, `marker UFFD_WP`.
    public static String describe(long pte) {
        int type = type(pte);
        StringBuilder text = new StringBuilder(name(type)).append(how(type));
        if (type == MARKER) {
            text.append(MARK_UFFD_WP.in(offset(pte)) ? " UFFD_WP" : "");
            text.append(MARK_POISONED.in(offset(pte)) ? " POISONED" : "");
        } else if (holdsFrame(pte)) {
            text.append(" pfn:").append(Long.toHexString(pfn(pte)));
        } else {
            text.append(' ').append(type).append(':').append(offset(pte));
        }
        text.append(young(pte) ? ",A" : "").append(dirty(pte) ? ",D" : "");
        text.append((pte & SOFT_DIRTY) != 0 ? ",SD" : "").append((pte & UFFD_WP) != 0 ? ",UFFDWP" : "");
        return text.append((pte & EXCLUSIVE) != 0 ? ",EXCL" : "").toString();
    }
}
