package digestbot.simulation;

import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A chat, and what the simulation knows about its subscriptions.
final class Account {

    private final Chat chat;

    /// The step from which each topic has been subscribed to without a break.
    private final Map<String, Integer> subscribedSince = new HashMap<>();

    /// The step at which each topic was left, unless it was subscribed to again.
    private final Map<String, Integer> leftAt = new HashMap<>();

    private int pausedAt = Integer.MAX_VALUE;

    boolean blocked;

    /// The last step at which the chat did something because of which it may miss a digest.
    int disturbed = -1;

    boolean forgotten;

    Account(Chat chat) {
        this.chat = chat;
    }

    Chat chat() {
        return chat;
    }

    boolean isGroup() {
        return chat.kind() != ChatType.PRIVATE;
    }

    /// Compares the stored subscriptions with the known ones.
    void observe(int step, List<String> topics, boolean isPaused) {
        topics.forEach(topic -> {
            subscribedSince.putIfAbsent(topic, step);
            leftAt.remove(topic);
        });
        List.copyOf(subscribedSince.keySet()).stream()
                .filter(topic -> !topics.contains(topic))
                .forEach(topic -> {
                    subscribedSince.remove(topic);
                    leftAt.put(topic, step);
                });
        pausedAt = !isPaused ? Integer.MAX_VALUE : Math.min(pausedAt, step);
    }

    /// The step at which the chat ended its subscription to the topic, or paused all.
    int leftAt(String topic) {
        return Math.min(pausedAt, leftAt.getOrDefault(topic, Integer.MAX_VALUE));
    }

    /// Whether the chat was subscribed to the topic at any time.
    boolean knows(String topic) {
        return subscribedSince.containsKey(topic) || leftAt.containsKey(topic);
    }

    /// Whether the chat has been subscribed to the topic since before that step, and nothing was in the way.
    boolean wantsAllSince(String topic, int step) {
        return subscribedSince.getOrDefault(topic, Integer.MAX_VALUE) < step && disturbed < step && !blocked;
    }

    String name() {
        return (isGroup() ? "group " : "chat ") + Math.abs(chat.id());
    }
}
