package digestbot.health;

import digestbot.audience.Platform;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Something that is wrong for so long that admins should know.
///
/// @param of which one of the kind: a topic's or a platform's id, or a job's name; empty where there is only one
/// @param since when it began, or for a digest that is late: when it usually comes
/// @param detail more of it, for people, in whatever words there are
record Alarm(Kind kind, String of, Instant since, String detail) {

    /// The kind of an alarm.
    enum Kind {
        /// A topic's digest has not come.
        LATE,
        /// Deliveries that are due on a platform do not leave.
        STUCK,
        /// A platform is not connected.
        PLATFORM,
        /// The database cannot be backed up.
        BACKUP,
        /// The database cannot be written.
        STORAGE,
        /// A job of the bot does not work.
        JOB;

        private String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        private static Optional<Kind> find(String id) {
            return Arrays.stream(values()).filter(kind -> kind.id().equals(id)).findFirst();
        }

        private boolean isKnown(String of) {
            return switch (this) {
                case STUCK, PLATFORM -> Platform.find(of).isPresent();
                case LATE, BACKUP, STORAGE, JOB -> true;
            };
        }
    }

    /// Names it among all alarms.
    String name() {
        return of.isEmpty() ? kind.id() : kind.id() + ":" + of;
    }

    /// The alarm of that name; empty if a later version has written it, which knows more of them.
    static Optional<Alarm> named(String name, Instant since, String detail) {
        String[] parts = name.split(":", 2);
        String of = parts.length > 1 ? parts[1] : "";
        return Kind.find(parts[0]).filter(kind -> kind.isKnown(of)).map(kind -> new Alarm(kind, of, since, detail));
    }
}
