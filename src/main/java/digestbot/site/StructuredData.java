package digestbot.site;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.content.views.CorrectionLine;
import digestbot.digest.Source;
import digestbot.i18n.Texts;

/// What search engines are told of a digest: a schema.org `NewsArticle` as JSON-LD, written so that
/// nothing in it can end the element of the page that holds it.
final class StructuredData {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final int MAX_CITATIONS = 100;

    private StructuredData() {}

    /// The document.
    ///
    /// @param headline the title of the page
    /// @param description may be empty
    /// @param picture the path of the digest's picture
    static String of(
            SiteEdition edition,
            SiteAddress address,
            String headline,
            String description,
            String picture,
            SiteLayout layout) {
        ObjectNode article = JSON.createObjectNode()
                .put("@context", "https://schema.org")
                .put("@type", "NewsArticle")
                .put("headline", headline)
                .put("datePublished", edition.publishedAt().toString())
                .put("dateModified", edition.updatedAt().toString())
                .put("inLanguage", edition.digest().key().language())
                .put("articleSection", edition.digest().topic().name())
                .put("url", layout.addresses().absolute(address))
                .put("mainEntityOfPage", layout.addresses().absolute(address))
                .put("isAccessibleForFree", true)
                .put("image", layout.addresses().absolute(picture));
        if (!description.isEmpty()) {
            article.put("description", description);
        }
        String home = layout.addresses().absolute(new SiteAddress.Home(""));
        for (String role : new String[] {"publisher", "author"}) {
            article.putObject(role)
                    .put("@type", "Organization")
                    .put("name", layout.siteName())
                    .put("url", home);
        }
        addCitations(article, edition);
        addCorrections(article, edition);
        return escape(article);
    }

    private static void addCitations(ObjectNode article, SiteEdition edition) {
        ArrayNode citations = JSON.createArrayNode();
        edition.digest().sources().stream()
                .filter(source -> source.link().isPresent())
                .limit(MAX_CITATIONS)
                .forEach(source -> citations.add(citation(source)));
        if (!citations.isEmpty()) {
            article.set("citation", citations);
        }
    }

    private static ObjectNode citation(Source source) {
        ObjectNode citation = JSON.createObjectNode().put("@type", "NewsArticle");
        if (!source.title().isBlank()) {
            citation.put("headline", source.title());
        }
        source.link().ifPresent(link -> citation.put("url", link.url()));
        if (!source.outlet().isBlank()) {
            citation.putObject("publisher").put("@type", "Organization").put("name", source.outlet());
        }
        return citation;
    }

    private static void addCorrections(ObjectNode article, SiteEdition edition) {
        Texts texts = Texts.of(edition.digest().key().language());
        if (!edition.corrections().isEmpty()) {
            ArrayNode corrections = article.putArray("correction");
            edition.corrections()
                    .forEach(each -> corrections
                            .addObject()
                            .put("@type", "CorrectionComment")
                            .put("text", CorrectionLine.changes(each.changes(), texts))
                            .put("datePublished", each.at().toString()));
        }
    }

    private static String escape(ObjectNode document) {
        try {
            return JSON.writeValueAsString(document)
                    .replace("<", "\\u003c")
                    .replace(">", "\\u003e")
                    .replace("&", "\\u0026")
                    .replace("\u2028", "\\u2028")
                    .replace("\u2029", "\\u2029");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
