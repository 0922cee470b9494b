package digestbot.chat.inline;

import digestbot.action.ReadAction;
import digestbot.audience.ReadingOptions;
import digestbot.audience.Subscription;
import digestbot.chat.api.InlineAnswer;
import digestbot.chat.api.InlineAnswer.SharedView;
import digestbot.chat.api.InlineQuestion;
import digestbot.chat.common.ChatSubscriptions;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.LanguageNote;
import digestbot.chat.common.ParsedDay;
import digestbot.chat.common.TopicAndDay;
import digestbot.chat.search.HitView;
import digestbot.content.Content;
import digestbot.content.Reader;
import digestbot.content.TextShortener;
import digestbot.content.views.DigestLinks;
import digestbot.content.views.DigestViews;
import digestbot.content.views.TopicStyles;
import digestbot.delivery.rendering.RevisionMessages.WebPages;
import digestbot.digest.Digest;
import digestbot.digest.DigestView;
import digestbot.digest.Perspective;
import digestbot.digest.words.MarkedText.Piece;
import digestbot.i18n.Texts;
import digestbot.library.archive.Library;
import digestbot.library.archive.LibraryTopic;
import digestbot.library.archive.StoredDigest;
import digestbot.library.search.HitHighlighter.Snippet;
import digestbot.library.search.SearchQuery;
import digestbot.library.search.SearchResult;
import digestbot.markdown.PlainText;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Answers inline queries with views of digests, as the asker's private chat shows them, except
/// that they contain the points and outlets that the asker mutes and hides: others read them.
/// Stores nothing.
public final class InlineDigests {

    private static final int TITLE = 100;
    private static final int DESCRIPTION = 160;
    private static final String DOT = " · ";

    private final InlineSearch search;
    private final ChatSubscriptions chatSubscriptions;
    private final DigestViews digestViews;
    private final WebPages webPages;
    private final TopicStyles styles;

    public InlineDigests(
            Library library,
            ChatSubscriptions chatSubscriptions,
            DigestViews digestViews,
            WebPages webPages,
            TopicStyles styles) {
        this.search = new InlineSearch(library, chatSubscriptions, styles);
        this.chatSubscriptions = chatSubscriptions;
        this.digestViews = digestViews;
        this.webPages = webPages;
        this.styles = styles;
    }

    /// Finds the views for a context of the asker's private chat.
    public InlineAnswer answer(CommandContext context, InlineQuestion question) {
        InlineSearch.FoundViews found = search.find(context, question.words(), question.offset());
        if (found.views().isEmpty() && question.offset() == 0) {
            String sentence = context.texts().format("share-nothing-found-button");
            return new InlineAnswer.Notice(sentence, new ReadAction.ShowLatest(0));
        }
        List<SharedView> views =
                found.views().stream().map(each -> shared(context, each)).toList();
        return new InlineAnswer.Views(context.texts().language(), views, found.next());
    }

    private SharedView shared(CommandContext context, InlineSearch.FoundView found) {
        StoredDigest stored = found.stored();
        Content content = digestViews.view(
                stored.number(),
                stored.digest(),
                found.view(),
                reader(context, stored),
                DigestLinks.to(webPages.of(context.transaction(), stored.number())));
        return new SharedView(
                new ReadAction.Show(stored.number(), found.view(), 0),
                title(context, found),
                TextShortener.shorten(DESCRIPTION, found.passage().orElseGet(() -> firstLine(content))),
                content);
    }

    private Reader reader(CommandContext context, StoredDigest stored) {
        Optional<Subscription> subscription = chatSubscriptions.to(
                context.transaction(), context.chat(), stored.digest().topic().id());
        return new Reader(
                context.texts().language(),
                subscription.map(Subscription::reading).orElse(ReadingOptions.DEFAULT),
                context.today(),
                context.preferences().zone(),
                Set.of());
    }

    private String title(CommandContext context, InlineSearch.FoundView found) {
        Digest digest = found.stored().digest();
        Texts texts = context.texts();
        String rest = DOT
                + texts.shortDay(digest.key().day(), context.today().getYear())
                + DOT
                + part(texts, digest, found.view())
                + found.language().map(DOT::concat).orElse("");
        String topic = TextShortener.shorten(
                Math.max(1, TITLE - rest.length()), digest.topic().name());
        return topic + rest;
    }

    private String part(Texts texts, Digest digest, DigestView view) {
        return switch (view) {
            case DigestView.Overview() -> texts.format("overview-button");
            case DigestView.OnePerspective(int ordinal) ->
                styles.perspective(digest, ordinal).label();
            case DigestView.SideBySide() -> texts.format("side-by-side-button");
            case DigestView.Sources _ -> texts.format("sources");
        };
    }

    private static String firstLine(Content content) {
        return content.panels().stream()
                .map(panel -> PlainText.of(panel.body()))
                .flatMap(String::lines)
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse("");
    }

    /// Finds the views for an inline query: of the digest of a named topic and day, or else of
    /// digests that contain the words.
    private static final class InlineSearch {

        private static final int PAGE_SIZE = 10;

        /// The number of topics with similar names that are offered before what the words find.
        private static final int MAX_SIMILAR_TOPICS = 5;

        private final Library library;
        private final ChatSubscriptions chatSubscriptions;
        private final TopicStyles styles;
        private final LanguageNote languageNote;

        InlineSearch(Library library, ChatSubscriptions chatSubscriptions, TopicStyles styles) {
            this.library = library;
            this.chatSubscriptions = chatSubscriptions;
            this.styles = styles;
            this.languageNote = new LanguageNote(library);
        }

        /// A view, with the line that contains the words, and the name of its language if that
        /// differs from the asker's.
        record FoundView(StoredDigest stored, DigestView view, Optional<String> passage, Optional<String> language) {

            FoundView(StoredDigest stored, DigestView view) {
                this(stored, view, Optional.empty(), Optional.empty());
            }
        }

        /// A page of views, with the offset of the next page if there is one.
        record FoundViews(List<FoundView> views, OptionalInt next) {

            /// Reads no more of the views than the page needs.
            private static FoundViews page(Stream<FoundView> all, int offset) {
                List<FoundView> views = all.skip(offset).limit(PAGE_SIZE + 1L).toList();
                return views.size() > PAGE_SIZE
                        ? new FoundViews(views.subList(0, PAGE_SIZE), OptionalInt.of(offset + PAGE_SIZE))
                        : new FoundViews(views, OptionalInt.empty());
            }
        }

        FoundViews find(CommandContext context, String words, int offset) {
            if (words.isEmpty()) {
                return FoundViews.page(overviews(newest(context, ownTopics(context))), offset);
            }
            TopicAndDay wish = TopicAndDay.withOptionalDate(context, library, words, "");
            Optional<LibraryTopic> topic =
                    wish.topic().isEmpty() ? Optional.empty() : library.topic(context.transaction(), wish.topic());
            Stream<FoundView> named = topic.map(found -> ofTopic(context, found, wish.date()))
                    .orElseGet(() -> wish.topic().isEmpty() ? ofDay(context, wish.date()) : Stream.empty());
            FoundViews page = FoundViews.page(named, offset);
            return page.views().isEmpty() ? search(context, words, wish, topic, offset) : page;
        }

        /// The views of the topic's digests of the typed day; without a day, of the newest one,
        /// first that of the named perspective.
        private Stream<FoundView> ofTopic(CommandContext context, LibraryTopic topic, String rest) {
            Stream<StoredDigest> newest = newest(context, List.of(topic));
            if (rest.isEmpty()) {
                return newest.flatMap(InlineSearch::views);
            }
            List<LocalDate> days = days(context, rest);
            return days.isEmpty()
                    ? newest.flatMap(stored -> perspectiveFirst(stored, rest))
                    : days.stream().flatMap(day -> on(context, topic, day)).flatMap(InlineSearch::views);
        }

        private Stream<FoundView> ofDay(CommandContext context, String date) {
            List<LibraryTopic> topics = ownTopics(context);
            return overviews(days(context, date).stream()
                    .flatMap(day -> topics.stream().flatMap(topic -> on(context, topic, day))));
        }

        private static List<LocalDate> days(CommandContext context, String typed) {
            return switch (ParsedDay.read(context, typed)) {
                case ParsedDay.ExactDay(LocalDate day) -> List.of(day);
                case ParsedDay.Either either -> List.of(either.one(), either.other());
                case ParsedDay.Unclear _ -> List.of();
            };
        }

        private static Stream<FoundView> views(StoredDigest stored) {
            Stream<DigestView> perspectives =
                    IntStream.range(0, stored.digest().perspectives().size()).mapToObj(DigestView.OnePerspective::new);
            return Stream.concat(Stream.of(new DigestView.Overview()), perspectives)
                    .map(view -> new FoundView(stored, view));
        }

        /// The views of the digest, with the named perspective first; none if it does not have
        /// that.
        private Stream<FoundView> perspectiveFirst(StoredDigest stored, String name) {
            Digest digest = stored.digest();
            List<Perspective> perspectives = digest.perspectives();
            return IntStream.range(0, perspectives.size())
                    .filter(ordinal -> styles.hasName(digest, perspectives.get(ordinal), name))
                    .mapToObj(DigestView.OnePerspective::new)
                    .findFirst()
                    .map(named -> views(stored)
                            .sorted(Comparator.comparing(found -> !found.view().equals(named))))
                    .orElseGet(Stream::empty);
        }

        /// The digests with the words, the newest first, after topics with such a name.
        private FoundViews search(
                CommandContext context, String words, TopicAndDay wish, Optional<LibraryTopic> topic, int offset) {
            SearchQuery query = new SearchQuery(
                    topic.isPresent() ? wish.date() : words,
                    topic.map(known -> known.topic().id()),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
            List<FoundView> similar = topic.isPresent()
                    ? List.of()
                    : overviews(newest(context, similarTopics(context, words))).toList();
            List<FoundView> views = new ArrayList<>(offset == 0 ? similar : List.of());
            if (!query.hasWords()) {
                return new FoundViews(views, OptionalInt.empty());
            }
            SearchResult result = library.search(context.transaction(), query, context.language(), PAGE_SIZE, offset);
            result.hits().stream()
                    .flatMap(hit -> library.digest(context.transaction(), hit.number()).stream())
                    .map(stored -> hit(context, stored, query))
                    .filter(hit -> similar.stream().noneMatch(other -> isSame(hit, other)))
                    .forEach(views::add);
            int next = offset + PAGE_SIZE;
            return new FoundViews(
                    views,
                    !result.hits().isEmpty() && next < result.total() ? OptionalInt.of(next) : OptionalInt.empty());
        }

        private FoundView hit(CommandContext context, StoredDigest stored, SearchQuery query) {
            Snippet snippet = library.snippet(stored, query);
            String passage = snippet.pieces().stream().map(Piece::text).collect(Collectors.joining());
            DigestView view = HitView.of(stored.digest(), query, snippet);
            return new FoundView(stored, view, Optional.of(passage), languageNote.name(context, stored));
        }

        private static boolean isSame(FoundView one, FoundView other) {
            return one.stored().number() == other.stored().number()
                    && one.view().equals(other.view());
        }

        private List<LibraryTopic> similarTopics(CommandContext context, String words) {
            String typed = words.toLowerCase(Locale.ROOT);
            return library.topics(context.transaction()).stream()
                    .filter(known -> Stream.of(known.topic().id(), known.topic().name(), known.ownName())
                            .anyMatch(name -> name.toLowerCase(Locale.ROOT).contains(typed)))
                    .limit(MAX_SIMILAR_TOPICS)
                    .toList();
        }

        /// The topics that the asker subscribed to; all if they subscribed to none.
        private List<LibraryTopic> ownTopics(CommandContext context) {
            List<LibraryTopic> all = library.topics(context.transaction());
            Set<String> subscribed = chatSubscriptions.topics(context.transaction(), context.chat());
            List<LibraryTopic> own = all.stream()
                    .filter(known -> subscribed.contains(known.topic().id().toLowerCase(Locale.ROOT)))
                    .toList();
            return own.isEmpty() ? all : own;
        }

        private Stream<StoredDigest> newest(CommandContext context, List<LibraryTopic> topics) {
            return topics.stream()
                    .flatMap(topic ->
                            library.newest(context.transaction(), topic.topic().id(), context.language()).stream());
        }

        private Stream<StoredDigest> on(CommandContext context, LibraryTopic topic, LocalDate day) {
            return library.on(context.transaction(), topic.topic().id(), day, context.language()).stream();
        }

        private static Stream<FoundView> overviews(Stream<StoredDigest> digests) {
            return digests.map(stored -> new FoundView(stored, new DigestView.Overview()));
        }
    }
}
