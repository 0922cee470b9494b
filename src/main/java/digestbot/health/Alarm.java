package digestbot.health;

import digestbot.audience.Platform;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// A problem that has lasted so long that admins are notified.
///
/// @param subject the topic id, platform id or job name; empty for kinds without one
/// @param since when it began, or for a digest that is late: when it usually comes
/// @param detail an untranslated explanation
record Alarm(AlarmKind kind, String subject, Instant since, String detail) {

    /// The kind of an alarm.
    enum AlarmKind {
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

        private static Optional<AlarmKind> find(String id) {
            return Arrays.stream(values()).filter(kind -> kind.id().equals(id)).findFirst();
        }

        private boolean isKnown(String of) {
            return switch (this) {
                case STUCK, PLATFORM -> Platform.find(of).isPresent();
                case LATE, BACKUP, STORAGE, JOB -> true;
            };
        }
    }

    /// The unique name, as stored.
    String name() {
        return subject.isEmpty() ? kind.id() : kind.id() + ":" + subject;
    }

    /// Parses a stored name; empty for kinds of a later version.
    static Optional<Alarm> parse(String name, Instant since, String detail) {
        String[] parts = name.split(":", 2);
        String of = parts.length > 1 ? parts[1] : "";
        return AlarmKind.find(parts[0])
                .filter(kind -> kind.isKnown(of))
                .map(kind -> new Alarm(kind, of, since, detail));
    }
}
