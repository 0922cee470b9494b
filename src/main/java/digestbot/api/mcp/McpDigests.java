package digestbot.api.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.api.ApiParameters;
import digestbot.api.ApiProblem;
import digestbot.api.DigestJson;
import digestbot.api.DigestText;
import digestbot.api.PageAddresses;
import digestbot.api.PublicDigest;
import digestbot.api.PublicDigest.ShortDigest;
import digestbot.api.PublicDigests;
import digestbot.api.PublicDigests.Found;
import digestbot.api.PublicDigests.PublicTopic;
import digestbot.api.mcp.McpTools.Answer;
import digestbot.database.DatabaseLocation;
import digestbot.database.ReadOnlyDatabase;
import digestbot.database.Transaction;
import digestbot.library.search.SearchQuery;
import digestbot.site.SiteLibrary.SiteHits;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers the calls of tools. It opens the database for each call, so that neither a restart of
/// the server nor another file in its place matters.
public final class McpDigests {

    private static final Logger LOG = LoggerFactory.getLogger(McpDigests.class);

    /// In characters of JSON, for the text of a digest and for its sources.
    static final int MAX_SIZE = 40_000;

    private static final int MAX_TOPICS = 200;

    private static final String CUT = "Something was left out because the digest is long. The tool perspective has more"
            + " of each perspective.";

    private final DatabaseLocation location;
    private final PublicDigests digests;
    private final PageAddresses pages;

    public McpDigests(DatabaseLocation location, PublicDigests digests, PageAddresses pages) {
        this.location = location;
        this.digests = digests;
        this.pages = pages;
    }

    private Answer read(Function<Transaction, Answer> work) {
        try (ReadOnlyDatabase database = ReadOnlyDatabase.open(location)) {
            return database.read(work);
        } catch (IllegalStateException e) {
            LOG.warn("database not read", e);
            throw ApiProblem.invalid("The digests cannot be read now: %s.".formatted(e.getMessage()));
        }
    }

    Answer topics(McpTools.ToolArguments arguments) {
        return read(tx -> {
            List<PublicTopic> all = digests.topics(tx);
            List<PublicTopic> first = all.subList(0, Math.min(MAX_TOPICS, all.size()));
            return new Answer(DigestJson.topics(first, pages), DigestText.topics(first, pages));
        });
    }

    Answer digest(McpTools.ToolArguments arguments) {
        return read(tx -> {
            PublicDigest found = found(tx, arguments);
            ShortDigest cut = ShortDigest.of(found.digest(), MAX_SIZE);
            PublicDigest shown = found.with(cut.digest());
            return answer(DigestJson.of(shown, pages), DigestText.of(shown, pages), cut);
        });
    }

    Answer perspective(McpTools.ToolArguments arguments) {
        return read(tx -> {
            PublicDigest found = found(tx, arguments);
            int ordinal = found.perspective(arguments.text("perspective").orElse(""))
                    .orElseThrow(() -> ApiProblem.notFound("The digest does not have this perspective. It has: %s."
                            .formatted(found.perspectiveIds())));
            ShortDigest cut = ShortDigest.ofPerspective(found.digest(), ordinal, MAX_SIZE);
            PublicDigest shown = found.with(cut.digest());
            return answer(
                    DigestJson.perspective(shown, ordinal, pages), DigestText.perspective(shown, ordinal, pages), cut);
        });
    }

    private static Answer answer(ObjectNode json, String text, ShortDigest cut) {
        return new Answer(json.put("cut", cut.isCut()), cut.isCut() ? text + "\n\n" + CUT : text);
    }

    Answer search(McpTools.ToolArguments arguments) {
        SearchQuery query = arguments.parameters().search("query");
        int limit = arguments.parameters().limit(ApiParameters.SEARCH_LIMIT);
        return read(tx -> {
            query.topic().ifPresent(id -> requireTopic(tx, id));
            SiteHits hits = digests.search(tx, query, limit);
            return new Answer(DigestJson.hits(hits, pages), DigestText.hits(hits, pages));
        });
    }

    private PublicDigest found(Transaction transaction, McpTools.ToolArguments arguments) {
        String topic = arguments.text("topic").orElse("");
        var address = arguments.parameters().address(topic, arguments.text("day"));
        requireTopic(transaction, address.topic());
        return switch (digests.find(transaction, address)) {
            case Found.Shown(PublicDigest digest) -> digest;
            case Found.Gone() -> throw ApiProblem.gone("This digest was withdrawn.");
            case Found.Nothing() ->
                throw ApiProblem.notFound("Digest not found." + latest(transaction, address.topic()));
        };
    }

    private String latest(Transaction transaction, String topic) {
        Optional<PublicTopic> known = digests.topics(transaction).stream()
                .filter(each -> each.id().equals(topic))
                .findFirst();
        return known.map(each -> " The latest one of the topic is of %s.".formatted(each.latest()))
                .orElse("");
    }

    private void requireTopic(Transaction transaction, String id) {
        if (!digests.hasTopic(transaction, id)) {
            throw ApiProblem.notFound("Topic “%s” not found. The tool topics lists the topics.".formatted(id));
        }
    }
}
