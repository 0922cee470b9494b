package digestbot.delivery.outbox;

import java.util.List;

/// Lanes, as the database numbers them. Each has an order of its own within a chat; [ReadyQueue]
/// says which goes first.
public final class Priority {

    public static final int ANSWERS = 0;
    public static final int EDITIONS = 1;
    public static final int CORRECTIONS = 2;
    public static final int BROADCASTS = 3;

    /// Notices to operators. There are few, so they are sent before what there may be many of; but
    /// no answer waits behind them.
    public static final int NOTICES = 4;

    public static final List<Integer> OTHERS = List.of(NOTICES, EDITIONS, CORRECTIONS, BROADCASTS);

    /// Those of which little is to be held or counted: they tell nothing of what waits.
    static final String TALK = "(" + ANSWERS + ", " + NOTICES + ")";

    private Priority() {}

    /// Tells whether it is one of [#TALK].
    static boolean isTalk(int lane) {
        return lane == ANSWERS || lane == NOTICES;
    }
}
