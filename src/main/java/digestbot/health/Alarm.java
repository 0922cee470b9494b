package digestbot.health;

import digestbot.audience.Platform;
import digestbot.content.Moments;
import digestbot.i18n.AlarmPhrase;
import digestbot.i18n.DigestPhrase;
import digestbot.i18n.Texts;
import digestbot.markdown.MomentText;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/// A problem that has lasted so long that operators are notified.
///
/// @param subject the topic id, platform id, job name or title of a seat; empty for kinds without one
/// @param since the time when it began; for a late digest, its usual time
/// @param detail an untranslated explanation
public record Alarm(AlarmKind kind, String subject, Instant since, String detail) {

    private static final Duration HOURS_FROM = Duration.ofHours(2);

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

    /// The problem in a sentence, for the console.
    public String sentence() {
        return MomentText.plain(begun(Texts.of("en"), ZoneId.systemDefault(), ""));
    }

    /// The notice that the problem started, whose moments are marked (see [MomentText]).
    ///
    /// @param zone in which the time is given
    /// @param topic the topic's name, for a digest that is late
    String begun(Texts texts, ZoneId zone, String topic) {
        String at = since(texts, zone);
        return switch (kind) {
            case LATE -> texts.format(AlarmPhrase.ALARM_LATE, topic, at);
            case STUCK -> texts.format(AlarmPhrase.ALARM_STUCK, platform(), at);
            case PLATFORM ->
                texts.format(
                        detail.equals(Heartbeat.RIVAL) ? AlarmPhrase.ALARM_RIVAL : AlarmPhrase.ALARM_PLATFORM,
                        platform(),
                        at);
            case BACKUP -> texts.format(AlarmPhrase.ALARM_BACKUP, at, detail);
            case STORAGE -> texts.format(AlarmPhrase.ALARM_STORAGE, at, detail);
            case JOB -> texts.format(AlarmPhrase.ALARM_JOB, subject, at, detail);
            case SEAT -> texts.format(AlarmPhrase.ALARM_SEAT, subject, at);
            case WEBHOOK -> texts.format(AlarmPhrase.ALARM_WEBHOOK, subject, at, detail);
        };
    }

    String over(Texts texts, Instant now, String topic) {
        String time = time(texts, Duration.between(since, now));
        return switch (kind) {
            case LATE -> texts.format(AlarmPhrase.ALARM_LATE_OVER, topic, time);
            case STUCK -> texts.format(AlarmPhrase.ALARM_STUCK_OVER, platform(), time);
            case PLATFORM -> texts.format(AlarmPhrase.ALARM_PLATFORM_OVER, platform(), time);
            case BACKUP -> texts.format(AlarmPhrase.ALARM_BACKUP_OVER, time);
            case STORAGE -> texts.format(AlarmPhrase.ALARM_STORAGE_OVER, time);
            case JOB -> texts.format(AlarmPhrase.ALARM_JOB_OVER, subject, time);
            case SEAT -> texts.format(AlarmPhrase.ALARM_SEAT_OVER, subject, time);
            case WEBHOOK -> texts.format(AlarmPhrase.ALARM_WEBHOOK_OVER, subject, time);
        };
    }

    /// The notice that the topic is no longer expected.
    String givenUp(Texts texts, ZoneId zone, String topic) {
        return texts.format(AlarmPhrase.ALARM_LATE_GIVEN_UP, topic, since(texts, zone));
    }

    private String since(Texts texts, ZoneId zone) {
        return new Moments(texts, zone).withZone(since);
    }

    private String platform() {
        return Platform.of(subject).title();
    }

    private static String time(Texts texts, Duration time) {
        return time.compareTo(HOURS_FROM) < 0
                ? texts.format(DigestPhrase.MINUTES, time.toMinutes())
                : texts.format(DigestPhrase.HOURS, time.toHours());
    }
}
