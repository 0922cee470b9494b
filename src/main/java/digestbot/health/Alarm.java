package digestbot.health;

import digestbot.audience.Platform;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// A problem that has lasted so long that operators are notified.
///
/// @param subject the topic id, platform id, job name or title of a seat; empty for kinds without one
/// @param since the time when it began; for a late digest, its usual time
/// @param detail an untranslated explanation
record Alarm(AlarmKind kind, String subject, Instant since, String detail) {

    /// The kind of an alarm.
    enum AlarmKind {
        /// A topic's digest is late.
        LATE,
        /// Due deliveries of a platform are not being sent.
        STUCK,
        /// A platform is not connected.
        PLATFORM,
        /// The database cannot be backed up.
        BACKUP,
        /// The database cannot be written.
        STORAGE,
        /// A job of the bot fails or hangs.
        JOB,
        /// No node of the cluster holds a seat.
        SEAT;

        private String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        private static Optional<AlarmKind> find(String id) {
            return Arrays.stream(values()).filter(kind -> kind.id().equals(id)).findFirst();
        }

        private boolean isKnown(String of) {
            return switch (this) {
                case STUCK, PLATFORM -> Platform.find(of).isPresent();
                case LATE, BACKUP, STORAGE, JOB, SEAT -> true;
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
