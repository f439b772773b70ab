package dev.quire.report;

import dev.quire.session.Holdings;
import java.util.ArrayList;
import java.util.List;

/// The sections that threads of a session stand in: events named `…_start` whose `…_end`, by the same thread with the
/// same arguments, has not come yet.
final class OpenSections {
    private static final String START = "_start";
    private static final String END = "_end";

    private OpenSections() {}

    private record Section(int thread, String kind, String arguments) {}

    /// In the order in which they began: `range_start`'s arguments and the thread.
    static List<String> of(Holdings session, EventText events) {
        List<Section> open = new ArrayList<>();
        for (Holdings.Logged logged : session.events()) {
            int thread = logged.event().thread();
            String name = events.name(logged.event());
            // Statements, which thread 0 takes, run to their ends.
            if (thread != 0 && name.endsWith(START)) {
                open.add(section(thread, name, START, events, logged));
            } else if (thread != 0 && name.endsWith(END)) {
                open.remove(section(thread, name, END, events, logged));
            }
        }
        return open.stream()
                .map(s -> s.kind() + " " + s.arguments() + " by " + session.thread(s.thread()))
                .toList();
    }

    private static Section section(int thread, String name, String suffix, EventText events, Holdings.Logged logged) {
        return new Section(
                thread,
                name.substring(0, name.length() - suffix.length()),
                String.join(" ", events.arguments(logged.event())));
    }
}
