package digestbot.chat;

import digestbot.audience.Chat;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.content.TextShortener;
import digestbot.content.action.ReadAction;
import digestbot.content.views.TopicStyles;
import digestbot.digest.Digest;
import digestbot.digest.DigestView;
import digestbot.digest.words.MarkedText.Piece;
import digestbot.i18n.Texts;
import digestbot.library.archive.Library;
import digestbot.library.archive.LibraryTopic;
import digestbot.library.archive.StoredDigest;
import digestbot.library.search.HitHighlighter.Snippet;
import digestbot.library.search.SavedSearchStore;
import digestbot.library.search.SearchQuery;
import digestbot.library.search.SearchResult;
import digestbot.library.search.SearchResult.SearchHit;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import digestbot.markdown.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Searches all digests for words. The words are stored under a key, which buttons can contain.
public record SearchCommand(Library library, DigestLookup lookup, TopicStyles styles) {

    private static final int PAGE_SIZE = 5;
    private static final int MAX_HEADLINE_LENGTH = 100;
    private static final String DOT = " · ";

    private static final SavedSearchStore SEARCHES = new SavedSearchStore();

    public Reply search(CommandContext context, ReadAction.Search asked) {
        if (!SearchQuery.of(asked.words()).hasWords()) {
            return ask(context);
        }
        String key = SEARCHES.keep(context.transaction(), searcher(context), asked.words(), context.now());
        return new Reply.EphemeralMessage(page(
                context, asked.words(), new ReadAction.SearchResults(key, ReadAction.SearchResults.ALL_TOPICS, 0)));
    }

    /// Asks for the words: in a form, as a reply, or in the command itself.
    private static Reply ask(CommandContext context) {
        Texts texts = context.texts();
        var press = new ReadAction.Search("");
        Content fallback = context.question(
                        press, texts.format("search-ask"), texts.format("search-button"), texts.format("search-hint"))
                .orElseGet(() -> Replies.text(texts, texts.format("search-how")));
        Texts personal = context.personalTexts();
        return new Reply.OpenModal(personal.format("search-button"), personal.format("search-hint"), press, fallback);
    }

    /// The owner of the search: the person, or the whole chat where everybody reads the results.
    private static SavedSearchStore.Searcher searcher(CommandContext context) {
        Chat chat = context.chat();
        boolean alone = context.isPrivate() || context.answersPrivately();
        return new SavedSearchStore.Searcher(
                chat.platform().id(),
                chat.id(),
                alone ? context.request().person().userId() : 0);
    }

    /// A page of a stored search, unless it has expired or belongs to another person or chat.
    public Reply results(CommandContext context, ReadAction.SearchResults press) {
        Chat chat = context.chat();
        var viewer = new SavedSearchStore.Viewer(
                chat.platform().id(), chat.id(), context.request().person().userId(), context.isPrivate());
        return SEARCHES.use(context.transaction(), viewer, press.search(), context.now())
                .map(words -> Placement.linkedView(context, press, page(context, words, press), 0))
                .orElseGet(() -> context.refuse("search-gone"));
    }

    /// A found digest, with a suffix for its language if the chat receives the topic in another one.
    private record Hit(StoredDigest stored, Snippet snippet, DigestView view, String language) {}

    /// The page, or the last one if there are fewer by now. The topic is ignored if it no longer exists.
    private Content page(CommandContext context, String words, ReadAction.SearchResults press) {
        Optional<LibraryTopic> topic = library.topic(context.transaction(), press.topic());
        var query = new SearchQuery(
                words, topic.map(LibraryTopic::id), Optional.empty(), Optional.empty(), Optional.empty());
        SearchResult result = search(context, query, press.page());
        int total = result.hits().isEmpty() ? search(context, query, 0).total() : result.total();
        int last = Math.max(0, Math.ceilDiv(total, PAGE_SIZE) - 1);
        if (press.page() > last) {
            return page(context, words, press.atPage(last));
        }
        List<Hit> shown = result.hits().stream()
                .flatMap(hit -> library.digest(context.transaction(), hit.number()).stream())
                .map(stored -> hit(context, stored, query))
                .toList();
        List<List<Button>> rows = new ArrayList<>(Replies.inPairs(
                shown.stream().map(each -> button(context, each)).toList()));
        rows.addAll(new ListPage<SearchHit>(result.hits(), press.page(), last).pageButtons(press::atPage));
        rows.addAll(Replies.inPairs(topicButtons(context, press, topic.isPresent(), last > 0, shown)));
        if (shown.isEmpty()) {
            rows.add(List.of(
                    Replies.button(context.texts(), "search-button", new ReadAction.Search("")),
                    Replies.help(context.texts())));
        }
        return Content.of(List.of(panel(context.texts(), words, topic, result.total(), shown)), rows);
    }

    private SearchResult search(CommandContext context, SearchQuery query, int page) {
        return library.search(context.transaction(), query, context.language(), PAGE_SIZE, page * PAGE_SIZE);
    }

    /// The key opens the only part with a hit, or else the overview.
    private Hit hit(CommandContext context, StoredDigest stored, SearchQuery query) {
        Snippet snippet = library.snippet(stored, query);
        DigestView view = snippet.parts().size() == 1 ? snippet.parts().getFirst() : new DigestView.Overview();
        String language =
                lookup.languageName(context, stored).map(name -> DOT + name).orElse("");
        return new Hit(stored, snippet, view, language);
    }

    /// A button back to all topics, or, if the results have several pages, a button for each topic on
    /// this page.
    private List<Button> topicButtons(
            CommandContext context,
            ReadAction.SearchResults press,
            boolean narrowed,
            boolean severalPages,
            List<Hit> shown) {
        if (narrowed) {
            return List.of(Replies.button(
                    context.texts(), "search-all-topics-button", press.ofTopic(ReadAction.SearchResults.ALL_TOPICS)));
        }
        List<LibraryTopic> topics = shown.stream()
                .map(hit -> hit.stored().digest().topic().id())
                .distinct()
                .flatMap(id -> library.topic(context.transaction(), id).stream())
                .toList();
        return !severalPages || topics.size() < 2
                ? List.of()
                : topics.stream()
                        .map(topic -> Button.callback(
                                context.texts().format("search-topic-button", Replies.label(topic.name())),
                                press.ofTopic(topic.number())))
                        .toList();
    }

    private Panel panel(Texts texts, String words, Optional<LibraryTopic> topic, int total, List<Hit> shown) {
        List<Block> body = new ArrayList<>();
        shown.forEach(each -> body.add(found(texts, each)));
        if (shown.isEmpty()) {
            body.add(Replies.paragraph(texts.format("found-nothing")));
        }
        List<String> facts = new ArrayList<>();
        if (total > 0) {
            facts.add(texts.format("found-digests", total));
        }
        topic.ifPresent(known -> facts.add(known.name()));
        List<Inline> subtitle = facts.isEmpty() ? List.of() : List.of(new Inline.Text(String.join(DOT, facts)));
        String title = texts.format("search-title", Replies.quoteInput(words));
        return new Panel(Panel.PanelStyle.PLAIN, title, "", OptionalInt.empty(), subtitle, body, List.of());
    }

    private Block found(Texts texts, Hit shown) {
        var digest = shown.stored().digest();
        List<Inline> line = new ArrayList<>();
        List<Inline> passage = new ArrayList<>();
        for (Piece piece : shown.snippet().pieces()) {
            Inline text = new Inline.Text(piece.text());
            passage.add(piece.marked() ? new Inline.Strong(List.of(text)) : text);
        }
        boolean isHeadline = PlainText.ofInlines(passage).equals(digest.headline());
        line.add(new Inline.Text("• "));
        line.add(new Inline.Strong(List.of(new Inline.Text(digest.topic().name()))));
        line.add(new Inline.Text(DOT));
        if (isHeadline) {
            line.addAll(passage);
            line.add(new Inline.LineBreak());
        } else {
            line.add(new Inline.Text(TextShortener.shorten(MAX_HEADLINE_LENGTH, digest.headline())));
            line.add(new Inline.LineBreak());
            partName(texts, digest, shown.snippet().place())
                    .map(name -> new Inline.Text(texts.format("labelled", name, "")))
                    .ifPresent(line::add);
            line.addAll(passage);
            line.add(new Inline.Text(DOT));
        }
        line.add(new Inline.Text(texts.day(digest.key().day()) + shown.language()));
        return new Block.Paragraph(line);
    }

    private Optional<String> partName(Texts texts, Digest digest, DigestView place) {
        return switch (place) {
            case DigestView.Overview _, DigestView.SideBySide _ -> Optional.empty();
            case DigestView.OnePerspective(int ordinal) ->
                Optional.of(styles.perspective(digest, ordinal).label());
            case DigestView.Sources _ -> Optional.of(texts.format("sources"));
        };
    }

    private static Button button(CommandContext context, Hit shown) {
        var digest = shown.stored().digest();
        return Button.callback(
                Replies.topicAndDate(
                        context, digest.topic().name(), digest.key().day(), shown.language()),
                new ReadAction.ShowSeparately(shown.stored().number(), shown.view()));
    }
}
