package dev.quire.interpreter;

import java.util.List;

/// The names of the prelude's `errno` enum, in its order.
public final class Errno {
    private static final List<String> NAMES = List.of(
            "OK",
            "EPERM",
            "ENOENT",
            "EINTR",
            "EIO",
            "EAGAIN",
            "ENOMEM",
            "EACCES",
            "EFAULT",
            "EBUSY",
            "EEXIST",
            "EINVAL",
            "ENOSPC",
            "EHWPOISON",
            "SIGSEGV",
            "SIGBUS",
            "ENODEV");

    private Errno() {}

    public static String name(long errno) {
        return errno >= 0 && errno < NAMES.size() ? NAMES.get((int) errno) : "errno " + errno;
    }
}
