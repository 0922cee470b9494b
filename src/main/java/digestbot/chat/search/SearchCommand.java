package digestbot.chat.search;

import digestbot.audience.Chat;
import digestbot.audience.Platform;
import digestbot.button.LookupPress;
import digestbot.chat.api.Command;
import digestbot.chat.api.LookupCommand;
import digestbot.chat.api.Reply;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.DayParser;
import digestbot.chat.common.Placement;
import digestbot.chat.common.Replies;
import digestbot.chat.common.Routes;
import digestbot.chat.common.TopicMessages;
import digestbot.chat.read.DigestCommands;
import digestbot.chat.search.SearchQueryParser.Kind;
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

/// Finds words in all digests. A search is kept under a key, so that its buttons can name it.
public final class SearchCommand implements Routes.Handler {

    private static final int PERSPECTIVES_NAMED = 20;

    private final SavedSearchStore searches = new SavedSearchStore();
    private final Library library;
    private final DigestCommands looking;
    private final SearchResultPages pages;

    public SearchCommand(Library library, DigestCommands looking, TopicStyles styles) {
        this.library = library;
        this.looking = looking;
        this.pages = new SearchResultPages(library, styles);
    }

    @Override
    public void register(Routes routes) {
        routes.on(LookupCommand.Search.class, (asked, typed) -> search(asked, typed.words(), typed.narrowed()));
        routes.on(LookupPress.Found.class, this::pressed);
    }

    /// The meaning of a part of the line: nothing if the part is missing.
    private record Part<T>(Optional<T> meant, Optional<Content> unclear) {

        static <T> Part<T> none() {
            return new Part<>(Optional.empty(), Optional.empty());
        }

        static <T> Part<T> of(T meant) {
            return new Part<>(Optional.of(meant), Optional.empty());
        }

        static <T> Part<T> unclear(Content why) {
            return new Part<>(Optional.empty(), Optional.of(why));
        }
    }

    private Reply search(CommandContext asked, String written, Command.Narrowed options) {
        SearchQueryParser line = SearchQueryParser.read(written).with(options);
        Texts words = asked.words();
        if (line.isEmpty()) {
            return new Reply.Whisper(Replies.text(words, words.say(SearchPhrase.SEARCH_HOW)));
        }
        if (line.twice().isPresent()) {
            SearchQueryParser.Twice twice = line.twice().get();
            return new Reply.Whisper(Replies.text(
                    words,
                    words.say(
                            SearchPhrase.SEARCH_ONCE,
                            twice.kind(),
                            Replies.echo(twice.one()),
                            Replies.echo(twice.other()))));
        }
        Part<String> topic = part(line, Kind.TOPIC, typed -> topic(asked, typed));
        Part<String> perspective = part(line, Kind.PERSPECTIVE, typed -> perspective(asked, typed, topic.meant()));
        Part<LocalDate> on = part(line, Kind.ON, typed -> day(asked, typed));
        Part<LocalDate> from = part(line, Kind.FROM, typed -> day(asked, typed));
        Part<LocalDate> until = part(line, Kind.UNTIL, typed -> day(asked, typed));
        return Stream.of(topic, perspective, on, from, until)
                .flatMap(part -> part.unclear().stream())
                .findFirst()
                .or(() -> on.meant().isPresent() ? Optional.empty() : backwards(asked, from, until))
                .map(Reply.Whisper::new)
                .orElseGet(() -> first(
                        asked,
                        new SearchQuery(
                                line.words(),
                                topic.meant(),
                                perspective.meant(),
                                on.meant().or(from::meant),
                                on.meant().or(until::meant))));
    }

    private static Optional<Content> backwards(CommandContext asked, Part<LocalDate> from, Part<LocalDate> until) {
        Texts words = asked.words();
        return from.meant()
                .flatMap(first -> until.meant()
                        .filter(first::isAfter)
                        .map(last -> words.say(SearchPhrase.SEARCH_BACKWARDS, words.day(first), words.day(last))))
                .map(said -> Replies.text(words, said));
    }

    private Reply.Whisper first(CommandContext asked, SearchQuery query) {
        Texts words = asked.words();
        Optional<LocalDate> future = query.from().filter(asked.today()::isBefore);
        if (future.isPresent()
                && library.search(asked.transaction(), query, 1, 0).total() == 0) {
            return new Reply.Whisper(Replies.text(words, words.say(DatePhrase.FUTURE_DATE, words.day(future.get()))));
        }
        String key = searches.keep(asked.transaction(), searcher(asked), query, asked.now());
        return new Reply.Whisper(pages.page(asked, key, query, 0));
    }

    /// The owner of the search: the person, or the whole chat in Telegram groups, where replies
    /// cannot be ephemeral.
    private static SavedSearchStore.Searcher searcher(CommandContext asked) {
        Chat chat = asked.request().from().chat();
        boolean alone = asked.isPrivate() || chat.platform() == Platform.DISCORD;
        return new SavedSearchStore.Searcher(
                chat.platform().id(),
                chat.id(),
                alone ? asked.request().person().userId() : 0);
    }

    /// A page of a stored search, unless it has expired or belongs to another person or chat.
    private Reply pressed(CommandContext asked, LookupPress.Found press) {
        Chat chat = asked.request().from().chat();
        var viewer = new SavedSearchStore.Viewer(
                chat.platform().id(), chat.id(), asked.request().person().userId(), asked.isPrivate());
        return searches.use(asked.transaction(), viewer, press.search(), asked.now())
                .map(query -> pages.page(asked, press.search(), query, press.page()))
                .map(content -> Placement.turned(asked, press, content, 0))
                .orElseGet(() -> asked.refuse(SearchPhrase.SEARCH_GONE));
    }

    private static <T> Part<T> part(SearchQueryParser line, Kind kind, Function<String, Part<T>> read) {
        return line.get(kind).map(read).orElseGet(Part::none);
    }

    private Part<String> topic(CommandContext asked, String typed) {
        return library.topic(asked.transaction(), typed)
                .map(known -> Part.of(known.topic().id()))
                .orElseGet(
                        () -> Part.unclear(TopicMessages.unknown(asked, typed, library.topics(asked.transaction()))));
    }

    private static Part<LocalDate> day(CommandContext asked, String typed) {
        return switch (DayParser.read(asked, typed)) {
            case DayParser.Day(LocalDate day) -> Part.of(day);
            case DayParser.Unclear(Content why) -> Part.unclear(why);
            case DayParser.Either either -> Part.unclear(either.question());
        };
    }

    /// The id of the side that is called so in the newest digest of the topic, or of any.
    private Part<String> perspective(CommandContext asked, String typed, Optional<String> topic) {
        List<StoredDigest> newest = library.topics(asked.transaction()).stream()
                .map(known -> known.topic().id())
                .filter(id -> topic.isEmpty() || topic.get().equals(id))
                .flatMap(id -> library.newest(asked.transaction(), id, asked.language()).stream())
                .toList();
        return newest.stream()
                .flatMap(stored -> looking.ordinal(stored.digest(), typed).stream()
                        .mapToObj(ordinal -> stored.digest().perspectives().get(ordinal)))
                .map(found -> Part.of(found.id().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseGet(() -> Part.unclear(Replies.text(
                        asked.words(),
                        asked.words()
                                .say(SearchPhrase.NO_SUCH_PERSPECTIVE, Replies.echo(typed), perspectives(newest)))));
    }

    private static String perspectives(List<StoredDigest> newest) {
        return newest.stream()
                .flatMap(stored -> stored.digest().perspectives().stream())
                .map(Perspective::id)
                .distinct()
                .limit(PERSPECTIVES_NAMED)
                .collect(Collectors.joining(", "));
    }
}
