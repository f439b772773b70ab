package dev.quire.engine.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// All mutable simulated state: 64-bit words in **cells**, with a journal and an incremental 128-bit fingerprint (ADR
/// 0001 §1).
///
/// A cell's id is canonical, its place is not: the fingerprint hashes (id, offset, value), and zero words count
/// nothing. Ids come from
/// pools, lowest free first: pool p owns the ids above `p << POOL_SHIFT`. Id 0 is null. Word 0 of a cell is its kind,
/// never zero while it lives.
///
/// Everything that a step changes has an *address*: words (the lists of free blocks among them), the directory of
/// cells,
/// and metrics. So the journal is pairs (address, old value), and the difference of two states a set of (address,
/// value), whatever was born, died or moved between them.
///
/// Not thread-safe: one store belongs to one explorer worker or one run.
public final class WordStore {
    /// Bits of an id below its pool.
    public static final int POOL_SHIFT = 24;

    /// Pools, one per thread.
    public static final int POOLS = 64;

    /// Bits of an offset in a word's key, `cell << OFFSET_BITS | offset`.
    public static final int OFFSET_BITS = 24;

    private static final int INDEX = (1 << POOL_SHIFT) - 1;

    /// Addresses from here on are entries of the directory, `base << 32 | length` of a cell; negative ones are metrics.
    private static final int DIRECTORY = 1 << 30;

    private static final int METRICS = Integer.MIN_VALUE;

    /// Multipliers of words in the hash of a recording. They stay odd.
    private static final long FIRST_MULTIPLIER = 0x9E3779B97F4A7C15L;

    private static final long NEXT_MULTIPLIER = 0xD6E8FEB86659FD92L;

    /// The first word that no block has used, the first free block of each class (linked by their first words), blocks.
    private static final int TOP = 0;

    private static final int FREE = 1;
    private static final int HEAP = 64;

    /// Changes from which on it is worth while to look for those that a rollback does not need.
    private static final int THIN = 1 << 20;

    private long[] words = new long[1 << 12];
    private final long[][] directory = new long[POOLS][16];
    private final Metrics metrics;
    /// No index of the pool below this is free. Not state: a hint.
    private final int[] lowest = new int[POOLS];

    private int[] journalAddress = new int[1 << 10];
    private long[] journalOld = new long[1 << 10];
    private int journalTop;
    /// The mark since which the journal was thinned last, and how much that left.
    private long thinnedMark = -1;

    private int thinnedLeft;
    private int[] markAt = new int[16];
    private long[] markLow = new long[16];
    private long[] markHigh = new long[16];
    private int marks;
    private long low;
    private long high;
    private @Nullable AccessLog log;
    /// A hash of the directory and of the lists of free blocks.
    private long structure;

    private long[] markStructure = new long[16];

    /// Whether anybody wants to be told of accesses: `log`, or the recording of a step.
    private boolean told;

    private boolean recording;
    private int recordingNumber;
    private int[] recordedIn = new int[words.length];
    private int[] recordedAddress = new int[64];
    private long[] recordedValue = new long[64];
    private int recorded;
    private boolean readsMetrics;

    public WordStore() {
        this(new Metrics());
    }

    private WordStore(Metrics metrics) {
        this.metrics = metrics;
        Arrays.fill(lowest, 1);
        words[TOP] = HEAP;
        forget();
    }

    /// A store in the same state with no past.
    WordStore copy() {
        WordStore copy = new WordStore(metrics.copy());
        copy.words = words.clone();
        for (int i = 0; i < POOLS; i++) {
            copy.directory[i] = directory[i].clone();
            copy.lowest[i] = lowest[i];
        }
        copy.became(low, high, structure);
        return copy;
    }

    // --- cells ------------------------------------------------------------------------------------------------------

    /// A new cell of `size` words, word 0 being `kind`, the others zero. Returns its id: the lowest free one of the
    /// pool.
    public int allocate(int pool, int kind, int size) {
        if (kind == 0 || size < 1) {
            throw new IllegalArgumentException("a cell needs a kind and a word for it");
        }
        long[] entries = directory[pool];
        int index = lowest[pool];
        while (index < entries.length && entries[index] != 0) {
            index++;
        }
        lowest[pool] = index;
        fits(pool, index, 1);
        int id = pool << POOL_SHIFT | index;
        place(id, size);
        set(id, 0, kind);
        return id;
    }

    /// `count` new cells of one shape with consecutive ids, the first of which, below the pool, is a multiple of
    /// `count`: the lowest such run that is free. Returns the first id.
    public int allocateRun(int pool, int kind, int size, int count) {
        int first = count;
        while (!isFree(pool, first, count)) {
            first += count;
        }
        fits(pool, first, count);
        for (int i = 0; i < count; i++) {
            int id = pool << POOL_SHIFT | first + i;
            place(id, size);
            set(id, 0, kind);
        }
        return pool << POOL_SHIFT | first;
    }

    private static void fits(int pool, int index, int count) {
        if (index + count - 1 > INDEX) {
            throw new StoreLimit("thread " + pool + " can have " + INDEX + " objects, and not " + count + " more");
        }
    }

    private boolean isFree(int pool, int first, int count) {
        for (int i = first; i < first + count && i < directory[pool].length; i++) {
            if (directory[pool][i] != 0) {
                return false;
            }
        }
        return true;
    }

    private void place(int id, int size) {
        write(DIRECTORY | id, (long) takeBlock(size) << 32 | size);
    }

    /// Ends a cell: its words become zero and its id is free again.
    public void free(int cell) {
        int size = length(cell);
        if (size == 0) {
            throw new IllegalStateException("cell " + cell + " is not live");
        }
        for (int i = size - 1; i >= 0; i--) {
            set(cell, i, 0);
        }
        for (int i = 0; i < Metrics.MOST; i++) {
            addMetric(cell, i, -metrics.get(Metrics.of(cell, i)));
        }
        release(baseOf(cell), size);
        write(DIRECTORY | cell, 0);
    }

    /// Gives a cell another length. What is cut off becomes zero; place and fingerprint are independent of the length.
    public void resize(int cell, int size) {
        int old = length(cell);
        for (int i = size; i < old; i++) {
            set(cell, i, 0);
        }
        int from = baseOf(cell);
        if (blockClass(size) == blockClass(old)) {
            write(DIRECTORY | cell, (long) from << 32 | size);
            return;
        }
        int to = takeBlock(size);
        for (int i = 0; i < Math.min(old, size); i++) {
            if (recording) {
                record(from + i);
            }
            long value = words[from + i];
            if (value != 0) {
                push(to + i, 0);
                words[to + i] = value;
                push(from + i, value);
                words[from + i] = 0;
            }
        }
        release(from, old);
        write(DIRECTORY | cell, (long) to << 32 | size);
    }

    /// The kind of a live cell, or 0.
    public int kind(int cell) {
        if (!isLive(cell)) {
            return 0;
        }
        int at = baseOf(cell);
        if (recording) {
            record(at);
        }
        return (int) words[at];
    }

    /// The live cells of a kind, in order.
    public int[] cells(int kind) {
        int[] found = new int[8];
        int n = 0;
        for (int pool = 0; pool < POOLS; pool++) {
            for (int index = 1; index < directory[pool].length; index++) {
                long entry = directory[pool][index];
                if (entry != 0 && words[(int) (entry >>> 32)] == kind) {
                    found = n == found.length ? Arrays.copyOf(found, n * 2) : found;
                    found[n++] = pool << POOL_SHIFT | index;
                }
            }
        }
        return Arrays.copyOf(found, n);
    }

    public int length(int cell) {
        return (int) entry(cell);
    }

    public boolean isLive(int cell) {
        return cell > 0 && entry(cell) != 0;
    }

    private long entry(int cell) {
        int pool = cell >>> POOL_SHIFT;
        int index = cell & INDEX;
        return pool < POOLS && index < directory[pool].length ? directory[pool][index] : 0;
    }

    private int baseOf(int cell) {
        return (int) (entry(cell) >>> 32);
    }

    // --- words ------------------------------------------------------------------------------------------------------

    public long get(int cell, int offset) {
        return load(address(cell, offset), cell, offset);
    }

    /// From now on every `get` and `set` is told to `listener`; null for nobody.
    public void log(@Nullable AccessLog listener) {
        log = listener;
        told = recording || log != null;
    }

    public void set(int cell, int offset, long value) {
        store(address(cell, offset), cell, offset, value);
    }

    private void change(int at, long key, long old, long value) {
        push(at, old);
        words[at] = value;
        if (old != 0) {
            low -= mixLow(key, old);
            high -= mixHigh(key, old);
        }
        if (value != 0) {
            low += mixLow(key, value);
            high += mixHigh(key, value);
        }
    }

    /// Where a word is at present, or -1 where there is none. For `load` and `store` of the same word.
    public int find(int cell, int offset) {
        long entry = entry(cell);
        return Integer.compareUnsigned(offset, (int) entry) < 0 ? (int) (entry >>> 32) + offset : -1;
    }

    /// `get` of a word that was found.
    public long load(int at, int cell, int offset) {
        long value = words[at];
        if (told) {
            if (recording) {
                record(at);
            }
            if (log != null) {
                log.read(cell, offset, value);
            }
        }
        return value;
    }

    /// `set` of a word that was found.
    public void store(int at, int cell, int offset, long value) {
        if (told) {
            if (recording) {
                record(at);
            }
            if (log != null) {
                log.write(cell, offset);
            }
        }
        long old = words[at];
        if (old != value) {
            change(at, (long) cell << OFFSET_BITS | offset, old, value);
        }
    }

    /// Where a word is at present. Two words have never one address in one state.
    public int address(int cell, int offset) {
        long entry = entry(cell);
        if (offset < 0 || offset >= (int) entry) {
            throw new IllegalStateException("no word " + offset + " in cell " + cell + " of " + (int) entry + " words");
        }
        return (int) (entry >>> 32) + offset;
    }

    /// Copies `count` words of a cell from `offset` on to `into[at ..)`.
    public void read(int cell, int offset, int count, long[] into, int at) {
        if (count > 0) {
            address(cell, offset + count - 1);
            System.arraycopy(words, address(cell, offset), into, at, count);
        }
    }

    /// Sets `count` words of a cell from `offset` on to `from[at ..)`.
    public void write(int cell, int offset, int count, long[] from, int at) {
        if (count <= 0) {
            return;
        }
        address(cell, offset + count - 1);
        int base = address(cell, offset);
        int i = 0;
        while (i < count) {
            int same = Arrays.mismatch(words, base + i, base + count, from, at + i, at + count);
            if (same < 0) {
                return;
            }
            i += same;
            change(base + i, (long) cell << OFFSET_BITS | offset + i, words[base + i], from[at + i]);
            i++;
        }
    }

    /// A metric of a cell by its number, below `Metrics.MOST`: journalled, not fingerprinted, gone with the cell.
    public long metric(int cell, int number) {
        readsMetrics = true;
        if (log != null) {
            log.metric(cell, number);
        }
        return metrics.get(Metrics.of(cell, number));
    }

    /// Adds to a metric of a cell.
    public void addMetric(int cell, int number, long delta) {
        add(Metrics.of(cell, number), delta);
    }

    /// Adds to a tally: a metric that belongs to no cell and lives as long as the store.
    public void addTally(int number, long delta) {
        add(Metrics.ofTally(number), delta);
    }

    /// What a tally stands at. Not a read of a metric: nothing in the simulated system sees tallies.
    public long tally(int number) {
        return metrics.get(Metrics.ofTally(number));
    }

    /// The metrics and tallies that changed since a mark, by address, and by how much.
    public record MetricChanges(int[] addresses, long[] by) {}

    public MetricChanges metricsSince(long mark) {
        int[] addresses = new int[4];
        long[] by = new long[4];
        int n = 0;
        for (int i = (int) mark; i < journalTop; i++) {
            int address = journalAddress[i] & ~METRICS;
            if (journalAddress[i] < 0 && !among(addresses, n, address)) {
                if (n == addresses.length) {
                    addresses = Arrays.copyOf(addresses, n * 2);
                    by = Arrays.copyOf(by, n * 2);
                }
                addresses[n] = address;
                by[n++] = metrics.get(address) - journalOld[i];
            }
        }
        return new MetricChanges(Arrays.copyOf(addresses, n), Arrays.copyOf(by, n));
    }

    private static boolean among(int[] addresses, int count, int wanted) {
        for (int i = 0; i < count; i++) {
            if (addresses[i] == wanted) {
                return true;
            }
        }
        return false;
    }

    /// The address of a cell's metric.
    public static int metricAddress(int cell, int number) {
        return Metrics.checked(Metrics.of(cell, number));
    }

    /// The address of a tally.
    public static int tallyAddress(int number) {
        return Metrics.ofTally(number);
    }

    private void add(int metric, long delta) {
        if (delta != 0) {
            long old = metrics.get(Metrics.checked(metric));
            push(METRICS | metric, old);
            metrics.set(metric, old + delta);
        }
    }

    // --- fingerprint ------------------------------------------------------------------------------------------------

    /// One half of the fingerprint of all state words: equal for equal states.
    public long fingerprintLow() {
        return low;
    }

    /// The other, independent half.
    public long fingerprintHigh() {
        return high;
    }

    private static long mixLow(long key, long value) {
        long x = key * 0x9E3779B97F4A7C15L ^ value;
        x = (x ^ x >>> 32) * 0xD6E8FEB86659FD93L;
        x = (x ^ x >>> 29) * 0xC2B2AE3D27D4EB4FL + key;
        return x ^ x >>> 32;
    }

    private static long mixHigh(long key, long value) {
        long x = value * 0xFF51AFD7ED558CCDL + key;
        x = (x ^ x >>> 33) * 0xC4CEB9FE1A85EC53L;
        x = (x ^ x >>> 31 ^ key * 0xA24BAED4963EE407L) * 0x9FB21C651E98DF25L;
        return x ^ x >>> 30;
    }

    // --- journal ----------------------------------------------------------------------------------------------------

    /// The present position of the journal.
    public long mark() {
        if (markAt[marks - 1] != journalTop) {
            if (marks == markAt.length) {
                markAt = Arrays.copyOf(markAt, marks * 2);
                markLow = Arrays.copyOf(markLow, marks * 2);
                markHigh = Arrays.copyOf(markHigh, marks * 2);
                markStructure = Arrays.copyOf(markStructure, marks * 2);
            }
            saveMark(marks++);
        }
        return journalTop;
    }

    private void saveMark(int at) {
        markAt[at] = journalTop;
        markLow[at] = low;
        markHigh[at] = high;
        markStructure[at] = structure;
    }

    /// Undoes everything since a mark.
    public void rollback(long mark) {
        rewind(mark);
        long[] present = words;
        for (int i = journalTop - 1; i >= mark; i--) {
            int address = journalAddress[i];
            if (address >= 0 && address < present.length) {
                present[address] = journalOld[i];
            } else {
                poke(address, journalOld[i]);
                present = words;
            }
        }
        journalTop = (int) mark;
        low = markLow[marks - 1];
        high = markHigh[marks - 1];
        structure = markStructure[marks - 1];
    }

    /// Forgets all of what was done since a mark but what its rollback needs, once that is much. Later marks are gone.
    public void thin(long mark) {
        int left = mark == thinnedMark ? thinnedLeft : 0;
        if (journalTop - mark >= Math.max(THIN, 2 * left)) {
            keepFirst(mark);
            thinnedMark = mark;
            thinnedLeft = journalTop - (int) mark;
        }
    }

    /// Keeps of each address that has changed since a mark what was there first.
    private void keepFirst(long mark) {
        rewind(mark);
        AddressSet seen = new AddressSet();
        int kept = (int) mark;
        for (int i = kept; i < journalTop; i++) {
            int address = journalAddress[i];
            if (seen.add(address) && peek(address) != journalOld[i]) {
                journalAddress[kept] = address;
                journalOld[kept++] = journalOld[i];
            }
        }
        journalTop = kept;
    }

    /// Undoes everything since a mark; what it gives can be done again in the state that is there then.
    public Change takeBack(long mark) {
        long lowNow = low;
        long highNow = high;
        long structureNow = structure;
        keepFirst(mark);
        int from = (int) mark;
        int[] addresses = Arrays.copyOfRange(journalAddress, from, journalTop);
        long[] values = new long[addresses.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = peek(addresses[i]) - (addresses[i] < 0 ? journalOld[from + i] : 0);
        }
        rollback(mark);
        return new Change(addresses, values, lowNow - low, highNow - high, structureNow - structure);
    }

    /// Drops the journal: nothing before this moment can be undone any more.
    public void forget() {
        journalTop = 0;
        marks = 1;
        saveMark(0);
    }

    private void push(int address, long old) {
        if (journalTop == journalAddress.length) {
            journalAddress = Arrays.copyOf(journalAddress, journalTop * 2);
            journalOld = Arrays.copyOf(journalOld, journalTop * 2);
        }
        journalAddress[journalTop] = address;
        journalOld[journalTop++] = old;
    }

    /// Whether an address is a word's.
    static boolean isWord(int address) {
        return address >= 0 && address < DIRECTORY;
    }

    /// The words: what is at the addresses from 0 to its length. Good until the store changes otherwise than by them.
    long[] words() {
        return words;
    }

    /// How many changes the journal holds.
    public int changes() {
        return journalTop;
    }

    /// Undoes all changes of the journal but the hashes.
    void undo() {
        for (int i = journalTop - 1; i >= 0; i--) {
            poke(journalAddress[i], journalOld[i]);
        }
        journalTop = 0;
    }

    /// What a change of the journal overwrote.
    long overwritten(int change) {
        return journalOld[change];
    }

    /// The addresses that the journal's changes were made at, `changes` of them. Good until there is another.
    int[] changedAddresses() {
        return journalAddress;
    }

    /// The address that a change of the journal was made at.
    public int changedAddress(int change) {
        return journalAddress[change];
    }

    /// Changes what is at an address, outside the fingerprint.
    private void write(int address, long value) {
        long old = peek(address);
        if (old != value) {
            push(address, old);
            poke(address, value);
            structure += mixLow(address, value) - mixLow(address, old);
        }
    }

    /// The pool whose directory an address that is no metric's is in; -1 for a word.
    static int pool(int address) {
        return address < DIRECTORY ? -1 : (address & ~DIRECTORY) >>> POOL_SHIFT;
    }

    /// An address's number among those of its sort: words, metrics, the entries of a pool's directory.
    static int index(int address) {
        return address < 0 ? address & ~METRICS : address < DIRECTORY ? address : address & INDEX;
    }

    /// What is at an address; 0 where nothing ever was.
    long peek(int address) {
        if (address < 0) {
            return metrics.get(address & ~METRICS);
        }
        if (address >= DIRECTORY) {
            return entry(address & ~DIRECTORY);
        }
        return address < words.length ? words[address] : 0;
    }

    /// Changes what is at an address, outside journal and fingerprint.
    void poke(int address, long value) {
        if (address >= 0 && address < DIRECTORY) {
            if (address >= words.length) {
                words = Arrays.copyOf(words, Math.max(address + 1, words.length * 2));
            }
            words[address] = value;
        } else if (address < 0) {
            metrics.set(address & ~METRICS, value);
        } else {
            int pool = (address & ~DIRECTORY) >>> POOL_SHIFT;
            int index = address & INDEX;
            if (index >= directory[pool].length) {
                directory[pool] = Arrays.copyOf(directory[pool], Math.max(index + 1, directory[pool].length * 2));
            }
            directory[pool][index] = value;
            if (value == 0) {
                lowest[pool] = Math.min(lowest[pool], index);
            }
        }
    }

    /// Declares the fingerprint of a state that was made by `poke`, and drops the journal.
    void became(long fingerprintLow, long fingerprintHigh, long structureHash) {
        low = fingerprintLow;
        high = fingerprintHigh;
        structure = structureHash;
        forget();
    }

    // --- steps that are taken again
    // -----------------------------------------------------------------------------------

    /// A hash of where cells are and which blocks are free: what a step sees of the state besides words.
    public long structure() {
        return structure;
    }

    /// From now on the first touch of each word is recorded, with the value that the word had.
    public void record() {
        recording = true;
        told = true;
        recordingNumber++;
        recorded = 0;
        readsMetrics = false;
    }

    /// Ends the recording; how many words it holds, or -1 where it is of no use since a metric was read.
    public int recorded() {
        recording = false;
        told = log != null;
        return readsMetrics ? -1 : recorded;
    }

    /// Copies the recorded addresses and values.
    public void recorded(int[] addresses, long[] values) {
        System.arraycopy(recordedAddress, 0, addresses, 0, recorded);
        System.arraycopy(recordedValue, 0, values, 0, recorded);
    }

    private void record(int at) {
        if (at >= recordedIn.length) {
            recordedIn = Arrays.copyOf(recordedIn, words.length);
        }
        if (recordedIn[at] != recordingNumber) {
            recordedIn[at] = recordingNumber;
            if (recorded == recordedAddress.length) {
                recordedAddress = Arrays.copyOf(recordedAddress, recorded * 2);
                recordedValue = Arrays.copyOf(recordedValue, recorded * 2);
            }
            recordedAddress[recorded] = at;
            recordedValue[recorded++] = words[at];
        }
    }

    /// What is at an address of a word, whoever records or is told.
    public long recall(int address) {
        return address < words.length ? words[address] : 0;
    }

    /// A hash of what is at the addresses that a recording holds, and of a key.
    public long hash(int[] addresses, long key) {
        long[] present = words;
        long hash = key;
        long multiplier = FIRST_MULTIPLIER;
        for (int address : addresses) {
            long value = address < present.length ? present[address] : 0;
            hash += (value ^ value >>> 32) * multiplier;
            multiplier += NEXT_MULTIPLIER;
        }
        return mixed(hash);
    }

    /// The same where these values are there.
    public static long hash(long[] values, long key) {
        long hash = key;
        long multiplier = FIRST_MULTIPLIER;
        for (long value : values) {
            hash += (value ^ value >>> 32) * multiplier;
            multiplier += NEXT_MULTIPLIER;
        }
        return mixed(hash);
    }

    private static long mixed(long hash) {
        long mixed = (hash ^ hash >>> 32) * 0xC2B2AE3D27D4EB4FL;
        return mixed ^ mixed >>> 29;
    }

    /// Whether at the addresses that a recording holds there are these values.
    public boolean holds(int[] addresses, long[] values) {
        long[] present = words;
        for (int i = 0; i < addresses.length; i++) {
            if ((addresses[i] < present.length ? present[addresses[i]] : 0) != values[i]) {
                return false;
            }
        }
        return true;
    }

    /// What was done between two marks, to be done again where the words that were touched have the values that they
    /// had:
    /// the distinct addresses that changed, each with its new value or, for metrics, its change, and the changes of the
    /// hashes.
    public Change changeSince(long mark) {
        rewind(mark);
        int[] addresses = Arrays.copyOfRange(journalAddress, (int) mark, journalTop);
        Arrays.sort(addresses);
        int n = 0;
        for (int i = 0; i < addresses.length; i++) {
            if (i == 0 || addresses[i] != addresses[i - 1]) {
                addresses[n++] = addresses[i];
            }
        }
        addresses = Arrays.copyOf(addresses, n);
        long[] values = new long[n];
        for (int i = 0; i < n; i++) {
            values[i] = peek(addresses[i]) - (addresses[i] < 0 ? before(addresses[i], (int) mark) : 0);
        }
        return new Change(
                addresses,
                values,
                low - markLow[marks - 1],
                high - markHigh[marks - 1],
                structure - markStructure[marks - 1]);
    }

    /// A change that can be made again.
    public record Change(int[] addresses, long[] values, long low, long high, long structure) {}

    private long before(int address, int from) {
        int i = from;
        while (journalAddress[i] != address) {
            i++;
        }
        return journalOld[i];
    }

    /// Drops the marks after one.
    private void rewind(long mark) {
        while (markAt[marks - 1] > mark) {
            marks--;
        }
        if (markAt[marks - 1] != mark) {
            throw new IllegalStateException("no mark was taken at " + mark);
        }
    }

    /// Makes a change again. Journalled.
    public void again(Change change) {
        int[] addresses = change.addresses;
        long[] values = change.values;
        for (int i = 0; i < addresses.length; i++) {
            int at = addresses[i];
            if (at >= 0 && at < words.length) {
                push(at, words[at]);
                words[at] = values[i];
            } else {
                long old = peek(at);
                push(at, old);
                poke(at, at < 0 ? old + values[i] : values[i]);
            }
        }
        low += change.low;
        high += change.high;
        structure += change.structure;
    }

    // --- placement: not part of the state ----------------------------------------------------------------------------

    private static int blockClass(int size) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(size - 1, 1));
    }

    private int takeBlock(int size) {
        int blockClass = blockClass(size);
        int at = (int) words[FREE + blockClass];
        if (at != 0) {
            write(FREE + blockClass, words[at]);
            write(at, 0);
            return at;
        }
        at = (int) words[TOP];
        int end = at + (1 << blockClass);
        long most = Math.min(DIRECTORY, Runtime.getRuntime().maxMemory() / (2 * Long.BYTES));
        while (end > words.length) {
            if (words.length * 2L > most) {
                throw new StoreLimit("the simulated memory is limited to " + most + " words, half of the heap");
            }
            words = Arrays.copyOf(words, words.length * 2);
        }
        write(TOP, end);
        return at;
    }

    private void release(int at, int size) {
        int blockClass = blockClass(size);
        write(at, words[FREE + blockClass]);
        write(FREE + blockClass, at);
    }

    // --- pictures of the state ---------------------------------------------------------------------------------------

    /// Every live cell, in order.
    public int[] cells() {
        int[] out = new int[64];
        int n = 0;
        for (int pool = 0; pool < POOLS; pool++) {
            for (int index = 1; index < directory[pool].length; index++) {
                if (directory[pool][index] != 0) {
                    if (n == out.length) {
                        out = Arrays.copyOf(out, n * 2);
                    }
                    out[n++] = pool << POOL_SHIFT | index;
                }
            }
        }
        return Arrays.copyOf(out, n);
    }

    /// Every live cell and its non-zero words, as (id, offset, value) triples in order. Equal states have equal images.
    public long[] image() {
        long[] out = new long[64];
        int n = 0;
        for (int pool = 0; pool < POOLS; pool++) {
            for (int index = 1; index < directory[pool].length; index++) {
                int id = pool << POOL_SHIFT | index;
                int from = baseOf(id);
                for (int i = 0; i < length(id); i++) {
                    long value = words[from + i];
                    if (value != 0) {
                        if (n + 3 > out.length) {
                            out = Arrays.copyOf(out, out.length * 2);
                        }
                        out[n++] = id;
                        out[n++] = i;
                        out[n++] = value;
                    }
                }
            }
        }
        return Arrays.copyOf(out, n);
    }

    /// What differs between the state at `mark` and now, sufficient to redo it from there.
    public Delta deltaSince(long mark) {
        int[] addresses = Arrays.copyOfRange(journalAddress, (int) mark, journalTop);
        Arrays.sort(addresses);
        int n = 0;
        for (int i = 0; i < addresses.length; i++) {
            if (i == 0 || addresses[i] != addresses[i - 1]) {
                addresses[n++] = addresses[i];
            }
        }
        addresses = Arrays.copyOf(addresses, n);
        return new Delta(
                addresses, Arrays.stream(addresses).mapToLong(this::peek).toArray(), low, high, structure);
    }

    /// Redoes a delta on the state that it was taken from. Journalled.
    public void apply(Delta delta) {
        for (int i = 0; i < delta.addresses().length; i++) {
            push(delta.addresses()[i], peek(delta.addresses()[i]));
            poke(delta.addresses()[i], delta.values()[i]);
        }
        low = delta.low();
        high = delta.high();
        structure = delta.structure();
    }
}
