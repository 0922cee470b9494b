package digestbot.i18n;

public enum DigestPhrase implements Phrase {
    ARTICLES,
    OUTLETS,
    /// {0} a perspective and the number of its articles, {1} the number of its outlets.
    SHARE_WITH_OUTLETS,
    SOURCES,
    SOURCES_BUTTON,
    /// {0} the numbers of the sources, such as “1–10”.
    SOURCE_NUMBERS,
    OVERVIEW_BUTTON,
    /// {0} the name of another topic.
    OTHER_TOPIC_BUTTON,
    NOTHING_REPORTED,
    /// {0} the perspective.
    NO_ARTICLES,
    NO_HIGHLIGHTS,
    NO_SOURCES,
    MORE_POINTS,
    SIDE_BY_SIDE_BUTTON,
    /// The digest does not say which points belong together.
    NOT_PAIRED,
    /// {0} the perspective that alone reports a point; stands behind the point.
    ONLY_REPORTS,
    HIDDEN_SOURCES,
    SHOW_HIDDEN_BUTTON,
    HIDE_OUTLET_BUTTON,
    NO_OUTLETS,
    OUTLET_PUBLIC,
    OUTLET_STATE,
    OUTLET_PRIVATE,
    /// What people may type for a kind, separated by commas; the first one is suggested to them. Here
    /// and in the next two.
    OUTLET_PUBLIC_WORDS,
    OUTLET_STATE_WORDS,
    OUTLET_PRIVATE_WORDS,
    ALL_OUTLETS_BUTTON,
    /// {0} the number of articles, here and in the next two.
    OUTLET_PUBLIC_BUTTON,
    OUTLET_STATE_BUTTON,
    OUTLET_PRIVATE_BUTTON,
    /// {0} the typed text.
    UNKNOWN_OUTLET_KIND,
    NO_SOURCES_OF_KIND,
    CORRECTED,
    /// {0} the time of day, {1} the corrected parts.
    CORRECTED_AT,
    CHANGED_TITLE,
    CHANGED_HIGHLIGHTS,
    CHANGED_SOURCES,
    CHANGED_DETAILS,
    WITHDRAWN,
    /// {0} the topic, {1} the day.
    WITHDRAWAL_NOTICE,
    EARLIER_DIGESTS,
    BUNDLE_TITLE,
    ROUND_UP,
    WHICH_PERSPECTIVE,
    /// {0} the typed text.
    UNKNOWN_PERSPECTIVE,
    /// {0} the topic, {1} the day.
    NO_DIGEST_ON,
    /// {0} several topics, {1} the day.
    NO_DIGESTS_ON,
    NEAREST_DIGESTS,
    DIGEST_GONE,
    LATEST_BUTTON,
    /// The title of the list, and the button that shows it.
    LATEST_DIGESTS,
    /// {0} the number of digests.
    DIGESTS_TODAY,
    NEW_SINCE,
    EVERYTHING_NEW,
    NOTHING_NEW,
    NOTHING_TO_COMPARE,
    WHOLE_DIGEST_BUTTON,
    /// {0} the language of the content, {1} the language in which the reader receives the topic.
    ONLY_IN_LANGUAGE,
    /// {0} the headings of the author's other sections.
    CARD_OTHERS,
    CARD_MISSING,

    /// {0} a day, {1} its age.
    DAY_WITH_AGE,
    YESTERDAY,
    TOMORROW,
    DAYS_AGO,
    HOURS,
    MINUTES,
    SPOKEN_TODAY,
    SPOKEN_YESTERDAY,
    SPOKEN_DAY_BEFORE_YESTERDAY,
    SPOKEN_TOMORROW,
    WHICH_DATE,
    UNKNOWN_DATE,
    /// {0} the typed text, {1} and {2} the days.
    EITHER_DATE,
    FUTURE_DATE,
    /// {0} a heading, {1} the time of day.
    TODAYS_USUALLY,
    /// The same for a digest that should have been published by now.
    TODAYS_LATE,
    /// {0} a time, possibly with its days, {1} the time zone.
    TIME_IN_ZONE,
    /// {0} the parts before, {1} the next one.
    LIST,

    SEARCH_HOW,
    SEARCH_TITLE,
    SEARCH_ALL,
    SEARCH_BUTTON,
    SEARCH_ASK,
    /// At most 45 characters.
    SEARCH_HINT,
    /// {0} the start, {1} the end.
    SEARCH_BACKWARDS,
    /// {0} the name of a filter, {1} and {2} its values.
    SEARCH_ONCE,
    SEARCH_FROM,
    SEARCH_UNTIL,
    FOUND_DIGESTS,
    FOUND_NOTHING,
    SEARCH_GONE,
    /// {0} the typed text, {1} the perspectives.
    NO_SUCH_PERSPECTIVE,

    SHARE_BUTTON,
    SHARE_COPY_LINK_BUTTON,
    /// The button below a shared digest, which opens it in the bot.
    SHARE_OPEN_BUTTON,
    /// The link at the end of a part of a digest.
    SHARE_READ_ON,
    /// The button that opens a digest's web page.
    SHARE_WEB_BUTTON,
    /// The link to the web page at the end of a part of a digest.
    SHARE_READ_ON_WEB,
    /// The button above the results of an inline query that found nothing.
    SHARE_NOTHING_FOUND_BUTTON,
    SHARE_HERE_BUTTON,
    SHARE_NOT_HERE,
    /// {0} the person.
    SHARE_SHARED_BY,

    MISTAKE_BUTTON,
    /// At most 45 characters.
    MISTAKE_LABEL,
    /// {0} the topic and the day.
    MISTAKE_WHERE,
    MISTAKE_WHICH,
    MISTAKE_WRITE,
    MISTAKE_WHOLE_BUTTON,
    /// The digest as a whole, as the part that contains a mistake.
    MISTAKE_WHOLE,
    MISTAKE_THANKS,
    MISTAKE_ENOUGH,
    MISTAKE_SHOW_BUTTON,
    /// {0} the topic and the day, {1} the revision, {2} the perspective.
    MISTAKE_NOTICE,

    /// What answers a vote is at most 200 characters: the question, a sentence and the result.
    VOTE_QUESTION,
    VOTE_BALANCED_BUTTON,
    VOTE_ONE_SIDED_BUTTON,
    /// {0} the vote.
    VOTE_COUNTED,
    /// {0} the vote.
    VOTE_CHANGED,
    /// {0} the vote.
    VOTE_UNCHANGED,
    VOTE_CLOSED,
    /// {0} the number of votes, {1} the share of them that found the digest balanced, in percent.
    VOTE_RESULT,
    /// Two sentences, {0} and {1}: with a space between them where the language has one.
    VOTE_SENTENCES
}
