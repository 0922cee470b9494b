package digestbot.health;

import java.time.Instant;
import java.util.Optional;

/// A problem that has lasted so long that operators are notified.
///
/// @param subject the topic id, platform id, job name or title of a seat; empty for kinds without one
/// @param since the time when it began; for a late digest, its usual time
/// @param detail an untranslated explanation
record Alarm(AlarmKind kind, String subject, Instant since, String detail) {

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
