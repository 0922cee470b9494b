package digestbot.writing;

import com.rometools.rome.io.XmlReader;
import digestbot.markdown.PlainText;
import digestbot.writing.FeedParser.ParsedFeed;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;
import org.jdom2.Element;
import org.jdom2.JDOMException;
import org.jdom2.filter.Filters;
import org.jdom2.input.StAXStreamBuilder;

/// Finds the feeds of web pages, for people who set up a topic. Nothing is stored.
public final class FeedFinder implements AutoCloseable {

    private static final int MAX_FEEDS = 9;
    private static final List<String> USUAL_PATHS =
            List.of("/feed", "/rss", "/rss.xml", "/atom.xml", "/feed.xml", "/index.xml");
    private static final Pattern LINK =
            Pattern.compile("(?i)<link\\s((?:[^<>\"']++|\"[^\"]{0,2000}+\"|'[^']{0,2000}+'){0,60}+)>");

    private final HttpReader http = new HttpReader();

    /// A feed that can be read.
    ///
    /// @param title may be empty
    public record FoundFeed(String address, String title) {}

    /// The address alone if it is a feed with an article, or else the feeds with articles that the
    /// web page there offers, at least one of them.
    ///
    /// @throws IOException if there are none; the message continues a sentence about the address
    public List<FoundFeed> find(String address) throws IOException {
        try {
            var client = new FeedClient(http, Stream.of(URI.create(address)), FeedClient.TIMEOUT);
            HttpResponse<byte[]> answer = client.read(URI.create(address), Optional.empty());
            if (!FeedParser.isPage(answer.body())) {
                return List.of(found(address, FeedClient.parsed(answer)));
            }
            URI page = answer.uri().getPath().isEmpty() ? answer.uri().resolve("/") : answer.uri();
            List<FoundFeed> offered = links(new String(answer.body(), StandardCharsets.UTF_8))
                    .distinct()
                    .limit(MAX_FEEDS)
                    .flatMap(link -> tried(client, page, link))
                    .toList();
            return offered.isEmpty()
                    ? List.of(USUAL_PATHS.stream()
                            .flatMap(path -> tried(client, page, path))
                            .findFirst()
                            .orElseThrow(() -> new IOException("is a web page without a feed."
                                    + " Find the feed's address (often behind an RSS sign) and try again")))
                    : offered;
        } catch (IllegalArgumentException _) {
            throw new IOException("is no address of a feed");
        }
    }

    private Stream<FoundFeed> tried(FeedClient client, URI page, String link) {
        try {
            URI feed = client.permitted(page, link, true);
            var reader = new FeedClient(http, Stream.of(feed), FeedClient.TIMEOUT);
            return Stream.of(found(feed.toASCIIString(), reader.fetch(feed)));
        } catch (IOException | IllegalArgumentException _) {
            return Stream.empty();
        }
    }

    private static FoundFeed found(String address, ParsedFeed feed) throws IOException {
        if (feed.entries().isEmpty()) {
            throw new IOException("is a feed, but has no article with a headline, a link and a date");
        }
        return new FoundFeed(address, feed.title());
    }

    private static Stream<String> links(String html) {
        return LINK.matcher(html)
                .results()
                .map(link -> link.group(1))
                .filter(link -> attribute(link, "rel").matches("(?is).*\\balternate\\b.*")
                        && attribute(link, "type").matches("(?i)application/(rss\\+xml|atom\\+xml|feed\\+json)"))
                .map(link -> attribute(link, "href"));
    }

    private static String attribute(String tag, String name) {
        Matcher found = Pattern.compile("(?is)(?<![\\w-])%s\\s*=\\s*([\"']?)(.*?)\\1(?=\\s|/?$)".formatted(name))
                .matcher(tag);
        return found.find() ? PlainText.unescape(found.group(2)).strip() : "";
    }

    /// The feeds of a feed reader's export (OPML), by the names of its outermost groups.
    ///
    /// @throws IOException if there are no two of them; the message continues a sentence
    public static Map<String, List<String>> groups(Path opml) throws IOException {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        try (Reader reader = new XmlReader(Files.newInputStream(opml), true)) {
            Element root =
                    new StAXStreamBuilder().build(BoundedXml.of(reader, 0, 0)).getRootElement();
            for (Element group : root.getChild("body").getChildren("outline")) {
                String name = group.getAttributeValue("text", "");
                for (Element outline : group.getDescendants(Filters.element("outline"))) {
                    if (outline.getAttribute("xmlUrl") != null) {
                        groups.computeIfAbsent(name, _ -> new ArrayList<>()).add(outline.getAttributeValue("xmlUrl"));
                    }
                }
            }
        } catch (IOException | XMLStreamException | JDOMException | RuntimeException _) {
            throw new IOException("cannot be read as OPML");
        }
        if (groups.size() < 2) {
            throw new IOException(
                    "has fewer than two groups of feeds; make one for each perspective, and export again");
        }
        return groups;
    }

    @Override
    public void close() {
        http.close();
    }
}
