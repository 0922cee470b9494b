package digestbot.health;

import digestbot.audience.Platform;
import digestbot.i18n.AlarmPhrase;
import digestbot.i18n.DatePhrase;
import digestbot.i18n.Texts;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/// The text of an alarm for admins.
///
/// @param alarm the alarm
/// @param topic the topic's name, for a digest that is late
/// @param zone in which times are given
record AlarmText(Alarm alarm, String topic, ZoneId zone) {

    private static final Duration HOURS_FROM = Duration.ofHours(2);

    /// The notice that the problem started.
    String begun(Texts words) {
        String since = since(words);
        return switch (alarm.kind()) {
            case LATE -> words.say(AlarmPhrase.ALARM_LATE, topic, since);
            case STUCK -> words.say(AlarmPhrase.ALARM_STUCK, platform(), since);
            case PLATFORM -> words.say(AlarmPhrase.ALARM_PLATFORM, platform(), since);
            case BACKUP -> words.say(AlarmPhrase.ALARM_BACKUP, since, alarm.detail());
            case STORAGE -> words.say(AlarmPhrase.ALARM_STORAGE, since, alarm.detail());
            case JOB -> words.say(AlarmPhrase.ALARM_JOB, alarm.of(), since, alarm.detail());
        };
    }

    /// The notice that it is resolved.
    String over(Texts words, Instant now) {
        String time = time(words, Duration.between(alarm.since(), now));
        return switch (alarm.kind()) {
            case LATE -> words.say(AlarmPhrase.ALARM_LATE_OVER, topic, time);
            case STUCK -> words.say(AlarmPhrase.ALARM_STUCK_OVER, platform(), time);
            case PLATFORM -> words.say(AlarmPhrase.ALARM_PLATFORM_OVER, platform(), time);
            case BACKUP -> words.say(AlarmPhrase.ALARM_BACKUP_OVER, time);
            case STORAGE -> words.say(AlarmPhrase.ALARM_STORAGE_OVER, time);
            case JOB -> words.say(AlarmPhrase.ALARM_JOB_OVER, alarm.of(), time);
        };
    }

    /// The notice that the topic is no longer expected.
    String givenUp(Texts words) {
        return words.say(AlarmPhrase.ALARM_LATE_GIVEN_UP, topic, since(words));
    }

    private String since(Texts words) {
        return words.moment(alarm.since(), zone);
    }

    private String platform() {
        return Platform.of(alarm.of()).title();
    }

    private static String time(Texts words, Duration time) {
        return time.compareTo(HOURS_FROM) < 0
                ? words.say(DatePhrase.MINUTES, time.toMinutes())
                : words.say(DatePhrase.HOURS, time.toHours());
    }
}
