package digestbot.delivery.sending;

/// Limits the requests in flight and reserves some slots for replies. Not safe for several
/// threads.
final class InFlightLimit {

    private static final int SHARE_FOR_ANSWERS = 8;

    private final int all;
    private final int forOthers;
    private int taken;

    /// @param all at least 1; if 2 or more, at least one is reserved for replies
    InFlightLimit(int all) {
        this.all = all;
        forOthers = all - Math.min(all - 1, Math.max(1, all / SHARE_FOR_ANSWERS));
    }

    boolean anyFree() {
        return taken < all;
    }

    /// Tells whether a slot is free for anything but replies.
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
