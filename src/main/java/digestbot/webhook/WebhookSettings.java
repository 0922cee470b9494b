package digestbot.webhook;

import digestbot.config.CheckedSection;
import digestbot.config.Key;
import digestbot.database.Hmac;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/// A configured webhook.
///
/// @param name unique ignoring case; if empty, it becomes the host of the address
/// @param url a secret: a person who knows it can often post there, so it is never logged or shown
/// @param secret empty if the events are not signed
/// @param events if empty, they become all that can be configured
public record WebhookSettings(
        @Key(def = "", pattern = "[A-Za-z0-9][A-Za-z0-9._-]{0,59}", expected = "at most 60 letters, digits and . _ -")
        String name,

        @Key(
                hidden = true,
                pattern = "\\w+://[^/?#@]*([/?][^#]*)?",
                expected = "an address that begins with http:// or https://")
        URI url,

        @Key(hidden = true, refusal = "not a secret, because %s; " + REMEDY + " (the value is hidden)")
        Optional<WebhookSecret> secret,

        @Key(expected = "any of published, corrected, withdrawn, held, late, broadcast-done")
        Set<EventType> events,

        @Key(def = "json") WebhookFormat format)
        implements CheckedSection {

    private static final String REMEDY = "make one with: echo whsec_$(openssl rand -base64 24)";

    public WebhookSettings {
        name = name.isEmpty() ? url.getHost() : name;
        events = Set.copyOf(events.isEmpty() ? EnumSet.allOf(EventType.class) : events);
    }

    @Override
    public void check(BiConsumer<String, String> refuse) {
        if (format == WebhookFormat.JSON && secret.isEmpty()) {
            refuse.accept("secret", "is missing; " + REMEDY);
        }
    }

    /// The database's key of the webhook. It survives a change of the address.
    public String key() {
        return name.toLowerCase(Locale.ROOT);
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
            byte[] signature = Hmac.sign(key, "%s.%d.".formatted(id, at.getEpochSecond()), body);
            return "v1," + Base64.getEncoder().encodeToString(signature);
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
