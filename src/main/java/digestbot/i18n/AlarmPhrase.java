package digestbot.i18n;

/// The phrases of alarms and of notices about files.
public enum AlarmPhrase implements Phrase {
    INVALID_FILE(0),
    INVALID_FILES(1),
    /// {0} the number of files, {1} the number of further ones.
    INVALID_FILES_FIRST(2),
    INVALID_FILES_FIXED(0),
    NOTICES_WITHHELD(1),
    /// {0} the topic, {1} its usual time.
    ALARM_LATE(2),
    /// {0} the topic, {1} the delay.
    ALARM_LATE_OVER(2),
    /// {0} the topic, {1} its usual time, a week ago.
    ALARM_LATE_GIVEN_UP(2),
    /// {0} the platform, {1} the start.
    ALARM_STUCK(2),
    /// {0} the platform, {1} the duration.
    ALARM_STUCK_OVER(2),
    /// {0} the platform, {1} the start.
    ALARM_PLATFORM(2),
    /// {0} the platform, {1} the duration.
    ALARM_PLATFORM_OVER(2),
    /// {0} the start, {1} the reason, in the words of the system.
    ALARM_BACKUP(2),
    ALARM_BACKUP_OVER(1),
    /// {0} the start, {1} the reason, in the words of the system.
    ALARM_STORAGE(2),
    ALARM_STORAGE_OVER(1),
    /// {0} the name of a job, {1} the time since when it has not worked, {2} the reason.
    ALARM_JOB(3),
    /// {0} the name of a job, {1} the time for which it did not work.
    ALARM_JOB_OVER(2),
    /// {0} the title of a seat, {1} the time since when no node has held it.
    ALARM_SEAT(2),
    /// {0} the title of a seat, {1} the time for which no node held it.
    ALARM_SEAT_OVER(2),
    /// 0: the webhook’s name, 1: the time, 2: the reason in English
    ALARM_WEBHOOK(3),
    /// 0: the webhook’s name, 1: the duration
    ALARM_WEBHOOK_OVER(2);

    private final int arguments;

    AlarmPhrase(int arguments) {
        this.arguments = arguments;
    }

    @Override
    public int arguments() {
        return arguments;
    }
}
