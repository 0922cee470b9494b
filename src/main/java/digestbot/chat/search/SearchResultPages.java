package digestbot.chat.search;

import digestbot.action.ReadAction;
import digestbot.action.WordAction;
import digestbot.audience.WordKind;
import digestbot.audience.WordStore;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.LanguageNote;
import digestbot.chat.common.ListPage;
import digestbot.chat.common.Replies;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.content.TextShortener;
import digestbot.content.views.TopicStyles;
import digestbot.digest.Digest;
import digestbot.digest.DigestView;
import digestbot.digest.Perspective;
import digestbot.digest.words.MarkedText.Piece;
import digestbot.digest.words.WordCutter;
import digestbot.i18n.Texts;
import digestbot.library.archive.Library;
import digestbot.library.archive.StoredDigest;
import digestbot.library.search.HitHighlighter.Snippet;
import digestbot.library.search.SearchQuery;
import digestbot.library.search.SearchResult;
import digestbot.library.search.SearchResult.SearchHit;
import digestbot.library.search.SearchScope;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// The results of a search, a few digests per page, the latest day first, each with a highlighted
/// snippet.
record SearchResultPages(Library library, TopicStyles styles) {

    private static final int PAGE_SIZE = 5;
    private static final String DOT = " · ";
    private static final int MAX_FOLLOWED = 3;

    private static final int MAX_WORD_LENGTH = 24;

    private static final WordStore WORDS = new WordStore();

    /// A found digest, with the name of its language if the chat receives the topic in another one.
    private record Hit(StoredDigest stored, Snippet snippet, DigestView view, Optional<String> language) {}

    /// The page, or the last one if there are fewer by now.
    Content page(CommandContext context, String key, SearchQuery query, int requestedPage) {
        SearchResult result = search(context, query, requestedPage);
        int total = result.hits().isEmpty() ? search(context, query, 0).total() : result.total();
        int last = Math.max(0, Math.ceilDiv(total, PAGE_SIZE) - 1);
        if (requestedPage > last) {
            return page(context, key, query, last);
        }
        List<Hit> shown = result.hits().stream()
                .flatMap(hit -> library.digest(context.transaction(), hit.number()).stream())
                .map(stored -> hit(context, stored, query))
                .toList();
        List<List<Button>> rows = new ArrayList<>(Replies.inPairs(
                shown.stream().map(each -> button(context, each)).toList()));
        rows.addAll(new ListPage<SearchHit>(result.hits(), requestedPage, last)
                .pageButtons(to -> new ReadAction.SearchResults(key, to)));
        List<Button> follow = followButtons(context, key, query);
        if (!follow.isEmpty()) {
            rows.add(follow);
        }
        if (shown.isEmpty()) {
            rows.add(List.of(
                    Replies.button(context.texts(), "search-button", new ReadAction.Search("")),
                    Replies.help(context.texts())));
        }
        return Content.of(List.of(panel(context, query, result.total(), shown)), rows);
    }

    private SearchResult search(CommandContext context, SearchQuery query, int page) {
        return library.search(context.transaction(), query, context.language(), PAGE_SIZE, page * PAGE_SIZE);
    }

    private Hit hit(CommandContext context, StoredDigest stored, SearchQuery query) {
        Snippet snippet = library.snippet(stored, query);
        DigestView view = HitView.of(stored.digest(), query, snippet);
        return new Hit(stored, snippet, view, new LanguageNote(library).name(context, stored));
    }

    /// A button to follow each word that is not followed yet, for people who may change what the
    /// chat gets.
    private List<Button> followButtons(CommandContext context, String key, SearchQuery query) {
        if (!context.isPrivate() && !context.request().personIsChatAdmin()) {
            return List.of();
        }
        List<String> typed = query.typedWords();
        Set<String> followed = context.subscriber()
                .map(own -> WORDS.words(context.transaction(), own.number(), WordKind.FOLLOW))
                .orElse(Set.of());
        List<Button> buttons = new ArrayList<>();
        for (int i = 0; i < Math.min(typed.size(), MAX_FOLLOWED); i++) {
            if (!followed.contains(WordCutter.key(typed.get(i)))) {
                String label = context.texts()
                        .format("follow-word-button", TextShortener.shorten(MAX_WORD_LENGTH, typed.get(i)));
                buttons.add(Button.callback(label, new WordAction.FollowSearched(key, i)));
            }
        }
        return buttons;
    }

    private Panel panel(CommandContext context, SearchQuery query, int total, List<Hit> shown) {
        Texts texts = context.texts();
        List<Block> body = new ArrayList<>();
        shown.forEach(each -> body.add(found(texts, each)));
        if (shown.isEmpty()) {
            body.add(Replies.paragraph(texts.format("found-nothing")));
        }
        String title = query.words().isBlank()
                ? texts.format("search-all")
                : texts.format("search-title", Replies.quoteInput(query.words()));
        List<String> narrowed = narrowed(context, query);
        if (total > 0) {
            narrowed.addFirst(texts.format("found-digests", total));
        }
        List<Inline> subtitle = narrowed.isEmpty() ? List.of() : List.of(new Inline.Text(String.join(DOT, narrowed)));
        return new Panel(Panel.PanelStyle.PLAIN, title, "", OptionalInt.empty(), subtitle, body, List.of());
    }

    private List<String> narrowed(CommandContext context, SearchQuery query) {
        Texts texts = context.texts();
        List<String> said = new ArrayList<>();
        query.topic()
                .flatMap(id -> library.topic(context.transaction(), id))
                .ifPresent(known -> said.add(known.name()));
        query.perspective().map(id -> perspectiveName(context, query, id)).ifPresent(said::add);
        Optional<LocalDate> from = query.from();
        if (from.isPresent() && from.equals(query.to())) {
            said.add(texts.day(from.get()));
        } else {
            from.ifPresent(day -> said.add(texts.format("search-from", texts.day(day))));
            query.to().ifPresent(day -> said.add(texts.format("search-until", texts.day(day))));
        }
        return said;
    }

    /// The perspective's name in the newest digest of the topic, or of any topic that has it.
    private String perspectiveName(CommandContext context, SearchQuery query, String id) {
        return library.topics(context.transaction()).stream()
                .map(known -> known.id())
                .filter(topic -> query.topic().filter(topic::equals).isPresent()
                        || query.topic().isEmpty())
                .flatMap(topic -> library.newest(context.transaction(), topic, context.language()).stream())
                .flatMap(stored -> stored.digest().perspectives().stream())
                .filter(perspective -> perspective.id().equalsIgnoreCase(id))
                .findFirst()
                .map(Perspective::name)
                .orElse(id);
    }

    private Block found(Texts texts, Hit shown) {
        var digest = shown.stored().digest();
        List<Inline> line = new ArrayList<>();
        line.add(new Inline.Text(
                "• " + digest.topic().name() + DOT + texts.day(digest.key().day()) + languageSuffix(shown)));
        line.add(new Inline.LineBreak());
        partName(texts, digest, shown.snippet().place())
                .map(name -> new Inline.Text(name + ": "))
                .ifPresent(line::add);
        for (Piece piece : shown.snippet().pieces()) {
            Inline text = new Inline.Text(piece.text());
            line.add(piece.marked() ? new Inline.Strong(List.of(text)) : text);
        }
        return new Block.Paragraph(line);
    }

    private Optional<String> partName(Texts texts, Digest digest, SearchScope place) {
        return switch (place) {
            case SearchScope.WholeScope() -> Optional.empty();
            case SearchScope.PerspectiveScope(int ordinal) ->
                Optional.of(styles.perspective(digest, ordinal).label());
            case SearchScope.SourcesScope() -> Optional.of(texts.format("sources"));
        };
    }

    private static String languageSuffix(Hit shown) {
        return shown.language().map(name -> DOT + name).orElse("");
    }

    private static Button button(CommandContext context, Hit shown) {
        var digest = shown.stored().digest();
        return Button.callback(
                Replies.topicAndDate(
                        context, digest.topic().name(), digest.key().day(), languageSuffix(shown)),
                new ReadAction.ShowSeparately(shown.stored().number(), shown.view()));
    }
}
