package digestbot.chat;

import digestbot.audience.Chat;
import digestbot.audience.WordKind;
import digestbot.audience.WordStore;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.content.TextShortener;
import digestbot.content.action.ReadAction;
import digestbot.content.action.WordAction;
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
import digestbot.library.search.SavedSearchStore;
import digestbot.library.search.SearchQuery;
import digestbot.library.search.SearchResult;
import digestbot.library.search.SearchResult.SearchHit;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import digestbot.markdown.PlainText;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Searches all digests. A search is stored under a key, so that its buttons can refer to it.
public record SearchCommand(Library library, DigestLookup lookup, TopicStyles styles) {

    private static final int PERSPECTIVES_NAMED = 20;
    private static final int PAGE_SIZE = 5;
    private static final int MAX_FOLLOWED = 3;
    private static final int MAX_WORD_LENGTH = 24;
    private static final int MAX_HEADLINE_LENGTH = 100;
    private static final String DOT = " · ";

    private static final WordStore WORDS = new WordStore();

    private static final SavedSearchStore SEARCHES = new SavedSearchStore();

    /// The parsed value of a filter, or a question if it is unclear; both are empty if the filter
    /// is missing.
    private record FilterValue<T>(Optional<T> meant, Optional<Content> unclear) {

        static <T> FilterValue<T> none() {
            return new FilterValue<>(Optional.empty(), Optional.empty());
        }

        static <T> FilterValue<T> of(T meant) {
            return new FilterValue<>(Optional.of(meant), Optional.empty());
        }

        static <T> FilterValue<T> unclear(Content message) {
            return new FilterValue<>(Optional.empty(), Optional.of(message));
        }
    }

    public Reply search(CommandContext context, ReadAction.Search asked) {
        TypedSearch line = TypedSearch.of(asked);
        if (line.isEmpty()) {
            return ask(context);
        }
        if (line.duplicate().isPresent()) {
            TypedSearch.DuplicateFilter duplicate = line.duplicate().get();
            return context.say(
                    "search-once",
                    duplicate.kind(),
                    Replies.quoteInput(duplicate.one()),
                    Replies.quoteInput(duplicate.other()));
        }
        FilterValue<String> topic = part(line, TypedSearch.Kind.TOPIC, typed -> topic(context, typed));
        FilterValue<String> perspective =
                part(line, TypedSearch.Kind.PERSPECTIVE, typed -> perspective(context, typed, topic.meant()));
        FilterValue<LocalDate> on = part(line, TypedSearch.Kind.ON, typed -> day(context, typed));
        FilterValue<LocalDate> from = part(line, TypedSearch.Kind.FROM, typed -> day(context, typed));
        FilterValue<LocalDate> until = part(line, TypedSearch.Kind.UNTIL, typed -> day(context, typed));
        return Stream.of(topic, perspective, on, from, until)
                .flatMap(part -> part.unclear().stream())
                .findFirst()
                .or(() -> on.meant().isPresent() ? Optional.empty() : backwards(context, from, until))
                .<Reply>map(Reply.EphemeralMessage::new)
                .orElseGet(() -> first(
                        context,
                        new SearchQuery(
                                line.words(),
                                topic.meant(),
                                perspective.meant(),
                                on.meant().or(from::meant),
                                on.meant().or(until::meant))));
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

    private static Optional<Content> backwards(
            CommandContext context, FilterValue<LocalDate> from, FilterValue<LocalDate> until) {
        Texts texts = context.texts();
        return from.meant()
                .flatMap(first -> until.meant()
                        .filter(first::isAfter)
                        .map(last -> texts.format("search-backwards", texts.day(first), texts.day(last))))
                .map(said -> Replies.text(texts, said));
    }

    private Reply first(CommandContext context, SearchQuery query) {
        Texts texts = context.texts();
        Optional<LocalDate> future = query.from().filter(context.today()::isBefore);
        if (future.isPresent()
                && library.search(context.transaction(), query, context.language(), 1, 0)
                                .total()
                        == 0) {
            return context.say("future-date", texts.day(future.get()));
        }
        String key = SEARCHES.keep(context.transaction(), searcher(context), query, context.now());
        return new Reply.EphemeralMessage(page(context, key, query, 0));
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
                .map(query -> page(context, press.search(), query, press.page()))
                .map(content -> Placement.linkedView(context, press, content, 0))
                .orElseGet(() -> context.refuse("search-gone"));
    }

    private static <T> FilterValue<T> part(
            TypedSearch line, TypedSearch.Kind kind, Function<String, FilterValue<T>> read) {
        return line.get(kind).map(read).orElseGet(FilterValue::none);
    }

    private FilterValue<String> topic(CommandContext context, String typed) {
        return library.topic(context.transaction(), typed)
                .map(known -> FilterValue.of(known.id()))
                .orElseGet(() -> FilterValue.unclear(TopicMessages.unknown(
                        context, typed, library.topics(context.transaction()), _ -> Optional.empty())));
    }

    private static FilterValue<LocalDate> day(CommandContext context, String typed) {
        ParsedDay day = ParsedDay.read(context, typed);
        return day.candidates().size() == 1
                ? FilterValue.of(day.candidates().getFirst())
                : FilterValue.unclear(day.remark(context));
    }

    /// The id of the perspective with that name in the newest digest of the topic, or of any topic.
    private FilterValue<String> perspective(CommandContext context, String typed, Optional<String> topic) {
        List<StoredDigest> newest = newest(context, topic);
        return newest.stream()
                .flatMap(stored -> lookup.ordinal(stored.digest(), typed).stream()
                        .mapToObj(ordinal -> stored.digest().perspectives().get(ordinal)))
                .map(found -> FilterValue.of(found.id().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseGet(() -> FilterValue.unclear(Replies.text(
                        context.texts(),
                        context.texts()
                                .format(
                                        "no-such-perspective",
                                        Replies.quoteInput(typed),
                                        context.texts().list(perspectives(newest))))));
    }

    /// The newest digest of the topic, or of each topic.
    private List<StoredDigest> newest(CommandContext context, Optional<String> topic) {
        return topic
                .map(id -> library.topic(context.transaction(), id).stream().toList())
                .orElseGet(() -> library.newestTopics(context.transaction(), ""))
                .stream()
                .flatMap(known -> lookup.newest(context, known).stream())
                .toList();
    }

    private static List<String> perspectives(List<StoredDigest> newest) {
        return newest.stream()
                .flatMap(stored -> stored.digest().perspectives().stream())
                .map(Perspective::name)
                .distinct()
                .limit(PERSPECTIVES_NAMED)
                .toList();
    }

    /// A found digest, with the name of its language if the chat receives the topic in another one.
    private record Hit(StoredDigest stored, Snippet snippet, DigestView view, Optional<String> language) {}

    /// The page, or the last one if there are fewer by now.
    private Content page(CommandContext context, String key, SearchQuery query, int requestedPage) {
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
        DigestView view = view(stored.digest(), query, snippet);
        return new Hit(stored, snippet, view, lookup.languageName(context, stored));
    }

    /// The perspective of the filter, or the only part with a hit, or else the overview.
    public static DigestView view(Digest digest, SearchQuery query, Snippet hit) {
        List<Perspective> perspectives = digest.perspectives();
        for (int i = 0; i < perspectives.size(); i++) {
            if (query.perspective()
                    .filter(perspectives.get(i).id()::equalsIgnoreCase)
                    .isPresent()) {
                return new DigestView.OnePerspective(i);
            }
        }
        return hit.parts().size() == 1 ? hit.parts().getFirst() : new DigestView.Overview();
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
        return newest(context, query.topic()).stream()
                .flatMap(stored -> stored.digest().perspectives().stream())
                .filter(perspective -> perspective.id().equalsIgnoreCase(id))
                .findFirst()
                .map(Perspective::name)
                .orElse(id);
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
        line.add(new Inline.Text(texts.day(digest.key().day()) + languageSuffix(shown)));
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

    /// The text after `/search`: words, and filters such as `perspective:china` or `from:"5 feb"`.
    ///
    /// @param filters the filters; an option overrides a typed filter
    /// @param duplicate a filter that was typed twice with different values, which is an error
    public record TypedSearch(String words, Map<Kind, String> filters, Optional<DuplicateFilter> duplicate) {

        /// Two different values of one filter, whose name is as it was typed, in any language.
        record DuplicateFilter(String kind, String one, String other) {}

        enum Kind {
            TOPIC("option-topic", "topic"),
            PERSPECTIVE("option-perspective", "perspective"),
            FROM("option-from", "from"),
            UNTIL("option-until", "to"),
            ON("option-date", "on");

            private final String name;
            private final String alias;

            Kind(String name, String alias) {
                this.name = name;
                this.alias = alias;
            }
        }

        private static final Pattern WORD =
                Pattern.compile("(?:(?<key>\\p{L}+)[:：])?(?:\"(?<quoted>[^\"]*)\"|“(?<curly>[^”]*)”|(?<bare>\\S+))");
        private static final Map<String, Kind> KINDS = kinds();
        private static final int MAX_LENGTH = 300;

        private static Map<String, Kind> kinds() {
            Map<String, Kind> kinds = new HashMap<>();
            for (Kind kind : Kind.values()) {
                kinds.put(kind.alias, kind);
                Texts.languages()
                        .forEach(
                                language -> kinds.putIfAbsent(Texts.of(language).format(kind.name), kind));
            }
            return kinds;
        }

        /// Parses a line. Filter names may be in any of the bot's languages; anything else is a
        /// search word.
        public static TypedSearch read(String typed) {
            Map<Kind, String> filters = new EnumMap<>(Kind.class);
            Optional<DuplicateFilter> duplicate = Optional.empty();
            var words = new StringBuilder();
            Matcher word = WORD.matcher(typed);
            while (word.find()) {
                Optional<Kind> kind = Optional.ofNullable(word.group("key"))
                        .map(key -> key.toLowerCase(Locale.ROOT))
                        .map(KINDS::get);
                if (kind.isPresent()) {
                    String value = value(word);
                    String before = filters.put(kind.get(), value);
                    if (duplicate.isEmpty() && before != null && !before.equalsIgnoreCase(value)) {
                        duplicate = Optional.of(new DuplicateFilter(word.group("key"), before, value));
                    }
                } else {
                    words.append(words.isEmpty() ? "" : " ").append(word.group());
                }
            }
            return new TypedSearch(bounded(words.toString()), filters, duplicate);
        }

        /// The words with the options, which override filters among the words.
        static TypedSearch of(ReadAction.Search typed) {
            TypedSearch read = read(typed.words());
            Map<Kind, String> all = new EnumMap<>(Kind.class);
            all.putAll(read.filters);
            put(all, Kind.TOPIC, typed.topic());
            put(all, Kind.PERSPECTIVE, typed.perspective());
            put(all, Kind.FROM, typed.from());
            put(all, Kind.UNTIL, typed.until());
            return new TypedSearch(read.words, all, read.duplicate);
        }

        /// Tells whether the query is empty: no searchable word and no filter. A single day alone
        /// does not count as a filter, because `/digest` shows it.
        public boolean isEmpty() {
            boolean lists = words.isEmpty() && filters.keySet().stream().anyMatch(kind -> kind != Kind.ON);
            return !SearchQuery.of(words).hasWords() && !lists;
        }

        private static void put(Map<Kind, String> all, Kind kind, String option) {
            if (!option.isBlank()) {
                all.put(kind, option.strip());
            }
        }

        Optional<String> get(Kind kind) {
            return Optional.ofNullable(filters.get(kind));
        }

        private static String value(Matcher word) {
            return Optional.ofNullable(word.group("quoted"))
                    .or(() -> Optional.ofNullable(word.group("curly")))
                    .orElseGet(() -> word.group("bare"))
                    .strip();
        }

        private static String bounded(String words) {
            if (words.length() <= MAX_LENGTH) {
                return words;
            }
            return words.substring(
                    0, Character.isHighSurrogate(words.charAt(MAX_LENGTH - 1)) ? MAX_LENGTH - 1 : MAX_LENGTH);
        }
    }
}
