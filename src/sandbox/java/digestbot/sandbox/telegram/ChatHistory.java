package digestbot.sandbox.telegram;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Keeps the newest messages in full, and a fingerprint of eight bytes for each older one, which
/// suffices to edit it and to tell whether an edit changes anything. Guarded by the lock of
/// [TelegramWorld].
final class ChatHistory {
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
        marks[id] = message.author() instanceof ChatMessage.Author.Bot ? fingerprint(message.content()) : NOT_THE_BOTS;
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
        long rest =
                31L * content.text().entities().hashCode() + content.keyboard().hashCode();
        long mixed = text << 32 ^ rest;
        return mixed == UNKNOWN || mixed == NOT_THE_BOTS ? -1 : mixed;
    }
}
