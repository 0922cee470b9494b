package digestbot.health;

import digestbot.audience.Platform;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

public enum AlarmKind {
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
    SEAT,
    /// The receiver of a webhook does not take its events.
    WEBHOOK;

    /// The beginning of the stored name.
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Empty if only a later version knows the kind.
    static Optional<AlarmKind> find(String id) {
        return Arrays.stream(values()).filter(kind -> kind.id().equals(id)).findFirst();
    }

    boolean isKnown(String of) {
        return switch (this) {
            case STUCK, PLATFORM -> Platform.find(of).isPresent();
            case LATE, BACKUP, STORAGE, JOB, SEAT, WEBHOOK -> true;
        };
    }
}
