package digestbot.delivery.sending;

/// Limits the requests in flight and reserves some slots for replies. Not thread-safe.
final class InFlightLimit {

    private static final int SHARE_FOR_REPLIES = 8;

    private final int all;
    private final int forNonReplies;
    private int inUse;

    /// @param all the number of slots, at least 1; if it is 2 or more, at least one is reserved for
    ///     replies
    InFlightLimit(int all) {
        this.all = all;
        forNonReplies = all - Math.min(all - 1, Math.max(1, all / SHARE_FOR_REPLIES));
    }

    boolean anyFree() {
        return inUse < all;
    }

    /// Tells whether a slot is free for anything but replies.
    boolean anyFreeForNonReplies() {
        return inUse < forNonReplies;
    }

    void acquire() {
        inUse++;
    }

    void release() {
        inUse--;
    }

    int inUse() {
        return inUse;
    }
}
