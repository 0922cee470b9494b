package digestbot.console;

import static digestbot.console.Forms.*;
import static digestbot.console.PageParts.*;
import static j2html.TagCreator.*;

import digestbot.content.TextShortener;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.delivery.status.DigestTotalStore;
import digestbot.delivery.status.DigestTotals;
import digestbot.digest.DigestView;
import digestbot.library.archive.FileStore;
import digestbot.library.archive.Library;
import digestbot.library.archive.LibraryTopic;
import digestbot.library.archive.StoredDigest;
import digestbot.library.search.HitHighlighter.Snippet;
import digestbot.library.search.SearchQuery;
import digestbot.library.search.SearchResult;
import digestbot.library.search.SearchResult.SearchHit;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import j2html.tags.DomContent;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/// The list of published digests with a search, and the feeds from which some digests are written.
///
/// @param later the numbers of deliveries that are scheduled for later, by digest
record DigestsPage(Database database, Library library, BackgroundValue<Map<Long, Long>> later, WrittenSection written) {

    private static final String QUERY = "words";
    private static final String TOPIC = "topic";
    private static final String PAGE = "page";
    private static final int PAGE_SIZE = 20;
    private static final int MAX_QUERY_LENGTH = 300;
    private static final int MAX_OTHERS = 50;

    private record ListRequest(String searchText, String topic, int page) {
        static ListRequest of(Context context) {
            return new ListRequest(
                    TextShortener.shorten(
                            MAX_QUERY_LENGTH, Forms.query(context, QUERY).strip()),
                    Forms.query(context, TOPIC),
                    Forms.page(context, PAGE));
        }

        boolean isAll() {
            return searchText.isEmpty() && topic.isEmpty();
        }

        SearchQuery query() {
            return new SearchQuery(
                    searchText,
                    Optional.of(topic).filter(id -> !id.isEmpty()),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }

        String at(int other) {
            return Paths.DIGESTS + "?"
                    + Map.of(QUERY, searchText, TOPIC, topic, PAGE, Integer.toString(other)).entrySet().stream()
                            .map(field ->
                                    field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                            .sorted()
                            .collect(Collectors.joining("&"));
        }
    }

    void add(RoutesConfig routes) {
        routes.get(Paths.DIGESTS, this::show);
    }

    private void show(Context context) {
        ListRequest request = ListRequest.of(context);
        List<DomContent> content = database.read(tx -> content(tx, request));
        PageLayout.show(context, Paths.DIGESTS, "Digests", content.toArray(DomContent[]::new));
    }

    private List<DomContent> content(Transaction tx, ListRequest request) {
        List<LibraryTopic> topics = library.topics(tx);
        SearchResult result = library.search(tx, request.query(), "", PAGE_SIZE, request.page() * PAGE_SIZE);
        return List.of(
                search(request, topics),
                digests(tx, request, result, later.latest()),
                request.isAll() && request.page() == 0 ? written.of(tx) : text(""),
                others(new FileStore().others(tx)));
    }

    private static DomContent others(List<String> files) {
        return files.isEmpty()
                ? text("")
                : details(
                        summary(count(files.size(), "other file skipped", "other files skipped")),
                        ul(each(files.stream().limit(MAX_OTHERS).toList(), path -> li(path))),
                        iff(files.size() > MAX_OTHERS, p("and " + count(files.size() - MAX_OTHERS) + " more")));
    }

    private static DomContent passage(StoredDigest stored, Snippet passage) {
        String perspective = passage.place() instanceof DigestView.OnePerspective(int ordinal)
                ? stored.digest().perspectives().get(ordinal).name() + ": "
                : "";
        return p(
                        text(perspective),
                        each(passage.pieces(), piece -> piece.marked() ? mark(piece.text()) : text(piece.text())))
                .withClass("passage");
    }

    private static DomContent search(ListRequest request, List<LibraryTopic> topics) {
        List<DomContent> options = new ArrayList<>();
        options.add(option("All topics").withValue(""));
        topics.forEach(known -> options.add(option(known.topic().name())
                .withValue(known.topic().id())
                .withCondSelected(known.topic().id().equals(request.topic()))));
        return form(
                        label(
                                        text("Search digests"),
                                        input().withName(QUERY)
                                                .withType("search")
                                                .withValue(request.searchText()))
                                .withClass("field wide"),
                        field("Topic", select(each(options, each -> each)).withName(TOPIC)),
                        normal("Search"))
                .withMethod("get")
                .withAction(Paths.DIGESTS)
                .attr("role", "search")
                .withClass("fields");
    }

    private DomContent digests(
            Transaction tx, ListRequest request, SearchResult result, Optional<Map<Long, Long>> scheduled) {
        Map<Long, ConsoleStore.ListedDigest> facts = result.hits().stream()
                .collect(Collectors.toMap(SearchHit::number, hit -> ConsoleStore.listed(tx, hit.number())));
        return section(
                muted(result.hits().isEmpty() ? "" : count(result.total(), "digest", "digests")),
                DataTable.<SearchHit>titled("Digests")
                        .column("Day", hit -> day(hit.day().toString()))
                        .text("Topic", hit -> library.topicName(tx, hit.topic()))
                        .column("Digest", hit -> digest(tx, hit, request.query()))
                        .column(
                                "Status",
                                hit -> DigestsSection.status(Objects.requireNonNull(facts.get(hit.number()))
                                        .state()))
                        .number(
                                "Warnings",
                                hit -> Objects.requireNonNull(facts.get(hit.number()))
                                        .warnings())
                        .column(
                                "Delivered",
                                hit -> DeliveryBar.of(
                                        DigestTotals.sum(DigestTotalStore.of(tx, hit.number())
                                                .values()),
                                        scheduled.map(known -> known.getOrDefault(hit.number(), 0L))))
                        .asCards()
                        .of(
                                result.hits(),
                                request.isAll() ? "No digests yet. Published digests appear here." : "No results."),
                pages(request.page(), (request.page() + 1) * PAGE_SIZE < result.total(), request::at));
    }

    /// A link to the digest, with the passage that matches a search.
    private DomContent digest(Transaction tx, SearchHit hit, SearchQuery query) {
        Optional<DomContent> where = Optional.of(hit)
                .filter(_ -> !query.words().isBlank())
                .flatMap(_ -> library.digest(tx, hit.number()))
                .map(stored -> passage(stored, library.snippet(stored, query)));
        return div(a(hit.title()).withHref(Paths.digest(hit.number())), iff(where, passage -> passage));
    }
}
