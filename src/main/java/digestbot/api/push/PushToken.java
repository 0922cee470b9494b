package digestbot.api.push;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What is known of a token, without its secret.
///
/// @param topics the ids of the topics that it may push, in lower case; empty for all
/// @param usedAt the last push
public record PushToken(String name, Set<String> topics, Instant createdAt, Optional<Instant> usedAt) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    public PushToken {
        topics = Set.copyOf(topics);
    }

    /// Tells whether the text may be the name of a token, or the id of a topic.
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /// Tells whether it may push digests of the topic.
    boolean mayPush(String topic) {
        return topics.isEmpty() || topics.contains(topic.toLowerCase(Locale.ROOT));
    }
}
