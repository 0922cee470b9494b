package digestbot.health;

import java.time.Instant;
import java.util.Locale;

/// Something that is wrong for so long that admins should know.
///
/// @param of which one of the kind: a topic's or a platform's id; empty where there is only one
/// @param since when it began, or for a digest that is late: when it usually comes
/// @param detail more of it, for people, in whatever words there are
record Alarm(Kind kind, String of, Instant since, String detail) {

    /// What can be wrong.
    enum Kind {
        /// A topic's digest has not come.
        LATE,
        /// What is due on a platform does not leave.
        STUCK,
        /// A platform is not connected.
        PLATFORM,
        /// The database cannot be backed up.
        BACKUP;

        private String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Names it among all alarms.
    String name() {
        return of.isEmpty() ? kind.id() : kind.id() + ":" + of;
    }

    static Alarm named(String name, Instant since, String detail) {
        String[] parts = name.split(":", 2);
        return new Alarm(
                Kind.valueOf(parts[0].toUpperCase(Locale.ROOT)), parts.length > 1 ? parts[1] : "", since, detail);
    }
}
