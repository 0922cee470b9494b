package digestbot.sandbox.telegram;

import digestbot.sandbox.Fault;
import digestbot.sandbox.Place;
import digestbot.sandbox.Someone;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// A conversation on the server. Guarded by the lock of [Chats].
final class Chat {
    /// Ids below this are those of supergroups and channels; other negative ones are basic groups'.
    private static final long SUPERGROUPS_BELOW = -1_000_000_000_000L;

    final Place place;
    final Transcript transcript = new Transcript();
    final Map<Long, Someone> members = new LinkedHashMap<>(4);
    final Map<Long, Rights> administrators = new LinkedHashMap<>(2);
    final Set<Long> threads = new LinkedHashSet<>(2);
    private Fault fault = new Fault.None();
    private boolean mute;
    private boolean lostThread;

    Chat(Place place) {
        this.place = place;
    }

    long id() {
        return place.id();
    }

    /// As the Bot API names it.
    String type() {
        return switch (place.kind()) {
            case PRIVATE -> "private";
            case GROUP -> place.id() < SUPERGROUPS_BELOW ? "supergroup" : "group";
            case CHANNEL -> "channel";
        };
    }

    /// Nobody wrote here yet, so a bot may not either.
    boolean isUnopened() {
        return place.kind() == Place.Kind.PRIVATE && members.isEmpty();
    }

    boolean isForum() {
        return !threads.isEmpty() || lostThread;
    }

    void deleteThread(long thread) {
        lostThread |= threads.remove(thread);
    }

    /// Whether what is written here reaches the bot.
    boolean isHeard() {
        return !(fault instanceof Fault.Removed || fault instanceof Fault.Gone || fault instanceof Fault.Migrated);
    }

    Fault fault() {
        return fault;
    }

    /// Whether the bot is in the chat but may not write there.
    boolean isMute() {
        return mute;
    }

    void mute(boolean next) {
        this.mute = next;
    }

    void fault(Fault next) {
        this.fault = next;
    }

    /// Whether the next request is to meet an error of the server; counts it.
    boolean takeServerError() {
        if (!(fault instanceof Fault.ServerError(int requests, int status)) || requests < 1) {
            return false;
        }
        fault = requests > 1 ? new Fault.ServerError(requests - 1, status) : new Fault.None();
        return true;
    }

    /// Whether the next request is to be told to wait; counts it.
    boolean takeThrottle() {
        if (!(fault instanceof Fault.Throttled throttled) || throttled.requests() < 1) {
            return false;
        }
        int left = throttled.requests() - 1;
        fault = left > 0 ? new Fault.Throttled(left, throttled.retryAfter()) : new Fault.None();
        return true;
    }

    /// Whether the next message's answer is to be cut off; counts it.
    boolean takeCut() {
        if (!(fault instanceof Fault.CutAfterDelivery(int requests)) || requests < 1) {
            return false;
        }
        fault = requests > 1 ? new Fault.CutAfterDelivery(requests - 1) : new Fault.None();
        return true;
    }

    /// Whether the next message is to be refused; counts it.
    boolean takeRefusal() {
        if (!(fault instanceof Fault.Refused(int requests)) || requests < 1) {
            return false;
        }
        fault = requests > 1 ? new Fault.Refused(requests - 1) : new Fault.None();
        return true;
    }

    /// Whether the next message is to be refused for what it says; counts it.
    boolean takeDecline() {
        if (!(fault instanceof Fault.Declined(int requests)) || requests < 1) {
            return false;
        }
        fault = requests > 1 ? new Fault.Declined(requests - 1) : new Fault.None();
        return true;
    }

    /// Whether the next message's answer is to be unreadable; counts it.
    boolean takeGarbling() {
        if (!(fault instanceof Fault.Garbled(int requests)) || requests < 1) {
            return false;
        }
        fault = requests > 1 ? new Fault.Garbled(requests - 1) : new Fault.None();
        return true;
    }
}
