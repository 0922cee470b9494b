package digestbot.faults;

import digestbot.app.BotFixture;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Digests of today whose points carry marks that identify a message: each part of a digest is a
/// list of marks, which begin with the name, in small letters. Each of the three sections has so
/// many points.
record MarkedDigests(String topic, String name, int points) {

    /// See [digestbot.outside.Simulators#marks].
    static final String MARKS = "Q[a-z]+\\d\\dQ";

    private static final Pattern MARKED = Pattern.compile(MARKS);

    /// True if the message shows any of these digests.
    static boolean isMarked(String message) {
        return MARKED.matcher(message).lookingAt();
    }

    String file() {
        return topic + ".md";
    }

    /// The messages that show this digest, in their order.
    List<String> of(List<String> messages) {
        return messages.stream()
                .filter(message -> message.startsWith("Q" + name))
                .toList();
    }

    String text() {
        return BotFixture.digest(topic, Attack.today().toString(), points("h"))
                .replace("The first side says its part about it, at some length.", points("u"))
                .replace("The second side says its part about it, at some length.", points("c"));
    }

    private String points(String section) {
        return IntStream.range(0, points)
                .mapToObj(i -> "Q%s%s%02dQ and what is there to say about it, at some length, so that it takes room."
                        .formatted(name, section, i))
                .collect(Collectors.joining("\n- "));
    }
}
