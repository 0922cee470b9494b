package digestbot.i18n;

/// The phrases of alarms and of notices about files.
public enum AlarmPhrase implements Phrase {
    INVALID_FILE,
    INVALID_FILES,
    /// {0} the number of files, {1} the number of further ones.
    INVALID_FILES_FIRST,
    INVALID_FILES_FIXED,
    NOTICES_WITHHELD,
    /// {0} the topic, {1} its usual time.
    ALARM_LATE,
    /// {0} the topic, {1} the delay.
    ALARM_LATE_OVER,
    /// {0} the topic, {1} its usual time, a week ago.
    ALARM_LATE_GIVEN_UP,
    /// {0} the platform, {1} the start.
    ALARM_STUCK,
    /// {0} the platform, {1} the duration.
    ALARM_STUCK_OVER,
    /// {0} the platform, {1} the start.
    ALARM_PLATFORM,
    /// {0} the platform, {1} the start.
    ALARM_RIVAL,
    /// {0} the platform, {1} the duration.
    ALARM_PLATFORM_OVER,
    /// {0} the start, {1} the reason, in the words of the system.
    ALARM_BACKUP,
    ALARM_BACKUP_OVER,
    /// {0} the start, {1} the reason, in the words of the system.
    ALARM_STORAGE,
    ALARM_STORAGE_OVER,
    /// {0} the name of a job, {1} the time since when it has not worked, {2} the reason.
    ALARM_JOB,
    /// {0} the name of a job, {1} the time for which it did not work.
    ALARM_JOB_OVER,
    /// {0} the title of a seat, {1} the time since when no node has held it.
    ALARM_SEAT,
    /// {0} the title of a seat, {1} the time for which no node held it.
    ALARM_SEAT_OVER,
    /// 0: the webhook’s name, 1: the time, 2: the reason in English
    ALARM_WEBHOOK,
    /// 0: the webhook’s name, 1: the duration
    ALARM_WEBHOOK_OVER
}
