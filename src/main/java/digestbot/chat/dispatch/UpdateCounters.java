package digestbot.chat.dispatch;

import digestbot.audience.Platform;
import digestbot.content.action.ChatAction;
import digestbot.content.action.Invocation;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Counts what people asked the bot since the start, answered or not. Thread-safe.
public final class UpdateCounters {

    private final Map<Platform, Map<String, LongAdder>> counts = new ConcurrentHashMap<>();

    void add(Platform platform, Invocation invocation) {
        String typed = invocation.action() instanceof ChatAction.Unknown ? "other" : "command";
        add(platform, invocation.byPress() ? "press" : typed);
    }

    private void add(Platform platform, String kind) {
        counts.computeIfAbsent(platform, _ -> new ConcurrentHashMap<>())
                .computeIfAbsent(kind, _ -> new LongAdder())
                .increment();
    }

    /// The counts of a platform by kind. Text that is not a command counts as other.
    public Map<String, Long> of(Platform platform) {
        Map<String, LongAdder> known = counts.getOrDefault(platform, Map.of());
        return Stream.of("command", "other", "press")
                .collect(Collectors.toMap(
                        kind -> kind,
                        kind -> known.getOrDefault(kind, new LongAdder()).sum(),
                        Long::sum,
                        TreeMap::new));
    }
}
