package digestbot.sandbox.telegram;

import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/// A conversation on the server. Guarded by the lock of [SandboxChats].
final class SandboxChat {
    /// The bound between ids: those below belong to supergroups and channels, other negative ones
    /// to basic groups.
    private static final long SUPERGROUPS_BELOW = -1_000_000_000_000L;

    final SandboxPlace place;
    final ChatHistory transcript = new ChatHistory();
    final EphemeralMessages ephemeral = new EphemeralMessages();
    final Map<Long, SandboxPerson> members = new LinkedHashMap<>(4);
    final Map<Long, AdminRights> administrators = new LinkedHashMap<>(2);
    /// The names of its topics by their threads.
    final Map<Long, String> threads = new LinkedHashMap<>(2);
    /// The message for which clients opened the field for a reply.
    OptionalLong question = OptionalLong.empty();

    private SandboxFault fault = new SandboxFault.None();
    private boolean mute;
    private boolean botAdministers;
    private boolean lostThread;

    SandboxChat(SandboxPlace place) {
        this.place = place;
    }

    long id() {
        return place.id();
    }

    /// The type as the Bot API names it.
    String type() {
        return switch (place.kind()) {
            case PRIVATE -> "private";
            case GROUP -> place.id() < SUPERGROUPS_BELOW ? "supergroup" : "group";
            case CHANNEL -> "channel";
        };
    }

    /// Tells whether nobody has written in the chat yet, so that the bot may not write either.
    boolean isUnopened() {
        return place.kind() == SandboxPlace.Kind.PRIVATE && members.isEmpty();
    }

    boolean isForum() {
        return place.kind() == SandboxPlace.Kind.GROUP && (!threads.isEmpty() || lostThread);
    }

    void deleteThread(long thread) {
        lostThread |= threads.remove(thread) != null;
    }

    /// Tells whether the bot receives the messages of the chat.
    boolean isHeard() {
        return !(fault instanceof SandboxFault.Removed
                || fault instanceof SandboxFault.Gone
                || fault instanceof SandboxFault.Migrated);
    }

    SandboxFault fault() {
        return fault;
    }

    /// Tells whether the bot is in the chat but may not write there.
    boolean isMute() {
        return mute;
    }

    /// Tells whether the bot is an administrator of the group.
    boolean botAdministers() {
        return botAdministers;
    }

    void botAdministers(boolean next) {
        this.botAdministers = next;
    }

    void mute(boolean next) {
        this.mute = next;
    }

    void fault(SandboxFault next) {
        this.fault = next;
    }

    /// Tells whether the next request is to fail with a server error; counts it.
    boolean takeServerError() {
        if (!(fault instanceof SandboxFault.ServerError(int requests, int status)) || requests < 1) {
            return false;
        }
        fault = requests > 1 ? new SandboxFault.ServerError(requests - 1, status) : new SandboxFault.None();
        return true;
    }

    /// Tells whether the next request is to be rejected by a rate limit; counts it.
    boolean takeThrottle() {
        if (!(fault instanceof SandboxFault.Throttled throttled) || throttled.requests() < 1) {
            return false;
        }
        int left = throttled.requests() - 1;
        fault = left > 0 ? new SandboxFault.Throttled(left, throttled.retryAfter()) : new SandboxFault.None();
        return true;
    }

    /// Tells whether the response to the next message is to be cut off; counts it.
    boolean takeCut() {
        if (!(fault instanceof SandboxFault.CutAfterDelivery(int requests)) || requests < 1) {
            return false;
        }
        fault = requests > 1 ? new SandboxFault.CutAfterDelivery(requests - 1) : new SandboxFault.None();
        return true;
    }

    /// Tells whether the next message is to be rejected; counts it.
    boolean takeRefusal() {
        if (!(fault instanceof SandboxFault.Refused(int requests)) || requests < 1) {
            return false;
        }
        fault = requests > 1 ? new SandboxFault.Refused(requests - 1) : new SandboxFault.None();
        return true;
    }

    /// Tells whether the next message is to be rejected because of its content; counts it.
    boolean takeDecline() {
        if (!(fault instanceof SandboxFault.Declined(int requests)) || requests < 1) {
            return false;
        }
        fault = requests > 1 ? new SandboxFault.Declined(requests - 1) : new SandboxFault.None();
        return true;
    }

    /// Tells whether the response to the next message is to be unreadable; counts it.
    boolean takeGarbling() {
        if (!(fault instanceof SandboxFault.Garbled(int requests)) || requests < 1) {
            return false;
        }
        fault = requests > 1 ? new SandboxFault.Garbled(requests - 1) : new SandboxFault.None();
        return true;
    }
}
