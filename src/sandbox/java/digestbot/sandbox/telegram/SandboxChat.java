package digestbot.sandbox.telegram;

import digestbot.sandbox.PlaceFault;
import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/// Guarded by the lock of [TelegramWorld].
final class SandboxChat {
    /// Ids below belong to supergroups and channels, other negative ones to basic groups.
    private static final long SUPERGROUPS_BELOW = -1_000_000_000_000L;

    final SandboxPlace place;
    final ChatHistory transcript = new ChatHistory();
    final EphemeralMessages ephemeral = new EphemeralMessages();
    final Map<Long, SandboxPerson> members = new LinkedHashMap<>(4);
    final Map<Long, AdminRights> administrators = new LinkedHashMap<>(2);
    final Map<Long, String> threads = new LinkedHashMap<>(2);
    /// Clients opened the field for a reply to this message.
    OptionalLong question = OptionalLong.empty();

    final PlaceFault fault = new PlaceFault();

    /// The bot is in the chat but may not write there.
    boolean mute;

    boolean botAdministers;

    private boolean lostThread;

    SandboxChat(SandboxPlace place) {
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

    /// True if nobody has written in the chat yet, so that the bot may not write either.
    boolean isUnopened() {
        return place.kind() == SandboxPlace.Kind.PRIVATE && members.isEmpty();
    }

    boolean isForum() {
        return place.kind() == SandboxPlace.Kind.GROUP && (!threads.isEmpty() || lostThread);
    }

    void deleteThread(long thread) {
        lostThread |= threads.remove(thread) != null;
    }

    boolean isHeard() {
        return !has(SandboxFault.Removed.class) && !has(SandboxFault.Gone.class) && !has(SandboxFault.Migrated.class);
    }

    boolean has(Class<? extends SandboxFault> kind) {
        return kind.isInstance(fault.get());
    }
}
