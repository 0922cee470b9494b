package digestbot.i18n;

/// The phrases of alarms and of notices about files.
public enum AlarmPhrase implements Phrase {
    INVALID_FILE(0),
    INVALID_FILES(1),
    /// With how many there are, and how many follow.
    INVALID_FILES_FIRST(2),
    INVALID_FILES_FIXED(0),
    NOTICES_WITHHELD(1),
    /// {0} the topic, {1} its usual time.
    ALARM_LATE(2),
    /// {0} the topic, {1} how long after its usual time.
    ALARM_LATE_OVER(2),
    /// {0} the topic, {1} its usual time, a week ago.
    ALARM_LATE_GIVEN_UP(2),
    /// {0} the platform, {1} since when.
    ALARM_STUCK(2),
    /// {0} the platform, {1} after how long.
    ALARM_STUCK_OVER(2),
    /// {0} the platform, {1} since when.
    ALARM_PLATFORM(2),
    /// {0} the platform, {1} after how long.
    ALARM_PLATFORM_OVER(2),
    /// {0} since when, {1} why, as the system says it.
    ALARM_BACKUP(2),
    ALARM_BACKUP_OVER(1),
    /// {0} since when, {1} why, as the system says it.
    ALARM_STORAGE(2),
    ALARM_STORAGE_OVER(1),
    /// With the name of a job, since when it has not worked, and the reason.
    ALARM_JOB(3),
    /// With the name of a job, and for how long it did not work.
    ALARM_JOB_OVER(2);

    private final int arguments;

    AlarmPhrase(int arguments) {
        this.arguments = arguments;
    }

    @Override
    public int arguments() {
        return arguments;
    }
}
