package digestbot.writing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.rometools.rome.feed.synd.SyndContent;
import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.SyndFeedInput;
import com.rometools.rome.io.XmlReader;
import digestbot.markdown.PlainText;
import digestbot.markdown.TextCleaner;
import digestbot.markdown.WebAddress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads RSS, Atom and JSON Feed. Of XML, no document type and so no entity is read, and one feed at
/// a time, because a tree takes many times the memory of its text.
final class FeedParser {

    private static final int MAX_ENTRIES = 200;
    private static final int MAX_TITLE = 300;
    private static final int MAX_DESCRIPTION = 600;

    /// A shorter title is no headline.
    private static final int MIN_TITLE_WEIGHT = 16;

    private static final Pattern TAG = Pattern.compile("<[^<>]{0,2000}>");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Object TURN = new Object();

    private FeedParser() {}

    /// @param title may be empty
    record ParsedFeed(String title, List<FeedEntry> entries) {}

    /// @throws IOException if it is no feed; the message continues a sentence
    static ParsedFeed parse(byte[] content, String contentType) throws IOException {
        try {
            return isJson(content) ? json(content) : xml(content, contentType);
        } catch (FeedException | RuntimeException | StackOverflowError _) {
            throw new IOException("is no RSS, Atom or JSON feed");
        }
    }

    private static boolean isJson(byte[] content) {
        return new String(content, 0, Math.min(content.length, MAX_TITLE), StandardCharsets.UTF_8)
                .replace("\uFEFF", "")
                .stripLeading()
                .startsWith("{");
    }

    private static ParsedFeed xml(byte[] content, String contentType) throws IOException, FeedException {
        synchronized (TURN) {
            var input = new SyndFeedInput();
            input.setAllowDoctypes(false);
            try (Reader reader = reader(content, contentType)) {
                SyndFeed feed = input.build(reader);
                String language = language(feed.getLanguage());
                List<FeedEntry> entries = feed.getEntries().stream()
                        .limit(MAX_ENTRIES)
                        .flatMap(entry -> entry(entry, language).stream())
                        .toList();
                return new ParsedFeed(plain(feed.getTitle(), MAX_TITLE), entries);
            }
        }
    }

    private static Reader reader(byte[] content, String contentType) throws IOException {
        var in = new ByteArrayInputStream(content);
        return contentType.isBlank() ? new XmlReader(in, true) : new XmlReader(in, contentType, true);
    }

    private static Optional<FeedEntry> entry(SyndEntry entry, String language) {
        Date date = entry.getPublishedDate() == null ? entry.getUpdatedDate() : entry.getPublishedDate();
        SyndContent description = entry.getDescription();
        return entry(
                entry.getTitle(),
                entry.getLink(),
                description == null ? "" : description.getValue(),
                date == null ? null : date.toInstant(),
                entry.getSource() == null ? "" : entry.getSource().getTitle(),
                language);
    }

    private static ParsedFeed json(byte[] content) throws IOException {
        JsonNode feed = JSON.readTree(content);
        if (!feed.path("items").isArray()) {
            throw new IOException("is JSON, but no JSON feed");
        }
        String language = feed.path("language").asText("");
        List<FeedEntry> entries = feed.path("items")
                .valueStream()
                .limit(MAX_ENTRIES)
                .flatMap(item -> entry(
                        text(item, "title"),
                        text(item, "external_url", "url"),
                        text(item, "summary", "content_text", "content_html"),
                        date(text(item, "date_published", "date_modified")),
                        "",
                        language(item.path("language").asText(language)))
                        .stream())
                .toList();
        return new ParsedFeed(plain(text(feed, "title"), MAX_TITLE), entries);
    }

    /// Of the first of the keys that has one.
    private static String text(JsonNode item, String... keys) {
        return Stream.of(keys)
                .map(key -> item.path(key).asText(""))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static @Nullable Instant date(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException _) {
            return null;
        }
    }

    /// Empty without a headline, an address and a date.
    private static Optional<FeedEntry> entry(
            @Nullable String title,
            @Nullable String link,
            @Nullable String description,
            @Nullable Instant at,
            @Nullable String source,
            String language) {
        String outlet = plain(source, MAX_TITLE);
        String headline = plain(title, MAX_TITLE);
        if (!outlet.isEmpty() && headline.endsWith(" - " + outlet)) {
            headline = headline.substring(0, headline.length() - outlet.length() - 3);
        }
        Optional<WebAddress> address = link == null ? Optional.empty() : WebAddress.parse(link);
        return address.isEmpty() || at == null || TitleWords.weight(headline) < MIN_TITLE_WEIGHT
                ? Optional.empty()
                : Optional.of(new FeedEntry(
                        headline, address.get(), plain(description, MAX_DESCRIPTION), at, outlet, language));
    }

    private static String language(@Nullable String tag) {
        String text = tag == null ? "" : tag.strip().replace('_', '-');
        return text.matches("[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}") ? text : "";
    }

    /// Text without tags and entities.
    private static String plain(@Nullable String html, int maxLength) {
        if (html == null) {
            return "";
        }
        String text = html.substring(0, Math.min(html.length(), 20 * maxLength));
        String bare = TAG.matcher(text).replaceAll(" ").replace("\\", "\\\\");
        return TextCleaner.line(PlainText.unescape(bare), maxLength);
    }
}
