package digestbot.delivery.sending;

/// The limit on requests in flight; some places are kept free for answers. Not safe for several threads.
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

    /// Tells whether one is free for what is no answer.
    boolean anyFreeForOthers() {
        return taken < forOthers;
    }

    void take() {
        taken++;
    }

    void leave() {
        taken--;
    }

    /// The number of requests in flight.
    int taken() {
        return taken;
    }
}
