package digestbot.i18n;

import java.util.Locale;

/// Everything the bot can say by itself; the wording is in `text/<language>.properties`, under the constant's
/// name in lower case with `-` for `_`.
public enum Phrase {
    ARTICLES(1),
    OUTLETS(1),
    SOURCES(0),
    SOURCES_BUTTON(1),
    OVERVIEW_BUTTON(0),
    NOTHING_REPORTED(0),
    NO_HIGHLIGHTS(0),
    NO_SOURCES(0),
    MORE_POINTS(1),

    // Views: two perspectives side by side, and the outlets of the sources.

    SIDE_BY_SIDE_BUTTON(0),
    HIDDEN_SOURCES(1),
    SHOW_HIDDEN_BUTTON(0),
    HIDE_OUTLET_BUTTON(0),
    OUTLETS_QUESTION(0),
    NO_OUTLETS(0),
    LAYOUT_STACKED(0),
    LAYOUT_SIDE_BY_SIDE(0),
    /// {0} a perspective.
    PERSPECTIVE_FIRST(1),

    CORRECTED(1),
    /// {0} the time of day, {1} what was corrected.
    CORRECTED_AT(2),
    CHANGED_TITLE(0),
    CHANGED_HIGHLIGHTS(0),
    CHANGED_SOURCES(0),
    CHANGED_DETAILS(0),
    WITHDRAWN(0),
    WITHDRAW_HOW(0),
    /// {0} the topic, {1} the day.
    WITHDRAW_QUESTION(2),
    /// {0} the title, {1} the language, {2} how many messages.
    WITHDRAW_LINE(3),
    WITHDRAW_MESSAGES(1),
    WITHDRAW_MANY_MESSAGES(1),
    /// {0} how many messages.
    WITHDRAW_BUTTON(1),
    /// {0} how many messages.
    WITHDRAW_DONE(1),
    /// {0} a day, {1} how old it is.
    DAY_WITH_AGE(2),
    YESTERDAY(0),
    TOMORROW(0),
    DAYS_AGO(1),
    CATCH_UP_DIGESTS(1),
    EARLIER_DIGESTS(1),
    BUNDLE_TITLE(1),
    ROUND_UP(0),
    ROUND_UP_QUESTION(0),
    /// {0} how many days.
    ROUND_UP_DAYS(1),
    BUNDLES_BUTTON(0),
    ANNOUNCEMENTS_BUTTON(0),
    ALL_TOPICS_BUTTON(0),
    ALSO_NEW_TOPICS(0),
    /// {0} the topics that there are.
    AND_NEW_TOPICS(1),

    WELCOME(0),
    PICK_TOPICS(0),
    NO_TOPICS(0),
    WHICH_TOPIC(1),
    TOPIC_GONE(0),
    UNKNOWN_TOPIC(1),
    /// {0} what was typed, {1} the nearest topic.
    UNKNOWN_TOPIC_MEANT(2),
    SUBSCRIBED(1),
    SUBSCRIBED_CHANNEL(1),
    SUBSCRIBED_DIRECT(1),
    ALREADY_SUBSCRIBED(1),
    UNSUBSCRIBED(1),
    NOT_SUBSCRIBED(1),
    CHAT_ADMINS_ONLY(0),
    SERVER_MANAGERS_ONLY(0),
    /// {0} the topic.
    WHICH_PERSPECTIVE(1),
    /// {0} the topic, {1} what was typed, {2} the topic's perspectives.
    UNKNOWN_PERSPECTIVE(3),
    /// {0} the topic, {1} the day.
    NO_DIGEST_ON(2),
    /// {0} several topics, {1} the day.
    NO_DIGESTS_ON(2),
    NEAREST_DIGESTS(0),
    DIGEST_GONE(0),
    UNKNOWN_COMMAND(1),
    /// {0} what was typed, {1} the nearest command.
    UNKNOWN_COMMAND_MEANT(2),
    SUBSCRIBE_BUTTON(0),
    UNSUBSCRIBE_BUTTON(0),
    LATEST_BUTTON(0),
    /// The title of the list, and the button that shows it.
    LATEST_DIGESTS(0),
    TOPICS_BUTTON(0),
    HELP_BUTTON(0),
    HELP_INTRODUCTION(0),
    HELP_TELEGRAM(0),
    HELP_DISCORD(0),

    // Commands: their names where a platform shows one in the reader's language, and what they do.
    COMMAND_TODAY(0),
    COMMAND_LATEST(0),
    COMMAND_PERSPECTIVE(0),
    COMMAND_TOPICS(0),
    COMMAND_SUBSCRIBE(0),
    COMMAND_UNSUBSCRIBE(0),
    COMMAND_SETTINGS(0),
    COMMAND_STOP(0),
    COMMAND_HELP(0),
    COMMAND_BROADCAST(0),
    COMMAND_WITHDRAW(0),
    HELP_TODAY(0),
    HELP_LATEST(0),
    HELP_PERSPECTIVE(0),
    HELP_TOPICS(0),
    HELP_SUBSCRIBE(0),
    HELP_UNSUBSCRIBE(0),
    HELP_SETTINGS(0),
    HELP_STOP(0),
    HELP_HELP(0),
    HELP_BROADCAST(0),
    HELP_WITHDRAW(0),
    /// The names and descriptions of a command's options.
    OPTION_TOPIC(0),
    OPTION_PERSPECTIVE(0),
    OPTION_DATE(0),
    OPTION_TO(0),
    CHOOSE_TOPIC(0),
    CHOOSE_TOPIC_OR_ALL(0),
    CHOOSE_TOPIC_OR_NONE(0),
    CHOOSE_PERSPECTIVE(0),
    CHOOSE_DATE(0),
    CHOOSE_TO(0),
    TO_THIS_CHANNEL(0),
    TO_DIRECT_MESSAGES(0),

    // Permissions.
    OPERATORS_ONLY(0),
    PRIVATELY_ONLY(0),

    // Settings.
    LANGUAGE_NAME(0),
    SETTINGS_TITLE(0),
    SETTINGS_TITLE_CHAT(0),
    SETTINGS_NOTHING(0),
    STOPPED(0),
    RESUMED(0),
    NOTHING_TO_STOP(0),
    TOO_MANY_COMMANDS(0),
    TOO_MANY_PRESSES(0),
    ALL_PERSPECTIVES(0),
    /// {0} the perspectives so far, {1} the next one.
    PERSPECTIVE_THEN(2),
    /// {0} the perspective.
    FIRST_THEN_OTHERS(1),
    SOME_PERSPECTIVES(1),
    LENGTH_HEADLINES(0),
    LENGTH_SHORT(0),
    LENGTH_FULL(0),
    IMMEDIATELY(0),
    EVERY_DAY(0),
    WORKDAYS(0),
    NEXT_DELIVERY(1),
    /// {0} the zone, {1} what time it is there.
    ZONE_NOW(2),
    TOPIC_QUESTION(0),
    PERSPECTIVES_QUESTION(0),
    TIME_QUESTION(0),
    TIME_FIRST(0),
    DAYS_QUESTION(0),
    LAST_DAY(0),
    LANGUAGE_QUESTION(0),
    REGION_QUESTION(0),
    CLOCK_QUESTION(0),
    /// {0} what time it is there.
    PLACE_QUESTION(1),
    REGION_AFRICA(0),
    REGION_AMERICA(0),
    REGION_ASIA(0),
    REGION_EUROPE(0),
    REGION_OCEANIA(0),
    REGION_ISLANDS(0),
    HOURS(1),
    MINUTES(1),
    SETTINGS_BUTTON(0),
    ADD_TOPIC_BUTTON(0),
    ZONE_BUTTON(0),
    LANGUAGE_BUTTON(0),
    DONE_BUTTON(0),
    STOP_BUTTON(0),
    RESUME_BUTTON(0),
    BACK_BUTTON(0),
    ROTATING_BUTTON(0),
    PERSPECTIVES_BUTTON(0),
    TIME_BUTTON(0),
    DAYS_BUTTON(0),

    // Broadcasts.
    BROADCAST_TITLE(0),
    BROADCAST_LABEL(0),
    BROADCAST_HOW(0),
    BROADCAST_EMPTY(0),
    /// {0} the platform, {1} how many messages, {2} how many at most.
    BROADCAST_TOO_LONG(3),
    BROADCAST_PREVIEW(1),
    /// {0} how many, {1} how many on each platform, {2} whom it is for.
    BROADCAST_TO(3),
    BROADCAST_EVERYONE(0),
    BROADCAST_OF_PLATFORM(1),
    BROADCAST_OF_TOPIC(1),
    BROADCAST_NOBODY(0),
    /// {0} the broadcast's number, {1} when.
    BROADCAST_SAME_TEXT(2),
    BROADCAST_RECIPIENTS(0),
    BROADCAST_SENDING_TO(1),
    /// {0} a bar, {1} how many percent.
    BROADCAST_SENDING(2),
    BROADCAST_PER_SECOND(1),
    BROADCAST_SECONDS_LEFT(1),
    BROADCAST_MINUTES_LEFT(1),
    BROADCAST_HOURS_LEFT(1),
    BROADCAST_SENT(1),
    BROADCAST_UNREACHABLE(1),
    /// {0} how many, {1} by cause.
    BROADCAST_FAILED(2),
    BROADCAST_SKIPPED(1),
    BROADCAST_STOPPED(1),
    BROADCAST_STOP_STARTED(0),
    BROADCAST_DISCARDED(0),
    BROADCAST_GONE(0),
    /// {0} how many recipients.
    BROADCAST_SEND_BUTTON(1),
    BROADCAST_RECIPIENTS_BUTTON(0),
    BROADCAST_DISCARD_BUTTON(0),
    BROADCAST_EVERYONE_BUTTON(0),
    BROADCAST_BACK_BUTTON(0),
    BROADCAST_SHOW_BUTTON(0),
    BROADCAST_STOP_BUTTON(0),
    BROADCAST_HOW_BUTTONS(0),
    /// {0} how many buttons, {1} how many at most.
    BROADCAST_TOO_MANY_BUTTONS(2),
    /// {0} the topic, {1} the perspective.
    BROADCAST_OF_PERSPECTIVE(2),
    /// {0} the language's name.
    BROADCAST_OF_LANGUAGE(1),
    BROADCAST_OF_ACTIVE(1),
    BROADCAST_IMPORTANT(0),
    /// {0} which kind of chat, {1} its language, {2} its topics.
    BROADCAST_EXAMPLE(3),
    /// {0} the platform.
    BROADCAST_PRIVATE_CHAT(1),
    BROADCAST_GROUP(1),
    BROADCAST_CHANNEL(1),
    /// {0} when, with the zone.
    BROADCAST_SCHEDULED_FOR(1),
    BROADCAST_SCHEDULE(0),
    /// {0} the broadcast's number.
    BROADCAST_SCHEDULE_HOW(1),
    BROADCAST_PAST(0),
    /// {0} what was typed.
    BROADCAST_UNCLEAR_TIME(1),
    /// {0} the broadcast's number.
    BROADCAST_MISSED(1),
    /// {0} the broadcast's number.
    BROADCAST_MISSED_ALL(1),
    BROADCAST_OPEN_BUTTON(0),
    /// {0} the broadcast's number.
    BROADCAST_NUMBER_BUTTON(1),
    /// {0} a bar, {1} how many percent.
    BROADCAST_PAUSED(2),
    BROADCAST_PAUSE_STARTED(0),
    BROADCAST_RESUMED(0),
    BROADCAST_RETRYING(0),
    BROADCAST_TEST_SENT(0),
    /// {0} how many got it.
    BROADCAST_WITHDRAW_QUESTION(1),
    BROADCAST_WITHDRAWAL_STARTED(0),
    /// {0} a bar, {1} how many percent.
    BROADCAST_WITHDRAWING(2),
    /// {0} from how many.
    BROADCAST_WITHDRAWN(1),
    ANNOUNCEMENT_WITHDRAWN(0),
    BROADCAST_BY_PLATFORM(0),
    BROADCAST_BY_TOPIC(0),
    BROADCAST_BY_PERSPECTIVE(0),
    BROADCAST_BY_LANGUAGE(0),
    BROADCAST_BY_ACTIVITY(0),
    BROADCAST_DAYS_BUTTON(1),
    BROADCAST_ANY_BUTTON(0),
    BROADCAST_IMPORTANT_BUTTON(0),
    BROADCAST_TEST_BUTTON(0),
    BROADCAST_ASK_SCHEDULE_BUTTON(0),
    /// {0} how many recipients.
    BROADCAST_SEND_NOW_BUTTON(1),
    BROADCAST_CHANGE_TIME_BUTTON(0),
    BROADCAST_UNSCHEDULE_BUTTON(0),
    BROADCAST_PAUSE_BUTTON(0),
    BROADCAST_RESUME_BUTTON(0),
    BROADCAST_RETRY_BUTTON(1),
    BROADCAST_ASK_WITHDRAW_BUTTON(0),
    /// {0} from how many chats.
    BROADCAST_WITHDRAW_BUTTON(1),
    /// {0} how many recipients, {1} when.
    BROADCAST_SCHEDULE_BUTTON(2),
    BROADCAST_STALE(0),
    BROADCAST_STALE_TEXT(0),
    BROADCAST_STALE_RECIPIENTS(0),
    BROADCAST_STALE_TIME(0),
    /// {0} how many were shown, {1} how many there are.
    BROADCAST_STALE_COUNT(2),
    BROADCAST_NOT_SCHEDULED(0),
    /// {0} the broadcast's number, {1} how its text begins, {2} who scheduled it.
    BROADCAST_NO_RIGHT(3),
    /// {0} the broadcast's number, {1} how its text begins, {2} who sent it.
    BROADCAST_NO_RIGHT_PAUSED(3),
    BROADCAST_FORGOTTEN_PERSON(0),

    // Notices to operators.
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
    ALARM_JOB_OVER(2),

    // Quiet hours, and the time zone by name.

    COMMAND_ZONE(0),
    HELP_ZONE(0),
    OPTION_PLACE(0),
    CHOOSE_PLACE(0),
    QUIET_BUTTON(0),
    /// {0} from when, {1} to when.
    QUIET_LINE(2),
    /// {0} from when, {1} to when.
    SILENT_LINE(2),
    QUIET_QUESTION(0),
    /// {0} to when.
    QUIET_HOLDS(1),
    QUIET_SILENCES(0),
    QUIET_HOLD_BUTTON(0),
    QUIET_SILENT_BUTTON(0),
    QUIET_NONE_BUTTON(0),
    /// {0} from when, {1} to when, {2} when it arrives.
    TIME_IN_QUIET(3),
    /// {0} from when, {1} to when.
    TIME_IN_SILENCE(2),
    /// {0} the command, as it is typed.
    ZONE_BY_NAME(1),
    ZONE_BY_TIME_BUTTON(0),
    /// {0} what was typed.
    ZONE_SEVERAL(1),
    /// {0} what was typed.
    ZONE_UNKNOWN_NEAR(1),
    /// {0} what was typed.
    ZONE_UNKNOWN(1),
    /// {0} the offset, as it was typed.
    ZONE_OFFSET(1),
    /// {0} the offset, as it was typed.
    ZONE_NO_OFFSET(1),
    /// {0} a time of day, as it was typed.
    ZONE_BY_CLOCK(1),

    // Reading, searching, and the status of deliveries. Spoken days are separated by commas.
    SPOKEN_TODAY(0),
    SPOKEN_YESTERDAY(0),
    SPOKEN_DAY_BEFORE_YESTERDAY(0),
    SPOKEN_TOMORROW(0),
    COMMAND_YESTERDAY(0),
    COMMAND_DIGEST(0),
    COMMAND_SEARCH(0),
    COMMAND_CHANGES(0),
    COMMAND_SOURCES(0),
    COMMAND_MISSED(0),
    COMMAND_WHY(0),
    HELP_YESTERDAY(0),
    HELP_DIGEST(0),
    HELP_SEARCH(0),
    HELP_CHANGES(0),
    HELP_SOURCES(0),
    HELP_MISSED(0),
    HELP_WHY(0),
    OPTION_WORDS(0),
    OPTION_FROM(0),
    OPTION_UNTIL(0),
    CHOOSE_WORDS(0),
    CHOOSE_PERSPECTIVE_OR_NONE(0),
    CHOOSE_ANY_DATE(0),
    CHOOSE_FROM(0),
    CHOOSE_UNTIL(0),
    WHICH_DATE(0),
    UNKNOWN_DATE(1),
    /// {0} what was written, {1} and {2} the days.
    EITHER_DATE(3),
    FUTURE_DATE(1),
    /// {0} a heading, {1} the time of day.
    TODAYS_USUALLY(2),
    /// The same, where it should be there by now.
    TODAYS_LATE(2),
    SEARCH_HOW(0),
    SEARCH_TITLE(1),
    /// The label of a search for all digests.
    SEARCH_ALL(0),
    /// {0} from when, {1} until when.
    SEARCH_BACKWARDS(2),
    /// {0} the name of a filter, {1} and {2} its values.
    SEARCH_ONCE(3),
    SEARCH_FROM(1),
    SEARCH_UNTIL(1),
    FOUND_DIGESTS(1),
    FOUND_NOTHING(0),
    SEARCH_GONE(0),
    /// {0} what was typed, {1} the perspectives.
    NO_SUCH_PERSPECTIVE(2),
    NEW_SINCE(1),
    NOTHING_NEW(0),
    NOTHING_TO_COMPARE(0),
    WHOLE_DIGEST_BUTTON(0),
    /// {0} how many, {1} of how many days.
    NOT_DELIVERED(2),
    NOTHING_MISSED(1),
    /// {0} since when, {1} the schedule.
    WHY_SUBSCRIBED(2),
    /// {0} a time, perhaps with its days, {1} the time zone.
    TIME_IN_ZONE(2),
    /// {0} from, {1} to.
    WHY_QUIET_HOLDS(2),
    /// {0} from, {1} to.
    WHY_QUIET_SILENCES(2),
    WHY_UNREACHABLE(0),
    /// {0} the day that today's is dated.
    WHY_DATED(1),
    WHY_NOT_PUBLISHED(0),
    WHY_USUALLY(1),
    WHY_LATE(1),
    WHY_NEXT_USUALLY(1),
    WHY_SCHEDULED(1),
    WHY_BEING_DELIVERED(0),
    /// {0} the time.
    WHY_DELIVERED(1),
    /// {0} the time.
    WHY_CORRECTED(1),
    WHY_CORRECTION_DUE(0),
    WHY_PAUSED(0),
    WHY_FAILED_REACH(0),
    WHY_FAILED(0),
    WHY_CANCELLED(0),
    WHY_BEFORE(0),
    WHY_ARCHIVED(0),

    // Stored data of chats and people, and mistakes that readers report.
    COMMAND_PRIVACY(0),
    COMMAND_EXPORT(0),
    COMMAND_FORGET(0),
    COMMAND_MISTAKE(0),
    HELP_PRIVACY(0),
    HELP_EXPORT(0),
    HELP_FORGET(0),
    HELP_MISTAKE(0),
    PRIVACY_TITLE(0),
    PRIVACY_PERSON(0),
    PRIVACY_CHAT(0),
    PRIVACY_SENT(0),
    PRIVACY_OPENED(0),
    PRIVACY_MISTAKES(0),
    /// {0} how many days.
    PRIVACY_SILENT(1),
    PRIVACY_FOR_EVER(0),
    PRIVACY_FORGET(0),
    PRIVACY_COPIES(0),
    /// {0} how many days.
    PRIVACY_BACKUPS(1),
    EXPORT_BUTTON(0),
    EXPORT_PERSON(0),
    EXPORT_PENDING(0),
    EXPORT_CHAT(0),
    FORGET_BUTTON(0),
    FORGET_PERSON(0),
    FORGET_CHAT(0),
    FORGET_NOW_BUTTON(0),
    FORGET_CANCEL_BUTTON(0),
    FORGOTTEN(0),
    MISTAKE_BUTTON(0),
    /// At most 45 characters.
    MISTAKE_LABEL(0),
    /// {0} the topic and the day.
    MISTAKE_WHERE(1),
    MISTAKE_WHOLE_BUTTON(0),
    /// The part of the digest that a mistake is in.
    MISTAKE_WHOLE(0),
    MISTAKE_THANKS(0),
    MISTAKE_THANKS_SAY(0),
    MISTAKE_HOW(0),
    MISTAKE_ENOUGH(0),
    MISTAKE_SHOW_BUTTON(0),
    /// {0} the topic and the day, {1} the revision, {2} the perspective.
    MISTAKE_NOTICE(3),

    // The languages of digests.

    /// {0} the language of what is shown, {1} the one that the reader would get.
    ONLY_IN_LANGUAGE(2),
    /// {0} the language of delivery, {1} the others.
    WHY_LANGUAGE(2),
    /// {0} the published language, {1} the language of delivery.
    WHY_OTHER_LANGUAGE(2),
    /// {0} the language of delivery.
    WHY_LANGUAGE_SINCE(1),
    /// {0} the language of delivery at the time.
    WHY_DELIVERED_IN(1),

    // Places of delivery.

    PLACE_GENERAL(0),
    PLACE_THIS_TOPIC(0),
    PLACE_OTHER_TOPIC(0),
    PLACE_CHANNEL(0),
    PLACE_THIS_THREAD(0),
    PLACE_OTHER_THREAD(0),
    PLACE_POSTS(0),
    PLACE_THIS_POST(0),
    PLACE_OTHER_POST(0),
    /// {0} one of those above.
    PLACE_LINE(1),
    DELIVER_HERE_BUTTON(0),
    DELIVER_TO_GENERAL_BUTTON(0),
    DELIVER_TO_CHANNEL_BUTTON(0),
    DELIVER_AS_POSTS_BUTTON(0),
    PUBLISH_BUTTON(0),
    /// {0} the topics' names.
    THREAD_DELETED(1),
    /// {0} the topics' names.
    THREAD_CLOSED(1),

    // A digest as a picture.

    COMMAND_CARD(0),
    HELP_CARD(0),
    /// {0} the headings of the author's other sections.
    CARD_OTHERS(1),
    CARD_MISSING(0),

    // Roles, the audit log, and digests held for review.

    COMMAND_RELEASE(0),
    HELP_RELEASE(0),
    COMMAND_AUDIT(0),
    HELP_AUDIT(0),
    COMMAND_ROLES(0),
    HELP_ROLES(0),
    COMMAND_ROLE(0),
    HELP_ROLE(0),
    OPTION_PERSON(0),
    OPTION_ROLE(0),
    CHOOSE_PERSON(0),
    CHOOSE_ROLE(0),
    OWNERS_ONLY(0),
    ROLE_ADMIN(0),
    ROLE_EDITOR(0),
    ROLE_NONE(0),
    ROLE_HOW(0),
    ROLE_OWNER(0),
    /// {0} the person, {1} the role.
    ROLE_GIVEN(2),
    /// {0} the person, {1} the role.
    ROLE_SAME(2),
    /// {0} the person.
    ROLE_TAKEN(1),
    /// {0} the person.
    ROLE_HAD_NONE(1),
    /// {0} the role.
    ROLE_NOTICE(1),
    ROLES_TITLE(0),
    /// {0} the owners.
    ROLES_OWNERS(1),
    /// {0} the person, {1} the role, {2} the day since when.
    ROLES_LINE(3),
    ROLES_NOBODY(0),
    ROLES_WHAT(0),
    /// {0} the person.
    ROLES_TAKE_BUTTON(1),
    AUDIT_TITLE(0),
    AUDIT_EMPTY(0),
    AUDIT_COMMAND_LINE(0),
    AUDIT_CONSOLE(0),
    /// The originator of what the bot does when a time is up.
    AUDIT_ITSELF(0),
    // Of each that follows, {0} is what it was done to.
    AUDIT_ADMIN_MADE(1),
    AUDIT_EDITOR_MADE(1),
    AUDIT_ROLE_TAKEN(1),
    AUDIT_ROLE_GIVEN_UP(1),
    AUDIT_DIGEST_RELEASED(1),
    AUDIT_DIGEST_WITHDRAWN(1),
    AUDIT_BROADCAST_SENT(1),
    AUDIT_BROADCAST_SCHEDULED(1),
    AUDIT_BROADCAST_UNSCHEDULED(1),
    AUDIT_BROADCAST_PAUSED(1),
    AUDIT_BROADCAST_RESUMED(1),
    AUDIT_BROADCAST_STOPPED(1),
    AUDIT_BROADCAST_WITHDRAWN(1),
    AUDIT_BROADCAST_RETRIED(1),
    AUDIT_DELIVERIES_RETRIED(1),
    AUDIT_SIGNED_IN(0),
    PRIVACY_ROLE(0),
    /// {0} the digest, {1} when it is published automatically, with the zone.
    HELD_FOR_REVIEW(2),
    /// {0} the digest.
    PUBLISHED_WITH_WARNINGS(1),
    /// {0} the digest.
    NO_LONGER_HELD(1),
    RELEASE_BUTTON(0),
    RELEASE_PREVIEW_BUTTON(0),
    RELEASE_WITHDRAW_BUTTON(0),
    RELEASE_LIST_BUTTON(0),
    RELEASE_TITLE(0),
    /// {0} the digest, {1} when it is published automatically, with the zone.
    RELEASE_LINE(2),
    /// {0} the line of the file, {1} the warning.
    RELEASE_WARNING(2),
    RELEASE_NOTHING(0),
    /// {0} the digest.
    RELEASE_DONE(1),
    /// {0} what was asked for.
    RELEASE_NOT_HELD(1),
    RELEASE_GONE(0),

    // Failures of a platform or of the bot.

    SOMETHING_WRONG(0),
    DIRECT_MESSAGES_CLOSED(0),
    DIRECT_MESSAGES_LATER(0),
    CANNOT_WRITE_HERE(0);

    private final int arguments;

    Phrase(int arguments) {
        this.arguments = arguments;
    }

    /// The number of placeholders, from `{0}`, that the text has in every language.
    public int arguments() {
        return arguments;
    }

    /// The property that holds the wording.
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
