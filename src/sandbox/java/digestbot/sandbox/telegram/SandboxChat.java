package digestbot.sandbox.telegram;

import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.SandboxFault.PlaceFault;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/// Guarded by the lock of [TelegramWorld].
final class SandboxChat {
    /// Ids below belong to supergroups and channels, other negative ones to basic groups.
    private static final long SUPERGROUPS_BELOW = -1_000_000_000_000L;

    final SandboxPlace place;
    final ChatHistory transcript = new ChatHistory();
    final EphemeralMessages ephemeral = new EphemeralMessages();
    final Map<Long, SandboxPerson> members = new LinkedHashMap<>(4);
    final Map<Long, TelegramSandbox.AdminRights> administrators = new LinkedHashMap<>(2);
    final Map<Long, String> threads = new LinkedHashMap<>(2);
    /// Clients opened the field for a reply to this message.
    OptionalLong question = OptionalLong.empty();

    final PlaceFault fault = new PlaceFault();

    /// The bot is in the chat but may not write there.
    boolean mute;

    boolean botAdministers;

    final Set<Long> pinned = new LinkedHashSet<>(2);

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

    /// Keeps the newest messages in full, and a fingerprint of eight bytes for each older one, which
    /// suffices to edit it and to tell whether an edit changes anything. Guarded by the lock of
    /// [TelegramWorld].
    static final class ChatHistory {
        static final int KEPT_PER_CHAT = 200;

        private static final long UNKNOWN = 0;
        private static final long NOT_THE_BOTS = 1;

        private final TreeMap<Long, ChatMessage> whole = new TreeMap<>();
        private long[] marks = new long[4];
        private int lastId;

        int nextId() {
            return ++lastId;
        }

        void keep(ChatMessage message) {
            int id = Math.toIntExact(message.id());
            if (id >= marks.length) {
                marks = Arrays.copyOf(marks, Math.max(id + 1, marks.length * 2));
            }
            marks[id] =
                    message.author() instanceof ChatMessage.Author.Bot ? fingerprint(message.content()) : NOT_THE_BOTS;
            whole.put(message.id(), message);
            if (whole.size() > KEPT_PER_CHAT) {
                whole.pollFirstEntry();
            }
        }

        void shrink(long id) {
            whole.remove(id);
        }

        void delete(long id) {
            whole.remove(id);
            marks[Math.toIntExact(id)] = UNKNOWN;
        }

        boolean has(long id) {
            return mark(id) != UNKNOWN;
        }

        boolean isFromBot(long id) {
            return mark(id) != UNKNOWN && mark(id) != NOT_THE_BOTS;
        }

        boolean shows(long id, ChatMessage.Content content) {
            return find(id).map(message -> message.content().equals(content))
                    .orElseGet(() -> mark(id) == fingerprint(content));
        }

        /// Empty if the message is unknown, deleted, or too old to be kept in full.
        Optional<ChatMessage> find(long id) {
            return Optional.ofNullable(whole.get(id));
        }

        List<ChatMessage> recent() {
            return List.copyOf(whole.values());
        }

        private long mark(long id) {
            return id > 0 && id < marks.length ? marks[(int) id] : UNKNOWN;
        }

        private static long fingerprint(ChatMessage.Content content) {
            long text = content.text().text().hashCode();
            long rest = 31L * content.text().entities().hashCode()
                    + content.keyboard().hashCode();
            long mixed = text << 32 ^ rest;
            return mixed == UNKNOWN || mixed == NOT_THE_BOTS ? -1 : mixed;
        }
    }

    /// The messages of a group that one member and the bot see alone. They have ids of their own.
    /// Guarded by the lock of [TelegramWorld].
    static final class EphemeralMessages {

        private static final int KEPT = 500;
        private static final int FIRST_ID = 29_000_001;

        private final Map<Long, EphemeralMessage> byId = new LinkedHashMap<>();
        private int nextId = FIRST_ID;

        /// The message's id is the ephemeral message id. The member may see it in place of another
        /// message.
        record EphemeralMessage(ChatMessage message, SandboxPerson member, OptionalLong inPlaceOf) {

            EphemeralMessage with(ChatMessage.Content changed, long now) {
                return new EphemeralMessage(message.with(changed, now), member, inPlaceOf);
            }
        }

        int nextId() {
            return nextId++;
        }

        void keep(EphemeralMessage message) {
            byId.put(message.message().id(), message);
            if (byId.size() > KEPT) {
                byId.remove(byId.keySet().iterator().next());
            }
        }

        /// Empty if the message is another member's or does not exist any more.
        Optional<EphemeralMessage> find(long member, long id) {
            return Optional.ofNullable(byId.get(id))
                    .filter(message -> message.member().id() == member);
        }

        void delete(long id) {
            byId.remove(id);
        }

        void expire() {
            byId.clear();
        }

        List<EphemeralMessage> of(SandboxPerson member) {
            return byId.values().stream()
                    .filter(message -> message.member().id() == member.id())
                    .toList();
        }
    }
}
