package digestbot.delivery;

import java.util.List;

/// Lanes, as the database numbers them; a lower one goes first.
final class Lane {

    static final int ANSWERS = 0;
    static final int EDITIONS = 1;
    static final int CORRECTIONS = 2;
    static final int BROADCASTS = 3;

    static final List<Integer> OTHERS = List.of(EDITIONS, CORRECTIONS, BROADCASTS);

    private Lane() {}
}
