package digestbot.webhook;

import digestbot.library.archive.FileContent.ContentHash;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

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
}
