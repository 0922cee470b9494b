package digestbot.api.push;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// A token with which a pipeline may push digests, known by its hash.
///
/// @param name the name of the pipeline
/// @param hash of its secret, as in [PushSecret#hash]
/// @param topics the ids of the topics that it may push, in lower case; empty for all
public record PushToken(String name, String hash, Set<String> topics) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    public PushToken {
        topics = Set.copyOf(topics);
    }

    /// Tells whether the text may be the name of a token, or the id of a topic.
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /// Takes the same time whether and where the hashes differ.
    static Optional<PushToken> find(List<PushToken> tokens, PushSecret secret) {
        byte[] hash = secret.hash().getBytes(StandardCharsets.US_ASCII);
        Optional<PushToken> found = Optional.empty();
        for (PushToken token : tokens) {
            if (MessageDigest.isEqual(token.hash().getBytes(StandardCharsets.US_ASCII), hash)) {
                found = Optional.of(token);
            }
        }
        return found;
    }

    boolean mayPush(String topic) {
        return topics.isEmpty() || topics.contains(topic.toLowerCase(Locale.ROOT));
    }
}
