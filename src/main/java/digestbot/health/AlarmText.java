package digestbot.health;

import digestbot.audience.Platform;
import digestbot.content.Moments;
import digestbot.i18n.AlarmPhrase;
import digestbot.i18n.DigestPhrase;
import digestbot.i18n.Texts;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/// The text of an alarm, whose moments are marked (see [digestbot.markdown.MomentText]).
///
/// @param alarm the alarm
/// @param topic the topic's name, for a digest that is late
record AlarmText(Alarm alarm, String topic) {

    private static final Duration HOURS_FROM = Duration.ofHours(2);

    /// The notice that the problem started.
    ///
    /// @param zone in which the time is given
    String begun(Texts texts, ZoneId zone) {
        String since = since(texts, zone);
        return switch (alarm.kind()) {
            case LATE -> texts.format(AlarmPhrase.ALARM_LATE, topic, since);
            case STUCK -> texts.format(AlarmPhrase.ALARM_STUCK, platform(), since);
            case PLATFORM -> texts.format(AlarmPhrase.ALARM_PLATFORM, platform(), since);
            case BACKUP -> texts.format(AlarmPhrase.ALARM_BACKUP, since, alarm.detail());
            case STORAGE -> texts.format(AlarmPhrase.ALARM_STORAGE, since, alarm.detail());
            case JOB -> texts.format(AlarmPhrase.ALARM_JOB, alarm.subject(), since, alarm.detail());
            case SEAT -> texts.format(AlarmPhrase.ALARM_SEAT, alarm.subject(), since);
            case WEBHOOK -> texts.format(AlarmPhrase.ALARM_WEBHOOK, alarm.subject(), since, alarm.detail());
        };
    }

    /// The notice that it is resolved.
    String over(Texts texts, Instant now) {
        String time = time(texts, Duration.between(alarm.since(), now));
        return switch (alarm.kind()) {
            case LATE -> texts.format(AlarmPhrase.ALARM_LATE_OVER, topic, time);
            case STUCK -> texts.format(AlarmPhrase.ALARM_STUCK_OVER, platform(), time);
            case PLATFORM -> texts.format(AlarmPhrase.ALARM_PLATFORM_OVER, platform(), time);
            case BACKUP -> texts.format(AlarmPhrase.ALARM_BACKUP_OVER, time);
            case STORAGE -> texts.format(AlarmPhrase.ALARM_STORAGE_OVER, time);
            case JOB -> texts.format(AlarmPhrase.ALARM_JOB_OVER, alarm.subject(), time);
            case SEAT -> texts.format(AlarmPhrase.ALARM_SEAT_OVER, alarm.subject(), time);
            case WEBHOOK -> texts.format(AlarmPhrase.ALARM_WEBHOOK_OVER, alarm.subject(), time);
        };
    }

    /// The notice that the topic is no longer expected.
    ///
    /// @param zone in which the time is given
    String givenUp(Texts texts, ZoneId zone) {
        return texts.format(AlarmPhrase.ALARM_LATE_GIVEN_UP, topic, since(texts, zone));
    }

    private String since(Texts texts, ZoneId zone) {
        return new Moments(texts, zone).withZone(alarm.since());
    }

    private String platform() {
        return Platform.of(alarm.subject()).title();
    }

    private static String time(Texts texts, Duration time) {
        return time.compareTo(HOURS_FROM) < 0
                ? texts.format(DigestPhrase.MINUTES, time.toMinutes())
                : texts.format(DigestPhrase.HOURS, time.toHours());
    }
}
