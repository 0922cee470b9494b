package digestbot.api.push;

import digestbot.config.Key;
import digestbot.digest.DigestKey;
import digestbot.library.archive.FileContent.ContentHash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A token for pushing digests from a pipeline, known by its hash.
///
/// @param name the name of the pipeline
/// @param hash the hash of the secret, as in [PushSecret#hash]
/// @param topics the ids of the topics that it may push, in lower case; empty for all
public record PushToken(
        @Key(pattern = DigestKey.ID, expected = "at most 64 letters, digits and . _ -")
        String name,

        @Key(
                name = "token",
                hidden = true,
                harmless = PushSecret.HASH,
                parse = "hash",
                expected = "a token or its hash, as “digestbot token” prints them",
                remedy = "make one with: digestbot token")
        String hash,

        @Key(pattern = DigestKey.ID, expected = "ids of topics")
        Set<String> topics) {

    public PushToken {
        topics = topics.stream().map(topic -> topic.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    static Optional<String> hash(String text) {
        return PushSecret.of(text)
                .map(PushSecret::hash)
                .or(() -> Optional.of(text).filter(hash -> hash.matches(PushSecret.HASH)));
    }

    /// Finds the token of a secret in constant time, wherever the hashes differ.
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

    /// The secret text of a token, by which a pipeline proves that it may push digests. Only
    /// [#reveal] exposes it, so that it does not end up in a log or an exception by accident.
    ///
    /// It has 256 random bits, so that a plain hash is safe in a configuration: nobody can guess
    /// it.
    public static final class PushSecret {

        /// The prefix by which programs that look for leaked secrets recognise a token.
        private static final String PREFIX = "dbt_";

        private static final String HASH_PREFIX = "sha256:";
        static final String HASH = HASH_PREFIX + "[0-9a-f]{64}";
        private static final int BYTES = 32;
        private static final Pattern FORM = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{43}");

        private final String text;

        private PushSecret(String text) {
            this.text = text;
        }

        public static PushSecret random() {
            byte[] bytes = new byte[BYTES];
            new SecureRandom().nextBytes(bytes);
            return new PushSecret(
                    PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        }

        /// Parses a secret; empty if the text cannot be one.
        public static Optional<PushSecret> of(String text) {
            return FORM.matcher(text).matches() ? Optional.of(new PushSecret(text)) : Optional.empty();
        }

        public String reveal() {
            return text;
        }

        /// The SHA-256 of the text, as in the configuration: `sha256:` and 64 hexadecimal digits.
        public String hash() {
            return HASH_PREFIX + ContentHash.of(text).hex();
        }

        @Override
        public String toString() {
            return "Token[…]";
        }
    }
}
