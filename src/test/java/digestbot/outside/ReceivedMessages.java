package digestbot.outside;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The messages that each chat received, in order. Of a message only a number is kept, which stands
/// for its label: its first line and the hash of its text, or the marks in it. Thread-safe.
final class ReceivedMessages {

    private static final int LONGEST_LABEL = 60;

    private final Map<Long, Numbers> chats = new HashMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> labels = new ArrayList<>();
    private Pattern marks = Pattern.compile("");

    /// A message's label is the pattern's matches, joined by spaces, if there are any.
    synchronized void marks(String pattern) {
        marks = Pattern.compile(pattern);
    }

    synchronized void add(long chat, String text) {
        int number = numbers.computeIfAbsent(label(text), label -> {
            labels.add(label);
            return labels.size() - 1;
        });
        chats.computeIfAbsent(chat, _ -> new Numbers()).add(number);
        notifyAll();
    }

    private String label(String text) {
        String marked = marks.pattern().isEmpty()
                ? ""
                : marks.matcher(text).results().map(MatchResult::group).collect(Collectors.joining(" "));
        if (!marked.isEmpty()) {
            return marked;
        }
        String first = text.lines().findFirst().orElse("");
        return "%s #%08x".formatted(first.substring(0, Math.min(LONGEST_LABEL, first.length())), text.hashCode());
    }

    synchronized int count(long chat) {
        return chats.getOrDefault(chat, new Numbers()).size;
    }

    /// Waits until the chat has received more than so many; returns whether that came true in time.
    synchronized boolean awaitMoreThan(long chat, int before, long nanos) {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; count(chat) <= before; left = end - System.nanoTime()) {
            if (left <= 0) {
                return false;
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return true;
    }

    /// The labels of each chat's messages.
    synchronized Map<Long, List<String>> all() {
        Map<Long, List<String>> all = new HashMap<>();
        chats.forEach((chat, received) -> all.put(
                chat,
                Arrays.stream(received.values, 0, received.size)
                        .mapToObj(labels::get)
                        .toList()));
        return all;
    }

    synchronized void clear() {
        chats.clear();
    }

    private static final class Numbers {
        private int[] values = new int[2];
        private int size;

        void add(int value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, 2 * size);
            }
            values[size++] = value;
        }
    }
}
