package dev.quire.recording;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What follows `RET`, put together from the events that tell of it.
final class ReturnText {
    private static final int HEXADECIMAL_DIGITS = 2;
    private static final Map<String, String> ERRORS = Map.ofEntries(
            Map.entry("EPERM", "1(Operation not permitted)"),
            Map.entry("ENOENT", "2(No such file or directory)"),
            Map.entry("EINTR", "4(Interrupted system call)"),
            Map.entry("EIO", "5(Input/output error)"),
            Map.entry("EAGAIN", "11(Resource temporarily unavailable)"),
            Map.entry("ENOMEM", "12(Cannot allocate memory)"),
            Map.entry("EACCES", "13(Permission denied)"),
            Map.entry("EFAULT", "14(Bad address)"),
            Map.entry("EBUSY", "16(Device or resource busy)"),
            Map.entry("EEXIST", "17(File exists)"),
            Map.entry("ENODEV", "19(No such device)"),
            Map.entry("EINVAL", "22(Invalid argument)"),
            Map.entry("ENOSPC", "28(No space left on device)"),
            Map.entry("EHWPOISON", "133(Memory page has hardware error)"));

    private String value = "";
    private final List<String> bytes = new ArrayList<>();
    private final StringBuilder more = new StringBuilder();

    /// The text; `0` when nothing was told.
    String text() {
        String said = value.isEmpty() ? "0" : value;
        return said + (bytes.isEmpty() ? "" : " bytes=" + String.join(",", bytes)) + more;
    }

    static String hexadecimal(long octet) {
        String digits = Long.toHexString(octet);
        return "0".repeat(Math.max(0, HEXADECIMAL_DIGITS - digits.length())) + digits;
    }

    /// Whether the event tells of the return value.
    boolean accept(String event, ModelLines.Arguments a) {
        switch (event) {
            case "value" -> value = String.valueOf(a.word());
            case "byte" -> bytes.add(hexadecimal(a.word()));
            case "one_byte" -> more.append(" byte=").append(hexadecimal(a.word()));
            case "errno" -> value = "-1 errno=" + error(a.text());
            case "signal" -> value = "-1 signal=" + a.text() + " code=" + a.word() + " at=" + Call.Maker.page(a.word());
            case "exited" -> value = "exited";
            case "execed" -> value = "0 execed";
            case "asynchronous" -> value = "async";
            case "ksm" ->
                more.append(" full_scans+=%d shared=%d sharing=%d unshared=%d volatile=%d"
                        .formatted(a.word(), a.word(), a.word(), a.word(), a.word()));
            case "guest_halted" -> {
                long octet = a.word();
                value = octet + " exit=HLT byte=" + hexadecimal(octet);
            }
            case "guest_failed" -> value = "-1 errno=" + error("EFAULT") + " KVM_RUN=-1 errno=14 exit=" + a.word();
            case "guest_mmio" -> value = "-2 exit=MMIO gpa=" + Long.toHexString(a.word()) + " w=" + a.word();
            case "dirty_log" -> more.append(" dirty=");
            case "dirty" -> more.append(a.word()).append(',');
            case "status" -> more.append(more.isEmpty() ? " status=" : ",").append(a.word());
            case "pagefault" ->
                more.append(" pagefault at=")
                        .append(Call.Maker.page(a.word()))
                        .append(" flags=")
                        .append(listed(a.text()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private static String listed(String flags) {
        return flags.equals("-") ? "" : flags + ",";
    }

    private static String error(String name) {
        return ERRORS.getOrDefault(name, name);
    }
}
