package digestbot.chat;

import digestbot.audience.Chat;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.content.TextShortener;
import digestbot.content.action.ReadAction;
import digestbot.content.views.StyleRegistry;
import digestbot.digest.Digest;
import digestbot.digest.DigestKey;
import digestbot.digest.DigestView;
import digestbot.digest.words.MarkedText.Piece;
import digestbot.digest.words.NewsText;
import digestbot.digest.words.WordCutter;
import digestbot.digest.words.WordCutter.Token;
import digestbot.i18n.ClosestMatch;
import digestbot.i18n.Texts;
import digestbot.library.archive.Library;
import digestbot.library.archive.LibraryTopic;
import digestbot.library.archive.StoredDigest;
import digestbot.library.search.HitHighlighter.Snippet;
import digestbot.library.search.SavedSearchStore;
import digestbot.library.search.SearchQuery;
import digestbot.library.search.SearchResult;
import digestbot.library.search.SearchResult.SearchHit;
import digestbot.library.search.SearchableText;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import digestbot.markdown.PlainText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Searches all digests for words. The words are stored under a key, which buttons can contain.
public record SearchCommand(Library library, DigestLookup lookup, StyleRegistry styles) {

    private static final int PAGE_SIZE = 5;
    private static final int MAX_HEADLINE_LENGTH = 100;
    private static final String DOT = " · ";

    /// The digests whose words correct a typing error, and the length from which words are corrected.
    private static final int RECENT_DIGESTS = 20;

    private static final int SHORTEST_CORRECTED = 5;
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
    private static final Pattern INSIDE_A_WORD = Pattern.compile("[.-]?");

    private static final SavedSearchStore SEARCHES = new SavedSearchStore();

    public Reply search(CommandContext context, ReadAction.Search asked) {
        if (!SearchQuery.of(asked.words()).hasWords()) {
            return ask(context);
        }
        String words = keywords(asked.words(), DigestKey.primary(context.personalLanguage()));
        return new Reply.EphemeralMessage(page(context, words, saved(context, words)));
    }

    /// The words of a question without its stop words, or all of them if nothing else is left. A
    /// word in capitals, such as US, is a name.
    private static String keywords(String typed, String language) {
        String line = WordCutter.line(typed);
        var words = new StringBuilder();
        int end = 0;
        for (Token token : WordCutter.tokens(line)) {
            String word = line.substring(token.start(), token.end());
            boolean isName = word.length() > 1 && word.equals(word.toUpperCase(Locale.ROOT));
            if (isName || !NewsText.stopWords(language).contains(token.folded())) {
                String gap = line.substring(end, token.start());
                words.append(end > 0 && INSIDE_A_WORD.matcher(gap).matches() ? gap : " ")
                        .append(word);
                end = token.end();
            }
        }
        return words.isEmpty() ? typed : words.toString().strip();
    }

    private static ReadAction.SearchResults saved(CommandContext context, String words) {
        String key = SEARCHES.keep(context.transaction(), searcher(context), words, context.now());
        return new ReadAction.SearchResults(key, ReadAction.SearchResults.ALL_TOPICS, 0);
    }

    /// Asks for the words: in a form, as a reply, or in the command itself.
    private static Reply ask(CommandContext context) {
        Texts texts = context.texts();
        var press = new ReadAction.Search("");
        Content fallback = context.question(
                        press, texts.format("search-ask"), texts.format("search-button"), texts.format("search-hint"))
                .orElseGet(() -> ReplyFactory.text(texts, texts.format("search-how")));
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
        List<List<Button>> rows = new ArrayList<>(ReplyFactory.inPairs(
                shown.stream().map(each -> button(context, each)).toList()));
        rows.addAll(new ListPage<SearchHit>(result.hits(), press.page(), last).pageButtons(press::atPage));
        rows.addAll(ReplyFactory.inPairs(topicButtons(context, press, topic.isPresent(), last > 0, shown)));
        Optional<String> meant = total == 0 ? correction(context, words) : Optional.empty();
        meant.map(word -> List.of(Button.callback(ReplyFactory.label(word), saved(context, word))))
                .ifPresent(rows::add);
        List<Button> row = new ArrayList<>();
        if (total == 0) {
            row.add(ReplyFactory.button(context.texts(), "search-button", new ReadAction.Search("")));
        }
        row.add(ReplyFactory.button(context.texts(), "latest-button", new ReadAction.ShowToday()));
        row.add(ReplyFactory.help(context.texts()));
        rows.add(row);
        return Content.of(List.of(panel(context.texts(), words, meant, topic, total, shown)), rows);
    }

    /// The word of a recent digest for which the only searched word is probably a typing error.
    private Optional<String> correction(CommandContext context, String typed) {
        if (typed.length() < SHORTEST_CORRECTED || BETWEEN_WORDS.matcher(typed).find()) {
            return Optional.empty();
        }
        Set<String> known = library
                .search(context.transaction(), SearchQuery.of(""), context.language(), RECENT_DIGESTS, 0)
                .hits()
                .stream()
                .flatMap(hit -> library.digest(context.transaction(), hit.number()).stream())
                .flatMap(stored -> SearchableText.lines(stored.digest(), Optional.empty()).stream())
                .flatMap(line -> BETWEEN_WORDS.splitAsStream(line.line()))
                .filter(word -> word.length() >= SHORTEST_CORRECTED)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return ClosestMatch.findTypo(typed, known);
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
            return List.of(ReplyFactory.button(
                    context.texts(), "all-topics", press.ofTopic(ReadAction.SearchResults.ALL_TOPICS)));
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
                                context.texts().format("search-topic-button", ReplyFactory.label(topic.name())),
                                press.ofTopic(topic.number())))
                        .toList();
    }

    private Panel panel(
            Texts texts,
            String words,
            Optional<String> meant,
            Optional<LibraryTopic> topic,
            int total,
            List<Hit> shown) {
        String quoted = ReplyFactory.quoteInput(words);
        if (total == 0) {
            String none = texts.format(quoted.contains(" ") ? "found-none-of-all" : "found-none", quoted);
            return Panel.plain(List.of(ReplyFactory.paragraph(
                    meant.map(word -> texts.format("search-meant", none, word)).orElse(none))));
        }
        List<Inline> subtitle = topic.<Inline>map(known -> new Inline.Text(known.name())).stream()
                .toList();
        return new Panel(
                Panel.PanelStyle.PLAIN,
                texts.format("found-about", total, quoted),
                "",
                OptionalInt.empty(),
                subtitle,
                shown.stream().map(each -> found(texts, each)).toList(),
                List.of());
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
                ReplyFactory.topicAndDate(
                        context, digest.topic().name(), digest.key().day(), shown.language()),
                new ReadAction.ShowSeparately(shown.stored().number(), shown.view()));
    }
}
