package digestbot.chat;

import digestbot.chat.InlineAnswer.SharedView;
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
import digestbot.library.search.SearchQuery;
import digestbot.library.search.SearchResult;
import digestbot.markdown.BulletPoints;
import digestbot.markdown.PlainText;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Answers inline queries with views of digests, as the asker's private chat shows them, except
/// that they contain the points and outlets that the asker mutes and hides: others read them.
/// Stores nothing.
public record InlineDigests(Library library, DigestLookup lookup, DigestRenderer renderer, TopicStyles styles) {

    private static final int PAGE_SIZE = 10;

    /// The number of topics with similar names that are offered before what the words find.
    private static final int MAX_SIMILAR_TOPICS = 5;

    private static final int TITLE = 100;
    private static final int TOPIC = 30;
    private static final int DESCRIPTION = 160;
    private static final String DOT = " · ";

    /// Finds the views for a context of the asker's private chat.
    public InlineAnswer answer(CommandContext context, InlineQuestion question) {
        FoundViews found = find(context, question.words(), question.offset());
        if (found.views().isEmpty() && question.offset() == 0) {
            String sentence = context.texts().format("share-nothing-found-button");
            return new InlineAnswer.Notice(sentence, new ReadAction.ShowLatest(0));
        }
        List<SharedView> views =
                found.views().stream().map(each -> shared(context, each)).toList();
        return new InlineAnswer.Views(context.texts().language(), views, found.next());
    }

    private SharedView shared(CommandContext context, FoundView found) {
        StoredDigest stored = found.stored();
        return new SharedView(
                new ReadAction.Show(stored.number(), found.view(), 0),
                TextShortener.shorten(TITLE, title(found)),
                TextShortener.shorten(DESCRIPTION, description(context, found)),
                renderer.forOthers(context, stored, found.view()));
    }

    /// The news that was looked for: the passage, or the first point of the view.
    private String title(FoundView found) {
        Digest digest = found.stored().digest();
        String topic = digest.topic().name();
        return found.view() instanceof DigestView.OnePerspective(int ordinal)
                ? styles.perspective(digest, ordinal).label()
                        + DOT
                        + found.passage()
                                .orElseGet(() -> firstPoint(digest, ordinal).orElse(topic))
                : TextShortener.shorten(TOPIC, topic) + DOT + found.passage().orElseGet(digest::headline);
    }

    private static Optional<String> firstPoint(Digest digest, int ordinal) {
        return BulletPoints.each(digest.perspective(ordinal)).stream()
                .map(PlainText::of)
                .flatMap(String::lines)
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst();
    }

    private String description(CommandContext context, FoundView found) {
        Digest digest = found.stored().digest();
        Texts texts = context.texts();
        return digest.topic().name()
                + DOT
                + texts.day(digest.key().day())
                + DOT
                + part(texts, digest, found.view())
                + found.language().map(DOT::concat).orElse("");
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

    /// A view, with the line that contains the words, and the name of its language if that
    /// differs from the asker's.
    private record FoundView(
            StoredDigest stored, DigestView view, Optional<String> passage, Optional<String> language) {

        FoundView(StoredDigest stored, DigestView view) {
            this(stored, view, Optional.empty(), Optional.empty());
        }
    }

    /// A page of views, with the offset of the next page if there is one.
    private record FoundViews(List<FoundView> views, OptionalInt next) {

        /// Reads no more of the views than the page needs.
        private static FoundViews page(Stream<FoundView> all, int offset) {
            List<FoundView> views = all.skip(offset).limit(PAGE_SIZE + 1L).toList();
            return views.size() > PAGE_SIZE
                    ? new FoundViews(views.subList(0, PAGE_SIZE), OptionalInt.of(offset + PAGE_SIZE))
                    : new FoundViews(views, OptionalInt.empty());
        }
    }

    /// The views of the digest of a named topic and day, or else of digests that contain the words.
    private FoundViews find(CommandContext context, String words, int offset) {
        if (words.isEmpty()) {
            return FoundViews.page(overviews(lookup.newestOfOwn(context)), offset);
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
            return newest.flatMap(InlineDigests::views);
        }
        List<LocalDate> days = ParsedDay.read(context, rest).candidates();
        return days.isEmpty()
                ? newest.flatMap(stored -> perspectiveFirst(stored, rest))
                : days.stream().flatMap(day -> on(context, topic, day)).flatMap(InlineDigests::views);
    }

    private Stream<FoundView> ofDay(CommandContext context, String date) {
        return overviews(ParsedDay.read(context, date).candidates().stream()
                .flatMap(day -> lookup.own(context, Optional.of(day)).flatMap(topic -> on(context, topic, day))));
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
        return lookup.ordinal(stored.digest(), name).stream()
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
                topic.map(known -> known.id()),
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
                views, !result.hits().isEmpty() && next < result.total() ? OptionalInt.of(next) : OptionalInt.empty());
    }

    private FoundView hit(CommandContext context, StoredDigest stored, SearchQuery query) {
        Snippet snippet = library.snippet(stored, query);
        String passage = snippet.pieces().stream().map(Piece::text).collect(Collectors.joining());
        DigestView view = SearchCommand.view(stored.digest(), query, snippet);
        return new FoundView(stored, view, Optional.of(passage), lookup.languageName(context, stored));
    }

    private static boolean isSame(FoundView one, FoundView other) {
        return one.stored().number() == other.stored().number() && one.view().equals(other.view());
    }

    private List<LibraryTopic> similarTopics(CommandContext context, String words) {
        String typed = words.toLowerCase(Locale.ROOT);
        return library.topics(context.transaction()).stream()
                .filter(known -> Stream.of(known.id(), known.name(), known.ownName())
                        .anyMatch(name -> name.toLowerCase(Locale.ROOT).contains(typed)))
                .limit(MAX_SIMILAR_TOPICS)
                .toList();
    }

    private Stream<StoredDigest> newest(CommandContext context, List<LibraryTopic> topics) {
        return topics.stream().flatMap(topic -> lookup.newest(context, topic).stream());
    }

    private Stream<StoredDigest> on(CommandContext context, LibraryTopic topic, LocalDate day) {
        return lookup.digest(context, topic, Optional.of(day)).stream();
    }

    private static Stream<FoundView> overviews(Stream<StoredDigest> digests) {
        return digests.map(stored -> new FoundView(stored, new DigestView.Overview()));
    }
}
