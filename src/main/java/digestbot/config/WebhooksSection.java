package digestbot.config;

import digestbot.webhook.EventType;
import digestbot.webhook.WebhookFormat;
import digestbot.webhook.WebhookSecret;
import digestbot.webhook.WebhookSettings;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads the webhooks. One without an address is off.
final class WebhooksSection {

    static final String KEY = "webhooks";

    private static final String URL = "url";
    private static final String SECRET = "secret";
    private static final String EVENTS = "events";
    private static final String NAME = "name";
    private static final String FORMAT = "format";

    private WebhooksSection() {}

    static List<WebhookSettings> read(YamlSection root) {
        List<WebhookSettings> webhooks = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (YamlSection section : root.listedSections(KEY)) {
            Optional<WebhookSettings> webhook = webhook(section);
            section.reportUnknownKeys();
            webhook.ifPresent(webhooks::add);
            webhook.filter(read -> !names.add(read.name().toLowerCase(Locale.ROOT)))
                    .ifPresent(read -> section.refuse(
                            NAME,
                            "another webhook is called “%s”; give each a name of its own".formatted(read.name())));
        }
        return List.copyOf(webhooks);
    }

    private static Optional<WebhookSettings> webhook(YamlSection section) {
        Optional<URI> url =
                section.hidden(URL, "an address that begins with http:// or https://", WebhooksSection::url);
        Optional<WebhookSecret> secret = secret(section);
        Set<EventType> events = events(section);
        WebhookFormat format = section.convert(
                        FORMAT, WebhookFormat.JSON.id(), "one of " + formats(), WebhookFormat::find)
                .orElse(WebhookFormat.JSON);
        Optional<String> name = section.convert(
                NAME,
                "",
                "at most 60 letters, digits and . _ -",
                text -> Optional.of(text).filter(named -> named.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,59}")));
        if (url.isEmpty()) {
            return Optional.empty();
        }
        if (format == WebhookFormat.JSON && section.isEmpty(SECRET)) {
            section.refuse(SECRET, "is missing; make one with: echo whsec_$(openssl rand -base64 24)");
        }
        if (url.filter(address -> !format.accepts(address)).isPresent()) {
            section.refuse(URL, "has no topic; an address of ntfy ends with it, such as https://ntfy.sh/topic");
            return Optional.empty();
        }
        return url.map(address -> new WebhookSettings(name.orElse(address.getHost()), address, secret, events, format));
    }

    private static Optional<URI> url(String text) {
        URI uri = URI.create(text);
        boolean valid = Set.of("http", "https").contains(String.valueOf(uri.getScheme()))
                && uri.getHost() != null
                && uri.getRawUserInfo() == null
                && uri.getRawFragment() == null;
        return valid ? Optional.of(uri) : Optional.empty();
    }

    private static Optional<WebhookSecret> secret(YamlSection section) {
        String text = section.secret(SECRET);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new WebhookSecret(text));
        } catch (IllegalArgumentException e) {
            section.refuse(
                    SECRET,
                    "not a secret, because %s; make one with: echo whsec_$(openssl rand -base64 24) (the value is hidden)"
                            .formatted(e.getMessage()));
            return Optional.empty();
        }
    }

    private static Set<EventType> events(YamlSection section) {
        String allowed = EventType.configurable().stream().map(EventType::id).collect(Collectors.joining(", "));
        List<EventType> events = section.list(
                EVENTS, "any of " + allowed, text -> EventType.find(text).filter(EventType.configurable()::contains));
        return events.isEmpty() ? Set.copyOf(EventType.configurable()) : Set.copyOf(events);
    }

    private static String formats() {
        return Stream.of(WebhookFormat.values()).map(WebhookFormat::id).collect(Collectors.joining(", "));
    }
}
