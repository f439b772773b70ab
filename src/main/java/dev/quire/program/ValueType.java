package dev.quire.program;

import java.util.List;

/// The type of a value, as far as size and display need it.
public sealed interface ValueType {
    /// Words that a value takes.
    int words();

    /// `int bool addr size perm pte errno seq unit range table tlb lock text`; a range takes two words, unit none.
    record Basic(String name, int words) implements ValueType {}

    record EnumType(String name, List<String> cases) implements ValueType {
        @Override
        public int words() {
            return 1;
        }
    }

    record FlagsType(String name, List<String> cases) implements ValueType {
        @Override
        public int words() {
            return 1;
        }
    }

    /// A handle of an object, a secondary or a callbacks type.
    record Handle(String name, boolean nullable) implements ValueType {
        @Override
        public int words() {
            return 1;
        }
    }

    record RecordType(String name, List<Member> members) implements ValueType {
        @Override
        public int words() {
            return members.stream().mapToInt(m -> m.type().words()).sum();
        }
    }

    /// A value or an errno: the errno's word first (zero for success).
    record OrErrno(ValueType of) implements ValueType {
        @Override
        public int words() {
            return 1 + of.words();
        }
    }

    record ListType(ValueType of) implements ValueType {
        @Override
        public int words() {
            return 1;
        }
    }

    record MapType(ValueType key, ValueType value) implements ValueType {
        @Override
        public int words() {
            return 1;
        }
    }

    record Member(String name, ValueType type) {}
}
