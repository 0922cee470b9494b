package digestbot.writing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.rometools.rome.feed.module.DCModule;
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
import java.io.UnsupportedEncodingException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;
import org.jdom2.Document;
import org.jdom2.Element;
import org.jdom2.JDOMException;
import org.jdom2.Namespace;
import org.jdom2.input.StAXStreamBuilder;
import org.jspecify.annotations.Nullable;

/// Reads RSS, Atom and JSON Feed, one feed at a time and no more of it than its first entries. Feeds
/// with a document type are refused.
final class FeedParser {

    private static final int MAX_ENTRIES = 500;
    private static final int MAX_TITLE = 300;
    private static final int MAX_DESCRIPTION = 600;

    /// The text with its markup.
    private static final int MAX_TEXT = 20 * MAX_DESCRIPTION;

    private static final int MIN_TITLE_WEIGHT = 16;

    private static final Pattern TAG = Pattern.compile("<[^<>]{0,2000}>");
    private static final Pattern PAGE = Pattern.compile(
            "(?is)[^<]*+(?:<\\?.*?\\?>|<!--.*?-->|\\s+)*+<(?:!doctype\\s+html|html|head|body|title|meta|link)\\b");
    private static final JsonFactory JSON = new JsonFactory();
    private static final Set<String> KEYS = Set.of(
            "title",
            "language",
            "external_url",
            "url",
            "summary",
            "content_text",
            "content_html",
            "date_published",
            "date_modified");
    private static final Object TURN = new Object();

    private FeedParser() {}

    /// @param title may be empty
    record ParsedFeed(String title, List<FeedEntry> entries) {}

    /// @throws IOException if the content is not a feed; the message continues a sentence
    static ParsedFeed parse(URI address, byte[] content, String contentType) throws IOException {
        synchronized (TURN) {
            try {
                return isJson(content) ? json(address, content) : xml(address, content, contentType);
            } catch (UnsupportedEncodingException _) {
                throw new IOException("has an unknown encoding");
            } catch (FeedException
                    | XMLStreamException
                    | JDOMException
                    | JsonProcessingException
                    | RuntimeException
                    | StackOverflowError e) {
                throw new IOException(
                        isPage(content)
                                ? "is a web page, not a feed"
                                : String.valueOf(e.getCause()).endsWith(BoundedXml.DOCUMENT_TYPE)
                                        ? BoundedXml.DOCUMENT_TYPE
                                        : "is no RSS, Atom or JSON feed");
            }
        }
    }

    static boolean isPage(byte[] content) {
        return PAGE.matcher(new String(content, 0, Math.min(content.length, MAX_DESCRIPTION), ISO_8859_1))
                .lookingAt();
    }

    private static boolean isJson(byte[] content) {
        return new String(content, 0, Math.min(content.length, MAX_TITLE), UTF_8)
                .replace("\uFEFF", "")
                .stripLeading()
                .startsWith("{");
    }

    private static ParsedFeed xml(URI address, byte[] content, String contentType)
            throws IOException, FeedException, XMLStreamException, JDOMException {
        try (Reader reader = reader(content, contentType)) {
            var input = new SyndFeedInput();
            Document document = new StAXStreamBuilder().build(BoundedXml.of(reader, MAX_ENTRIES, MAX_TEXT));
            document.setBaseURI(address.toString());
            document.getRootElement().getChildren().forEach(FeedParser::complete);
            SyndFeed feed = input.build(document);
            String language = language(feed.getLanguage());
            List<FeedEntry> entries = feed.getEntries().stream()
                    .flatMap(entry -> entry(address, entry, language).stream())
                    .toList();
            return new ParsedFeed(plain(feed.getTitle(), MAX_TITLE), entries);
        }
    }

    private static Reader reader(byte[] content, String contentType) throws IOException {
        var in = new ByteArrayInputStream(content);
        return contentType.isBlank() ? new XmlReader(in, true) : new XmlReader(in, contentType, true);
    }

    /// Says in the entry what the library does not inherit, in words that it reads.
    private static void complete(Element entry) {
        Stream.iterate(entry, Objects::nonNull, Element::getParentElement)
                .map(each -> each.getAttributeValue("lang", Namespace.XML_NAMESPACE))
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresent(tag -> entry.addContent(new Element("language", DCModule.URI).setText(tag)));
        for (Element link : entry.getChildren("link", entry.getNamespace())) {
            try {
                link.setAttribute("href", absolute(link.getXMLBaseURI(), link.getAttributeValue("href", "")));
            } catch (URISyntaxException _) {
                // It stays as it is.
            }
        }
    }

    private static Optional<FeedEntry> entry(URI address, SyndEntry entry, String language) {
        String own = language(((DCModule) entry.getModule(DCModule.URI)).getLanguage());
        Date date = entry.getPublishedDate() == null ? entry.getUpdatedDate() : entry.getPublishedDate();
        SyndContent description = entry.getDescription();
        return entry(
                address,
                entry.getTitle(),
                entry.getLink(),
                description == null ? "" : description.getValue(),
                date == null ? null : date.toInstant(),
                entry.getSource() == null ? "" : entry.getSource().getTitle(),
                own.isEmpty() ? language : own);
    }

    private static ParsedFeed json(URI address, byte[] content) throws IOException {
        Map<String, String> feed = new HashMap<>();
        List<Map<String, String>> items = new ArrayList<>();
        boolean hasItems = false;
        try (JsonParser parser = JSON.createParser(content)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean isItems = parser.currentName().equals("items");
                if (parser.nextToken() == JsonToken.START_ARRAY && isItems) {
                    hasItems = true;
                    readItems(parser, items);
                } else {
                    keepText(parser, feed);
                }
            }
        }
        if (!hasItems) {
            throw new IOException("is JSON, but no JSON feed");
        }
        String language = text(feed, "language");
        List<FeedEntry> entries = items.stream()
                .flatMap(item -> entry(
                        address,
                        text(item, "title"),
                        text(item, "external_url", "url"),
                        text(item, "summary", "content_text", "content_html"),
                        date(text(item, "date_published", "date_modified")),
                        "",
                        language(item.getOrDefault("language", language)))
                        .stream())
                .toList();
        return new ParsedFeed(plain(text(feed, "title"), MAX_TITLE), entries);
    }

    private static void readItems(JsonParser parser, List<Map<String, String>> items) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (items.size() == MAX_ENTRIES || parser.currentToken() != JsonToken.START_OBJECT) {
                parser.skipChildren();
            } else {
                Map<String, String> item = new HashMap<>();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    parser.nextToken();
                    keepText(parser, item);
                }
                items.add(item);
            }
        }
    }

    private static void keepText(JsonParser parser, Map<String, String> texts) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING && KEYS.contains(parser.currentName())) {
            String text = parser.getText();
            texts.put(parser.currentName(), text.substring(0, Math.min(text.length(), MAX_TEXT)));
        } else {
            parser.skipChildren();
        }
    }

    /// The value of the first key that has one.
    private static String text(Map<String, String> item, String... keys) {
        return Stream.of(keys)
                .map(key -> item.getOrDefault(key, ""))
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

    /// The entry; empty if it lacks a headline, an address or a date.
    private static Optional<FeedEntry> entry(
            URI feed,
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
        Optional<WebAddress> address = link == null ? Optional.empty() : WebAddress.parse(absolute(feed, link.strip()));
        return address.isEmpty() || at == null || FeedEntry.weight(headline) < MIN_TITLE_WEIGHT
                ? Optional.empty()
                : Optional.of(new FeedEntry(
                        headline, address.get(), plain(description, MAX_DESCRIPTION), at, outlet, language));
    }

    private static String absolute(URI feed, String link) {
        try {
            return link.isEmpty() || link.matches("(?s)[A-Za-z][\\w+.-]*:.*")
                    ? link
                    : feed.resolve(link).toString();
        } catch (IllegalArgumentException _) {
            return link;
        }
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
