package digestbot.delivery.outbox;

import java.util.List;

/// The priorities as stored in the database. Deliveries of a chat keep their order within a
/// priority; [ReadyQueue] defines the order between priorities.
public final class Priority {

    public static final int ANSWERS = 0;
    public static final int EDITIONS = 1;
    public static final int CORRECTIONS = 2;
    public static final int BROADCASTS = 3;

    /// Notices to operators. They are few, so they precede everything except answers.
    public static final int NOTICES = 4;

    public static final List<Integer> OTHERS = List.of(NOTICES, EDITIONS, CORRECTIONS, BROADCASTS);

    /// The interactive priorities, which are ignored when the backlog is measured.
    static final String TALK = "(" + ANSWERS + ", " + NOTICES + ")";

    private Priority() {}

    /// Tells whether it is one of [#TALK].
    static boolean isTalk(int lane) {
        return lane == ANSWERS || lane == NOTICES;
    }
}
