package digestbot.chat.search;

import digestbot.audience.Chat;
import digestbot.button.LookupPress;
import digestbot.chat.api.Command;
import digestbot.chat.api.LookupCommand;
import digestbot.chat.api.Reply;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.HandlerRegistry;
import digestbot.chat.common.ParsedDay;
import digestbot.chat.common.Placement;
import digestbot.chat.common.Replies;
import digestbot.chat.common.TopicMessages;
import digestbot.chat.read.DigestCommands;
import digestbot.chat.search.TypedSearch.Kind;
import digestbot.content.Content;
import digestbot.content.views.TopicStyles;
import digestbot.digest.Perspective;
import digestbot.i18n.DatePhrase;
import digestbot.i18n.SearchPhrase;
import digestbot.i18n.Texts;
import digestbot.library.archive.Library;
import digestbot.library.archive.StoredDigest;
import digestbot.library.search.SavedSearchStore;
import digestbot.library.search.SearchQuery;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Searches all digests. A search is stored under a key, so that its buttons can refer to it.
public final class SearchCommand implements HandlerRegistry.Handler {

    private static final int PERSPECTIVES_NAMED = 20;

    private final SavedSearchStore searches = new SavedSearchStore();
    private final Library library;
    private final DigestCommands digests;
    private final SearchResultPages pages;

    public SearchCommand(Library library, DigestCommands digests, TopicStyles styles) {
        this.library = library;
        this.digests = digests;
        this.pages = new SearchResultPages(library, styles);
    }

    @Override
    public void register(HandlerRegistry registry) {
        registry.on(LookupCommand.Search.class, (context, typed) -> search(context, typed.words(), typed.filters()));
        registry.on(LookupPress.SearchResults.class, this::pressed);
        registry.on(LookupPress.AskToSearch.class, (context, _) -> ask(context));
    }

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

    private Reply search(CommandContext context, String written, Command.SearchFilters options) {
        TypedSearch line = TypedSearch.read(written).with(options);
        Texts texts = context.texts();
        if (line.isEmpty()) {
            return ask(context);
        }
        if (line.duplicate().isPresent()) {
            TypedSearch.DuplicateFilter duplicate = line.duplicate().get();
            return new Reply.EphemeralMessage(Replies.text(
                    texts,
                    texts.format(
                            SearchPhrase.SEARCH_ONCE,
                            duplicate.kind(),
                            Replies.quoteInput(duplicate.one()),
                            Replies.quoteInput(duplicate.other()))));
        }
        FilterValue<String> topic = part(line, Kind.TOPIC, typed -> topic(context, typed));
        FilterValue<String> perspective =
                part(line, Kind.PERSPECTIVE, typed -> perspective(context, typed, topic.meant()));
        FilterValue<LocalDate> on = part(line, Kind.ON, typed -> day(context, typed));
        FilterValue<LocalDate> from = part(line, Kind.FROM, typed -> day(context, typed));
        FilterValue<LocalDate> until = part(line, Kind.UNTIL, typed -> day(context, typed));
        return Stream.of(topic, perspective, on, from, until)
                .flatMap(part -> part.unclear().stream())
                .findFirst()
                .or(() -> on.meant().isPresent() ? Optional.empty() : backwards(context, from, until))
                .map(Reply.EphemeralMessage::new)
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
        var press = new LookupPress.AskToSearch();
        Content fallback = context.linkTo(press)
                .filter(_ -> context.isPrivate())
                .map(link -> Replies.askForReply(
                        texts.format(SearchPhrase.SEARCH_ASK),
                        texts.format(SearchPhrase.SEARCH_BUTTON),
                        link,
                        texts.format(SearchPhrase.SEARCH_HINT)))
                .orElseGet(() -> Replies.text(texts, texts.format(SearchPhrase.SEARCH_HOW)));
        Texts personal = context.personalTexts();
        return new Reply.OpenModal(
                personal.format(SearchPhrase.SEARCH_BUTTON),
                personal.format(SearchPhrase.SEARCH_HINT),
                Optional.of(press),
                fallback);
    }

    private static Optional<Content> backwards(
            CommandContext context, FilterValue<LocalDate> from, FilterValue<LocalDate> until) {
        Texts texts = context.texts();
        return from.meant()
                .flatMap(first -> until.meant()
                        .filter(first::isAfter)
                        .map(last -> texts.format(SearchPhrase.SEARCH_BACKWARDS, texts.day(first), texts.day(last))))
                .map(said -> Replies.text(texts, said));
    }

    private Reply.EphemeralMessage first(CommandContext context, SearchQuery query) {
        Texts texts = context.texts();
        Optional<LocalDate> future = query.from().filter(context.today()::isBefore);
        if (future.isPresent()
                && library.search(context.transaction(), query, 1, 0).total() == 0) {
            return new Reply.EphemeralMessage(
                    Replies.text(texts, texts.format(DatePhrase.FUTURE_DATE, texts.day(future.get()))));
        }
        String key = searches.keep(context.transaction(), searcher(context), query, context.now());
        return new Reply.EphemeralMessage(pages.page(context, key, query, 0));
    }

    /// The owner of the search: the person, or the whole chat where everybody reads the results.
    private static SavedSearchStore.Searcher searcher(CommandContext context) {
        Chat chat = context.request().origin().chat();
        boolean alone = context.isPrivate() || context.answersPrivately();
        return new SavedSearchStore.Searcher(
                chat.platform().id(),
                chat.id(),
                alone ? context.request().person().userId() : 0);
    }

    /// A page of a stored search, unless it has expired or belongs to another person or chat.
    private Reply pressed(CommandContext context, LookupPress.SearchResults press) {
        Chat chat = context.request().origin().chat();
        var viewer = new SavedSearchStore.Viewer(
                chat.platform().id(), chat.id(), context.request().person().userId(), context.isPrivate());
        return searches.use(context.transaction(), viewer, press.search(), context.now())
                .map(query -> pages.page(context, press.search(), query, press.page()))
                .map(content -> Placement.linkedView(context, press, content, 0))
                .orElseGet(() -> context.refuse(SearchPhrase.SEARCH_GONE));
    }

    private static <T> FilterValue<T> part(TypedSearch line, Kind kind, Function<String, FilterValue<T>> read) {
        return line.get(kind).map(read).orElseGet(FilterValue::none);
    }

    private FilterValue<String> topic(CommandContext context, String typed) {
        return library.topic(context.transaction(), typed)
                .map(known -> FilterValue.of(known.topic().id()))
                .orElseGet(() -> FilterValue.unclear(TopicMessages.unknown(
                        context, typed, library.topics(context.transaction()), _ -> Optional.empty())));
    }

    private static FilterValue<LocalDate> day(CommandContext context, String typed) {
        return switch (ParsedDay.read(context, typed)) {
            case ParsedDay.ExactDay(LocalDate day) -> FilterValue.of(day);
            case ParsedDay.Unclear(Content message) -> FilterValue.unclear(message);
            case ParsedDay.Either either -> FilterValue.unclear(either.question());
        };
    }

    /// The id of the perspective with that name in the newest digest of the topic, or of any topic.
    private FilterValue<String> perspective(CommandContext context, String typed, Optional<String> topic) {
        List<StoredDigest> newest = library.topics(context.transaction()).stream()
                .map(known -> known.topic().id())
                .filter(id -> topic.isEmpty() || topic.get().equals(id))
                .flatMap(id -> library.newest(context.transaction(), id, context.language()).stream())
                .toList();
        return newest.stream()
                .flatMap(stored -> digests.ordinal(stored.digest(), typed).stream()
                        .mapToObj(ordinal -> stored.digest().perspectives().get(ordinal)))
                .map(found -> FilterValue.of(found.id().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseGet(() -> FilterValue.unclear(Replies.text(
                        context.texts(),
                        context.texts()
                                .format(
                                        SearchPhrase.NO_SUCH_PERSPECTIVE,
                                        Replies.quoteInput(typed),
                                        perspectives(newest)))));
    }

    private static String perspectives(List<StoredDigest> newest) {
        return newest.stream()
                .flatMap(stored -> stored.digest().perspectives().stream())
                .map(Perspective::name)
                .distinct()
                .limit(PERSPECTIVES_NAMED)
                .collect(Collectors.joining(", "));
    }
}
