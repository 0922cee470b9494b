package digestbot.faults;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Compares the messages that chats received with the expected ones.
///
/// @param expected the number of expected parts
/// @param lost the expected parts that never came
/// @param repeated the number of messages that had come before
/// @param disorder parts that came before an earlier one, or in its place
record DeliveryLedger(int expected, List<String> lost, int repeated, List<String> disorder, List<String> unexpected) {

    /// A chat's parts must be different from one another, and are in the order in which they must
    /// come. Any earlier part may be repeated: a node that was suspended may send its last request
    /// after another one has sent everything.
    static DeliveryLedger of(Map<Long, List<String>> expected, Map<Long, List<String>> received) {
        List<String> lost = new ArrayList<>();
        List<String> disorder = new ArrayList<>();
        List<String> unexpected = new ArrayList<>();
        int parts = 0;
        int repeated = 0;
        for (Map.Entry<Long, List<String>> account : expected.entrySet()) {
            List<String> due = account.getValue();
            if (new HashSet<>(due).size() < due.size()) {
                throw new IllegalArgumentException("these parts cannot be told apart: " + due);
            }
            parts += due.size();
            Set<String> seen = new HashSet<>();
            int latest = -1;
            for (String part : received.getOrDefault(account.getKey(), List.of())) {
                int place = due.indexOf(part);
                if (place < 0) {
                    unexpected.add(entry(account.getKey(), part));
                } else {
                    if (place > latest + 1) {
                        disorder.add(entry(account.getKey(), part));
                    }
                    repeated += seen.add(part) ? 0 : 1;
                    latest = Math.max(latest, place);
                }
            }
            due.stream().filter(part -> !seen.contains(part)).forEach(part -> lost.add(entry(account.getKey(), part)));
        }
        received.forEach((chat, messages) -> {
            if (!expected.containsKey(chat)) {
                messages.forEach(message -> unexpected.add(entry(chat, message)));
            }
        });
        return new DeliveryLedger(parts, lost, repeated, disorder, unexpected);
    }

    private static String entry(long chat, String part) {
        return chat + ": " + part;
    }

    /// True if no part is lost, out of order or unexpected.
    boolean isSound() {
        return lost.isEmpty() && disorder.isEmpty() && unexpected.isEmpty();
    }

    String line() {
        return "expected %d, lost %d, repeated %d, out of order %d, unexpected %d"
                .formatted(expected, lost.size(), repeated, disorder.size(), unexpected.size());
    }
}
