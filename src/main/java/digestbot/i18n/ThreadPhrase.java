package digestbot.i18n;

/// The phrases about forum topics, threads and posts to which digests are delivered.
public enum ThreadPhrase implements Phrase {
    PLACE_GENERAL(0),
    PLACE_THIS_TOPIC(0),
    PLACE_OTHER_TOPIC(0),
    PLACE_CHANNEL(0),
    PLACE_THIS_THREAD(0),
    PLACE_OTHER_THREAD(0),
    PLACE_POSTS(0),
    PLACE_THIS_POST(0),
    PLACE_OTHER_POST(0),
    /// {0} one of the places above.
    PLACE_LINE(1),
    PLACE_OWN_THREAD(0),
    OWN_THREADS_BUTTON(0),
    DELIVER_HERE_BUTTON(0),
    DELIVER_TO_GENERAL_BUTTON(0),
    DELIVER_TO_CHANNEL_BUTTON(0),
    DELIVER_AS_POSTS_BUTTON(0),
    PUBLISH_BUTTON(0),
    DISCUSSIONS_BUTTON(0),
    DISCUSSIONS_NO_RIGHT(0),
    /// {0} the topics' names.
    THREAD_DELETED(1),
    /// {0} the topics' names.
    THREAD_CLOSED(1);

    private final int arguments;

    ThreadPhrase(int arguments) {
        this.arguments = arguments;
    }

    @Override
    public int arguments() {
        return arguments;
    }
}
