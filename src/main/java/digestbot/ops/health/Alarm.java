package digestbot.ops.health;

import digestbot.audience.Platform;
import digestbot.audience.StoredEnum;
import digestbot.content.TimeFormat;
import digestbot.i18n.Texts;
import digestbot.markdown.MomentText;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/// A problem that has lasted so long that operators are notified.
///
/// @param subject the topic id, platform id or job name; empty for kinds without one
/// @param since the time when it began; for a late digest, its usual time
public record Alarm(AlarmKind kind, String subject, Instant since, String detail) {

    /// Each kind has the time after the bot's start from which an alarm may end, so that its cause
    /// has had time to appear again. No alarm begins or ends in the first two minutes.
    public enum AlarmKind implements StoredEnum {
        LATE(Duration.ZERO, "Check what writes the file."),
        /// Due deliveries of a platform are not being sent.
        STUCK(Duration.ZERO, "The queue and the failures by reason say what is not sent."),
        /// A platform is not connected.
        PLATFORM(Duration.ZERO, "The bot retries by itself; `digestbot doctor` finds what prevents it."),
        /// The database cannot be backed up.
        BACKUP(Duration.ZERO, "It is tried again every hour. `digestbot backup` makes one at once."),
        /// The database cannot be written.
        STORAGE(Duration.ofMinutes(5), "Nothing is sent meanwhile. `digestbot doctor` checks the database."),
        /// A job of the bot fails or hangs.
        JOB(Duration.ofMinutes(10), "The log says more."),
        /// The receiver of a webhook does not take its events.
        WEBHOOK(Duration.ZERO, "The bot retries by itself. The reason is what its receiver answered."),
        /// A digest was not written from feeds, or only its headlines were.
        WRITING(Duration.ZERO, "`digestbot write TOPIC --dry-run` shows what the feeds and the endpoint answer.");

        private final Duration endsFrom;
        private final String advice;

        AlarmKind(Duration endsFrom, String advice) {
            this.endsFrom = endsFrom;
            this.advice = advice;
        }

        /// Sentences for the console, in which backticks mark commands.
        public String advice() {
            return advice;
        }

        private boolean isOfPlatform() {
            return this == STUCK || this == PLATFORM;
        }

        boolean mayEnd(Duration sinceStart) {
            return sinceStart.compareTo(endsFrom) >= 0;
        }
    }

    private static final Duration HOURS_FROM = Duration.ofHours(2);

    String name() {
        return subject.isEmpty() ? kind.id() : kind.id() + ":" + subject;
    }

    /// Parses an alarm; empty for kinds and platforms of a later version.
    static Optional<Alarm> parse(String name, Instant since, String detail) {
        String[] parts = name.split(":", 2);
        String of = parts.length > 1 ? parts[1] : "";
        return StoredEnum.find(AlarmKind.class, parts[0])
                .filter(kind -> !kind.isOfPlatform()
                        || StoredEnum.find(Platform.class, of).isPresent())
                .map(kind -> new Alarm(kind, of, since, detail));
    }

    public String sentence() {
        return MomentText.plain(begun(Texts.of("en"), ZoneId.systemDefault(), ""));
    }

    /// The notice of the alarm's beginning, with its moments marked (see [MomentText]). `topic` is
    /// the name of the topic of a late digest.
    String begun(Texts texts, ZoneId zone, String topic) {
        String at = since(texts, zone);
        return switch (kind) {
            case LATE -> texts.format("alarm-late", topic, at);
            case STUCK -> texts.format("alarm-stuck", platform(), at);
            case PLATFORM ->
                texts.format(detail.equals(Heartbeat.RIVAL) ? "alarm-rival" : "alarm-platform", platform(), at);
            case BACKUP -> texts.format("alarm-backup", at, detail);
            case STORAGE -> texts.format("alarm-storage", at, detail);
            case JOB -> texts.format("alarm-job", subject, at, detail);
            case WEBHOOK -> texts.format("alarm-webhook", subject, at, detail);
            case WRITING -> texts.format("alarm-writing", subject, at, detail);
        };
    }

    String over(Texts texts, Instant now, String topic) {
        String time = time(texts, Duration.between(since, now));
        return switch (kind) {
            case LATE -> texts.format("alarm-late-over", topic, time);
            case STUCK -> texts.format("alarm-stuck-over", platform(), time);
            case PLATFORM -> texts.format("alarm-platform-over", platform(), time);
            case BACKUP -> texts.format("alarm-backup-over", time);
            case STORAGE -> texts.format("alarm-storage-over", time);
            case JOB -> texts.format("alarm-job-over", subject, time);
            case WEBHOOK -> texts.format("alarm-webhook-over", subject, time);
            case WRITING -> texts.format("alarm-writing-over", subject, time);
        };
    }

    /// The notice that the topic's digest was given up.
    String givenUp(Texts texts, ZoneId zone, String topic) {
        return texts.format("alarm-late-given-up", topic, since(texts, zone));
    }

    private String since(Texts texts, ZoneId zone) {
        return new TimeFormat(texts, zone).withZone(since);
    }

    private String platform() {
        return Platform.of(subject).title();
    }

    private static String time(Texts texts, Duration time) {
        return time.compareTo(HOURS_FROM) < 0
                ? texts.format("minutes", time.toMinutes())
                : texts.format("hours", time.toHours());
    }
}
