package digestbot.api.push;

import digestbot.config.Key;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A token with which a pipeline may push digests, known by its hash.
///
/// @param name the name of the pipeline
/// @param hash of its secret, as in [PushSecret#hash]
/// @param topics the ids of the topics that it may push, in lower case; empty for all
public record PushToken(
        @Key(pattern = NAME, expected = "at most 64 letters, digits and . _ -")
        String name,

        @Key(
                name = "token",
                hidden = true,
                harmless = PushSecret.HASH,
                parse = "hash",
                expected = "a token or its hash, as “digestbot token” prints them",
                remedy = "make one with: digestbot token")
        String hash,

        @Key(pattern = NAME, expected = "ids of topics") Set<String> topics) {

    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

    public PushToken {
        topics = topics.stream().map(topic -> topic.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    static Optional<String> hash(String text) {
        return PushSecret.of(text)
                .map(PushSecret::hash)
                .or(() -> Optional.of(text).filter(hash -> hash.matches(PushSecret.HASH)));
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
