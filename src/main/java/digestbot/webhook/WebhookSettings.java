package digestbot.webhook;

import digestbot.library.archive.FileContent.ContentHash;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A configured webhook.
///
/// @param name unique ignoring case
/// @param url a secret: a person who knows it can often post there, so it is never logged or shown
/// @param secret empty if the events are not signed
public record WebhookSettings(
        String name, URI url, Optional<WebhookSecret> secret, Set<EventType> events, WebhookFormat format) {

    public WebhookSettings {
        events = Set.copyOf(events);
    }

    /// The database knows the webhook by it, so that one with another address is still the same.
    public String key() {
        return name.toLowerCase(Locale.ROOT);
    }

    /// A fingerprint of what decides whether the receiver takes an event.
    String fingerprint() {
        return ContentHash.of("%s %s %s".formatted(url, format, secret.hashCode()))
                .hex();
    }

    /// The part of the address that is not secret.
    public String host() {
        return url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
    }

    @Override
    public String toString() {
        return "webhook " + name;
    }

    /// The secret with which events are signed, as Standard Webhooks defines it: `whsec_` and 24 to 64
    /// bytes in base64. It is never shown.
    public static final class WebhookSecret {

        private static final String PREFIX = "whsec_";
        private static final int MIN_BYTES = 24;
        private static final int MAX_BYTES = 64;
        private static final String ALGORITHM = "HmacSHA256";

        private final byte[] key;

        /// Fails with an [IllegalArgumentException] that does not contain the malformed text.
        public WebhookSecret(String text) {
            String encoded = text.strip();
            if (!encoded.startsWith(PREFIX)) {
                throw new IllegalArgumentException("it does not begin with " + PREFIX);
            }
            try {
                key = Base64.getDecoder().decode(encoded.substring(PREFIX.length()));
            } catch (IllegalArgumentException _) {
                throw new IllegalArgumentException("what follows " + PREFIX + " is not base64");
            }
            if (key.length < MIN_BYTES || key.length > MAX_BYTES) {
                throw new IllegalArgumentException(
                        "it has %d bytes, not %d to %d".formatted(key.length, MIN_BYTES, MAX_BYTES));
            }
        }

        /// The signature of a request, for the header `webhook-signature`.
        public String sign(String id, Instant at, byte[] body) {
            try {
                var mac = Mac.getInstance(ALGORITHM);
                mac.init(new SecretKeySpec(key, ALGORITHM));
                mac.update("%s.%d.".formatted(id, at.getEpochSecond()).getBytes(StandardCharsets.UTF_8));
                return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("this Java has no " + ALGORITHM, e);
            }
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof WebhookSecret secret && Arrays.equals(key, secret.key);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(key);
        }

        @Override
        public String toString() {
            return "WebhookSecret[…]";
        }
    }
}
