package digestbot.delivery.outbox;

import java.util.List;

/// The priorities as stored in the database. Deliveries of a chat keep their order within a
/// priority; [ReadyQueue] defines the order between priorities.
public final class Priority {

    public static final int REPLIES = 0;
    public static final int DIGESTS = 1;
    public static final int CORRECTIONS = 2;
    public static final int BROADCASTS = 3;

    /// Notices to operators. They are few, so they precede everything except replies.
    public static final int NOTICES = 4;

    /// All of them, in the order in which they are looked for.
    public static final List<Integer> ALL = List.of(REPLIES, NOTICES, DIGESTS, CORRECTIONS, BROADCASTS);

    public static final List<Integer> NON_REPLIES = ALL.subList(1, ALL.size());

    /// The interactive priorities, which are ignored when the backlog is measured.
    static final String INTERACTIVE = "(" + REPLIES + ", " + NOTICES + ")";

    private Priority() {}

    public static boolean isInteractive(int priority) {
        return priority == REPLIES || priority == NOTICES;
    }
}
