package dev.quire.program;

/// What an instruction does. `a`, `b`, `c` are its operands; `s[x]` is slot x of the current frame. A visible
/// instruction is a step of
/// its own: the thread parks before it (ADR 0001 §3), unless it runs inside an atomic section.
public enum Op {
    /// s[a] = constants[b]
    CONST(false),
    /// s[a .. a+c) = s[b .. b+c)
    MOVE(false),
    ADD(false),
    SUB(false),
    MUL(false),
    /// s[a] = s[b] / s[c]; division by zero fails.
    DIV(false),
    REM(false),
    SHL(false),
    SHR(false),
    AND(false),
    OR(false),
    XOR(false),
    /// s[a] = s[b] == s[c] ? 1 : 0, and so on.
    EQ(false),
    NE(false),
    LT(false),
    LE(false),
    ULT(false),
    ULE(false),
    /// s[a] = s[b] == 0 ? 1 : 0
    NOT(false),
    NEG(false),
    INVERT(false),
    /// pc = a
    JUMP(false),
    /// if s[a] == 0 then pc = b
    JUMP_IF_ZERO(false),
    /// if s[a] != 0 then pc = b
    JUMP_IF_NONZERO(false),
    /// Call functions[a]: its parameters are s[b ..), its result goes to s[c ..).
    CALL(false),
    /// Call member a of the callbacks that the object s[b] implements; arguments from s[b] (the receiver first), result
    /// to s[c ..).
    CALL_DYNAMIC(false),
    /// s[a] = the object s[b] implements callback member c ? 1 : 0
    HAS_CALLBACK(false),
    /// Return s[a .. a+resultWords).
    RETURN(false),
    /// externs[a] with arguments s[b ..) and result s[c ..); visible when its Java half says so.
    EXTERN(false),
    /// s[a] = word c of the object s[b]; the null handle fails. A plain field: no step.
    LOAD(false),
    /// word b of the object s[a] = s[c]
    STORE(false),
    /// LOAD and STORE of a shared field.
    LOAD_SHARED(true),
    STORE_SHARED(true),
    /// s[a] = word s[c] of the object s[b] (arrays; the index has been checked and the base added).
    LOAD_AT(false),
    STORE_AT(false),
    LOAD_SHARED_AT(true),
    STORE_SHARED_AT(true),
    /// fails unless 0 <= s[a] < b (an array's length)
    CHECK_INDEX(false),
    /// s[a] = reference to word c of the object s[b] (locks)
    REF(false),
    /// s[a] = a new object of kinds[b], all words zero
    NEW(false),
    /// free the object s[a]
    FREE(false),
    /// metric a (a MetricWord) of the object s[b] += s[c]
    ADD_METRIC(false),
    /// s[a] = metric c (a MetricWord) of the object s[b]
    LOAD_METRIC(false),
    /// Collections: s[a] = new list of elements of b words; s[a] = new map with values of b words.
    LIST_NEW(false),
    MAP_NEW(false),
    /// Collection operation: a = CollectionOp ordinal, arguments s[b ..), c = CollectionWords.pack(result slot, words
    /// of an element or value); the first argument is the handle.
    COLLECTION(false),
    /// Lock s[a]; b = 1 for a reader. Blocks.
    ACQUIRE(true),
    RELEASE(true),
    DOWNGRADE(true),
    /// s[a] = whether lock s[b] was taken; c = 1 for a reader
    TRY_ACQUIRE(true),
    ASSERT_HELD(false),
    /// s[a] = the script's choice in 0 ..< b
    CHOOSE(true),
    /// From here to ATOMIC_END all is one step.
    ATOMIC_BEGIN(true),
    ATOMIC_END(false),
    /// The step cannot be taken while s[a] == 0 (within an atomic section: `wait until`).
    BLOCK_IF_ZERO(false),
    /// Marks where an attempt begins, for RETRY: at a function's begin and at each loop's head.
    ATTEMPT(false),
    /// Gives up the attempt that began at ATTEMPT a: waits until a word that it read differs, then goes on there.
    RETRY(true),
    /// Emits events[a] with its words at s[b ..).
    EMIT(false),
    /// check a: s[b] must hold; reached is recorded. A step in a thread of an exploration.
    EXPECT(true),
    /// fails with texts[a]: b = 0 a failed check of the library, 1 an unmodelled path, 2 an outcome nobody expected
    /// (s[c] is the errno)
    FAIL(false),
    /// register bookkeeping: bit b of word a of the scenario object s[c] is set ("assigned")
    MARK_SET(false),
    /// the property is unknown unless bit b of word a of the scenario object s[c] is set
    CHECK_SET(false),
    /// begins matching the events of this thread against patterns[a], whose operands are s[b ..)
    EVENTS_BEGIN(false),
    /// ends it: the check a fails unless all matched
    EVENTS_END(false);

    private final boolean visible;

    Op(boolean visible) {
        this.visible = visible;
    }

    /// Whether the thread parks before it. `EXTERN` depends on the function instead.
    public boolean visible() {
        return visible;
    }
}
