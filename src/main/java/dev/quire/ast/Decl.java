package dev.quire.ast;

import dev.quire.source.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A declaration as written. `doc` is the text of the `///` lines before it, or empty.
public sealed interface Decl {
    Span span();

    /// `use linux`: `linux` is a file or folder below the standard library, or a path beside the using file.
    record Use(Span span, String module, Span nameSpan) implements Decl {}

    record Const(Span span, String doc, String name, Span nameSpan, Expr value) implements Decl {}

    /// `option anon_exclusive: bool = yes`: folded when a kernel is linked.
    record Option(
            Span span,
            String doc,
            String name,
            Span nameSpan,
            @Nullable TypeRef type,
            Expr value) implements Decl {}

    /// `profile v6_1 : v5_15 { anon_exclusive = yes }`. `recorded` when marked `recorded profile`.
    record Profile(
            Span span,
            String doc,
            String name,
            Span nameSpan,
            @Nullable String base,
            boolean recorded,
            List<Setting> settings)
            implements Decl {}

    record Setting(Span span, String doc, String option, Span nameSpan, Expr value) {}

    record EnumDecl(Span span, String doc, String name, Span nameSpan, List<Case> cases) implements Decl {}

    record FlagsDecl(Span span, String doc, String name, Span nameSpan, List<Case> cases) implements Decl {}

    record Case(Span span, String doc, String name) {}

    /// A flattened value.
    record RecordDecl(Span span, String doc, String name, Span nameSpan, List<Field> fields) implements Decl {}

    /// A store-backed object, known by its handle.
    record ObjectDecl(Span span, String doc, String name, Span nameSpan, List<Field> fields) implements Decl {}

    record Field(
            Span span,
            String doc,
            Storage storage,
            String name,
            Span nameSpan,
            TypeRef type,
            @Nullable Expr initial) {}

    enum Storage {
        PLAIN,
        SHARED,
        METRIC,
        GHOST,
        /// Changed by atomic operations of the machine, which ride with the step before: a field of which nobody can
        /// lose an update.
        ATOMIC
    }

    record Param(Span span, String name, Span nameSpan, TypeRef type) {}

    /// `fn` with a body, `extern fn` without one (its Java half has the same name), `invariant` (a fn to bool).
    record Fn(
            Span span,
            String doc,
            Kind kind,
            String name,
            Span nameSpan,
            List<Param> params,
            @Nullable TypeRef result,
            Stmt.@Nullable Block body)
            implements Decl {
        public enum Kind {
            FN,
            EXTERN,
            INVARIANT
        }
    }

    record EventDecl(Span span, String doc, String name, Span nameSpan, List<Param> params) implements Decl {}

    record Callbacks(Span span, String doc, String name, Span nameSpan, List<Fn> members) implements Decl {}

    /// Parameters become plain fields. `callbacks` are the `on` members, `functions` the `fn` members (whose first
    /// parameter `self` is implicit).
    record Secondary(
            Span span,
            String doc,
            String name,
            Span nameSpan,
            List<Param> params,
            List<Field> fields,
            List<Fn> callbacks,
            List<Fn> functions)
            implements Decl {}

    /// `patch p { … }` or `patch p = a + b`.
    record Patch(Span span, String doc, String name, Span nameSpan, List<String> sum, List<Change> changes)
            implements Decl {}

    /// `extend object o { … }` outside a patch: a library adds fields to what a lower one declares.
    record Extension(Span span, Change.Extend change) implements Decl {}

    /// One change of a patch.
    sealed interface Change {
        Span span();

        /// `replace fn f(…) { }` (`owner` null) or `replace on kvm.f(…) { }`, `overrides` when it says so.
        record Replace(
                Span span, boolean overrides, @Nullable String owner, Fn fn) implements Change {}

        /// `extend flags f { A }`, `extend enum e { A }`, `extend record r { … }`, `extend object o { … }`,
        /// `extend secondary s { … }`. `what` is the word that stands there.
        record Extend(
                Span span,
                What what,
                String target,
                Span nameSpan,
                List<Case> cases,
                List<Field> fields,
                List<Fn> callbacks)
                implements Change {
            public enum What {
                FLAGS,
                ENUM,
                RECORD,
                OBJECT,
                SECONDARY
            }
        }

        /// `needs condition "what"`: a condition on options without which the patch does not apply, and what is missing
        /// then.
        record Needs(Span span, Expr condition, String what) implements Change {}

        /// `set option = value`.
        record Set(Span span, Setting setting) implements Change {}

        /// A new declaration that the patch brings.
        record Add(Span span, Decl decl) implements Change {}
    }

    /// `scenario "title" #tag { … }`. A sequential scenario has only `setup` (its statements) and no threads.
    /// A thread or a property that a session is told outside any scenario is one of its own, without a title.
    record Scenario(
            Span span,
            String doc,
            String title,
            List<String> tags,
            List<Kernel> kernels,
            List<Stmt> setup,
            List<ThreadDecl> threads,
            List<Property> properties)
            implements Decl {}

    /// `v5_2 + change_pte_rfc`: a profile, then patches, left to right.
    record Kernel(Span span, List<String> layers) {}

    record ThreadDecl(Span span, String name, Span nameSpan, Stmt.Block body) {}

    record Property(Span span, Kind kind, Expr condition) {
        public enum Kind {
            ALWAYS,
            NEVER,
            EXISTS,
            EVENTUALLY,
            EXPECT
        }
    }

    /// A statement outside any scenario: only in REPL input.
    record Statement(Span span, Stmt stmt) implements Decl {}
}
