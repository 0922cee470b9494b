package digestbot.sandbox.page;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The feeds of two invented newspapers, whose articles are always a few hours old.
final class SampleFeeds {

    /// The name of each newspaper, and its headlines. Both report on the bridge.
    private static final Map<String, List<String>> HEADLINES = Map.of(
            "north",
            List.of(
                    "Northern Courier",
                    "New harbour bridge opens to trams after two years of delay",
                    "Fishing fleet returns with its largest catch since spring",
                    "School kitchens buy vegetables from farms nearby"),
            "south",
            List.of(
                    "Southern Echo",
                    "Trams cross the new harbour bridge after years of delay",
                    "Night buses run again at weekends",
                    "Museum lends its oldest maps to the university"));

    private SampleFeeds() {}

    /// A feed as RSS.
    static Optional<String> find(String name, Instant now) {
        return Optional.ofNullable(HEADLINES.get(name)).map(lines -> {
            StringBuilder items = new StringBuilder();
            for (int i = 1; i < lines.size(); i++) {
                Instant at = now.minus(Duration.ofHours(i));
                items.append(
                        "<item><title>%s</title><link>https://%s.example/%s/%d</link><pubDate>%s</pubDate></item>\n"
                                .formatted(
                                        lines.get(i),
                                        name,
                                        at.atOffset(ZoneOffset.UTC).toLocalDate(),
                                        i,
                                        DateTimeFormatter.RFC_1123_DATE_TIME.format(at.atOffset(ZoneOffset.UTC))));
            }
            return "<rss version=\"2.0\"><channel><title>%s</title><language>en</language>\n%s</channel></rss>"
                    .formatted(lines.getFirst(), items);
        });
    }
}
