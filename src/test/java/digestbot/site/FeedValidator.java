package digestbot.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.thaiopensource.util.PropertyMapBuilder;
import com.thaiopensource.validate.ValidateProperty;
import com.thaiopensource.validate.ValidationDriver;
import com.thaiopensource.validate.rng.CompactSchemaReader;
import com.thaiopensource.xml.sax.DraconianErrorHandler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/// The rules by which feed validators judge.
public final class FeedValidator {

    private static final String ATOM = "http://www.w3.org/2005/Atom";
    private static final Path SCHEMA = Path.of("src/test/resources/feed/atom.rnc");

    private FeedValidator() {}

    /// Checks the schema, and the rules that no schema can express, and returns the document.
    public static Document checkAtom(byte[] feed) throws IOException, SAXException, ParserConfigurationException {
        var properties = new PropertyMapBuilder();
        properties.put(ValidateProperty.ERROR_HANDLER, new DraconianErrorHandler());
        var driver = new ValidationDriver(properties.toPropertyMap(), CompactSchemaReader.getInstance());
        assertThat(driver.loadSchema(new InputSource(SCHEMA.toUri().toString())))
                .as("the schema can be read")
                .isTrue();
        assertThat(driver.validate(new InputSource(new ByteArrayInputStream(feed))))
                .as("the feed is valid")
                .isTrue();
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        Document document = factory.newDocumentBuilder().parse(new ByteArrayInputStream(feed));
        checkLinks(document.getDocumentElement());
        checkIds(document);
        checkTimes(document);
        return document;
    }

    /// A feed has one address of its own, and no two alternates of the same type; an entry has one
    /// page.
    private static void checkLinks(Element feed) {
        assertThat(links(feed, "self")).hasSize(1);
        assertThat(links(feed, "alternate")).isNotEmpty().doesNotHaveDuplicates();
        elements(feed.getElementsByTagNameNS(ATOM, "entry"))
                .forEach(entry -> assertThat(links(entry, "alternate")).hasSize(1));
    }

    private static List<String> links(Element parent, String relation) {
        return elements(parent.getChildNodes()).stream()
                .filter(child -> "link".equals(child.getLocalName()) && relation.equals(child.getAttribute("rel")))
                .map(link -> link.getAttribute("type"))
                .toList();
    }

    private static void checkIds(Document document) {
        Set<String> ids = new HashSet<>();
        for (Element entry : elements(document.getElementsByTagNameNS(ATOM, "entry"))) {
            assertThat(ids.add(text(entry, "id"))).as("no id twice").isTrue();
        }
        elements(document.getElementsByTagNameNS("*", "deleted-entry"))
                .forEach(deleted -> assertThat(ids)
                        .as("no entry is there and deleted")
                        .doesNotContain(deleted.getAttribute("ref")));
        ids.forEach(id -> assertThat(URI.create(id).getScheme()).isEqualTo("tag"));
    }

    /// The feed is as new as its newest entry, and no entry was changed before it was published.
    private static void checkTimes(Document document) {
        OffsetDateTime feed = time(document.getDocumentElement(), "updated");
        for (Element entry : elements(document.getElementsByTagNameNS(ATOM, "entry"))) {
            assertThat(time(entry, "updated")).isBeforeOrEqualTo(feed).isAfterOrEqualTo(time(entry, "published"));
        }
    }

    private static OffsetDateTime time(Element parent, String name) {
        return OffsetDateTime.parse(text(parent, name));
    }

    public static String text(Element parent, String name) {
        return elements(parent.getChildNodes()).stream()
                .filter(child -> name.equals(child.getLocalName()))
                .map(Element::getTextContent)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name));
    }

    public static List<Element> elements(NodeList nodes) {
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            if (nodes.item(i) instanceof Element element) {
                elements.add(element);
            }
        }
        return elements;
    }

    /// Checks the rules of JSON Feed 1.1, and returns the feed.
    public static JsonNode checkJson(byte[] feed) throws IOException {
        JsonNode root = new ObjectMapper().readTree(feed);
        assertThat(root.path("version").asText()).isEqualTo("https://jsonfeed.org/version/1.1");
        assertThat(root.path("title").asText()).isNotBlank();
        assertThat(webAddress(root, "home_page_url")).isTrue();
        assertThat(webAddress(root, "feed_url")).isTrue();
        assertThat(root.path("items").isArray()).isTrue();
        root.path("authors")
                .forEach(author -> assertThat(author.path("name").asText()).isNotBlank());
        Set<String> ids = new HashSet<>();
        root.path("items").forEach(item -> checkItem(item, ids));
        return root;
    }

    private static void checkItem(JsonNode item, Set<String> ids) {
        assertThat(item.path("id").isTextual()).isTrue();
        assertThat(ids.add(item.path("id").asText())).as("no id twice").isTrue();
        assertThat(webAddress(item, "url")).isTrue();
        assertThat(item.path("content_html").asText()).isNotBlank();
        assertThat(OffsetDateTime.parse(item.path("date_modified").asText()))
                .isAfterOrEqualTo(
                        OffsetDateTime.parse(item.path("date_published").asText()));
        String language = item.path("language").asText();
        assertThat(Locale.forLanguageTag(language).toLanguageTag()).isEqualTo(language);
    }

    private static boolean webAddress(JsonNode node, String key) {
        URI address = URI.create(node.path(key).asText());
        return address.isAbsolute() && address.getScheme().startsWith("http") && address.getHost() != null;
    }
}
