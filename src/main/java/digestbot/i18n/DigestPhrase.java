package digestbot.i18n;

/// The phrases in and around a digest.
public enum DigestPhrase implements Phrase {
    ARTICLES(1),
    OUTLETS(1),
    /// {0} a perspective and the number of its articles, {1} the number of its outlets.
    SHARE_WITH_OUTLETS(2),
    SOURCES(0),
    SOURCES_BUTTON(1),
    OVERVIEW_BUTTON(0),
    /// {0} the name of another topic.
    OTHER_TOPIC_BUTTON(1),
    NOTHING_REPORTED(0),
    NO_HIGHLIGHTS(0),
    NO_SOURCES(0),
    MORE_POINTS(1),
    SIDE_BY_SIDE_BUTTON(0),
    /// The digest does not say which points belong together.
    NOT_PAIRED(0),
    /// {0} the perspective that alone reports a point; stands behind the point.
    ONLY_REPORTS(1),
    HIDDEN_SOURCES(1),
    SHOW_HIDDEN_BUTTON(0),
    HIDE_OUTLET_BUTTON(0),
    NO_OUTLETS(0),
    OUTLET_PUBLIC(0),
    OUTLET_STATE(0),
    OUTLET_PRIVATE(0),
    /// What people may type for a kind, separated by commas; the first one is suggested to them. Here
    /// and in the next two.
    OUTLET_PUBLIC_WORDS(0),
    OUTLET_STATE_WORDS(0),
    OUTLET_PRIVATE_WORDS(0),
    ALL_OUTLETS_BUTTON(0),
    /// {0} the number of articles, here and in the next two.
    OUTLET_PUBLIC_BUTTON(1),
    OUTLET_STATE_BUTTON(1),
    OUTLET_PRIVATE_BUTTON(1),
    /// {0} the typed text.
    UNKNOWN_OUTLET_KIND(1),
    NO_SOURCES_OF_KIND(0),
    CORRECTED(1),
    /// {0} the time of day, {1} the corrected parts.
    CORRECTED_AT(2),
    CHANGED_TITLE(0),
    CHANGED_HIGHLIGHTS(0),
    CHANGED_SOURCES(0),
    CHANGED_DETAILS(0),
    WITHDRAWN(0),
    EARLIER_DIGESTS(1),
    BUNDLE_TITLE(1),
    ROUND_UP(0),
    WHICH_PERSPECTIVE(0),
    /// {0} the typed text.
    UNKNOWN_PERSPECTIVE(1),
    /// {0} the topic, {1} the day.
    NO_DIGEST_ON(2),
    /// {0} several topics, {1} the day.
    NO_DIGESTS_ON(2),
    NEAREST_DIGESTS(0),
    DIGEST_GONE(0),
    LATEST_BUTTON(0),
    /// The title of the list, and the button that shows it.
    LATEST_DIGESTS(0),
    /// {0} the number of digests.
    DIGESTS_TODAY(1),
    NEW_SINCE(1),
    EVERYTHING_NEW(0),
    NOTHING_NEW(0),
    NOTHING_TO_COMPARE(0),
    WHOLE_DIGEST_BUTTON(0),
    /// {0} the language of the content, {1} the language in which the reader receives the topic.
    ONLY_IN_LANGUAGE(2),
    /// {0} the headings of the author's other sections.
    CARD_OTHERS(1),
    CARD_MISSING(0);

    private final int arguments;

    DigestPhrase(int arguments) {
        this.arguments = arguments;
    }

    @Override
    public int arguments() {
        return arguments;
    }
}
