package digestbot.delivery.sending;

/// How many requests may be on their way at a time; some of them are kept free for answers. Not safe for several
/// threads.
final class InFlightLimit {

    private static final int SHARE_FOR_ANSWERS = 8;

    private final int all;
    private final int forOthers;
    private int taken;

    /// @param all at least 1; from 2 on, one at least is for answers
    InFlightLimit(int all) {
        this.all = all;
        forOthers = all - Math.min(all - 1, Math.max(1, all / SHARE_FOR_ANSWERS));
    }

    boolean anyFree() {
        return taken < all;
    }

    /// Whether one is free for what is no answer.
    boolean anyFreeForOthers() {
        return taken < forOthers;
    }

    void take() {
        taken++;
    }

    void leave() {
        taken--;
    }

    /// How many requests are on their way.
    int taken() {
        return taken;
    }
}
