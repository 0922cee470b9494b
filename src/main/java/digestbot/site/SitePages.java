package digestbot.site;

import static j2html.TagCreator.rawHtml;

import digestbot.audience.vote.VoteStore;
import digestbot.audience.vote.VoteStore.VoteCount;
import digestbot.audience.vote.VoteStore.VotedDigest;
import digestbot.concurrent.LruCache;
import digestbot.content.views.DigestContentBuilder;
import digestbot.database.Transaction;
import digestbot.digest.Digest;
import digestbot.digest.Topic;
import digestbot.i18n.Texts;
import digestbot.library.archive.LibraryTopic;
import digestbot.markdown.Block;
import digestbot.site.PageHead.PageLanguage;
import digestbot.site.SiteLibrary.UnreadDigest;
import digestbot.site.TopicPages.EntryStyle;
import j2html.tags.DomContent;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Finds and creates the page at a path. Paths are relative to the base address.
///
/// @param about the owner's text about the site
/// @param making describes how digests are made
/// @param entries the HTML of digests in lists, by everything on which it depends
public record SitePages(
        SiteLibrary library,
        DigestContentBuilder views,
        SiteLayout layout,
        List<Block> about,
        Making making,
        LruCache<List<Object>, String> entries) {

    /// Describes how the bot writes the digests of a topic.
    @FunctionalInterface
    public interface Making {

        /// The facts for readers, with counts of the days after `after`; nothing if the bot does
        /// not write the topic.
        List<String> facts(Transaction transaction, String topic, LocalDate after, Texts texts);
    }

    private static final long MAX_ENTRIES = 4 << 20;

    public SitePages(
            SiteLibrary library, DigestContentBuilder views, SiteLayout layout, List<Block> about, Making making) {
        this(library, views, layout, about, making, new LruCache<>(MAX_ENTRIES, String::length));
    }

    private static final int DAYS_OF_TOPIC = SiteLibrary.DAYS_OF_TOPIC;

    /// The number of topics whose last digests are counted on the page about the site.
    private static final int MAX_COUNTED = 14;

    private static final int DAYS_COUNTED = 30;

    private static final int MAX_LATEST = 6;

    private EditionPages editionPages(Transaction transaction, String language) {
        return new EditionPages(views, layout.with(library.topics(transaction, language)));
    }

    private TopicPages topicPages(Transaction transaction, String language) {
        return new TopicPages(views, layout.with(library.topics(transaction, language)));
    }

    public SiteAnswer at(Transaction transaction, String path) {
        Optional<SitePath> parsed = SitePath.parse(path);
        return parsed.isEmpty() ? new SiteAnswer.Missing("") : at(transaction, path, parsed.get());
    }

    private SiteAnswer at(Transaction transaction, String path, SitePath wanted) {
        if (wanted.isHome()) {
            return home(transaction, path, "");
        }
        Optional<SiteAddress.OfSite> ofSite = Texts.languages().stream()
                .flatMap(SiteAddress.OfSite::in)
                .filter(each -> each.path().equals(path) || each.path().equals(path + "/"))
                .findFirst();
        if (ofSite.isPresent()) {
            return page(path, ofSite.get(), () -> switch (ofSite.get()) {
                case SiteAddress.About(String language) -> about(transaction, language);
            });
        }
        Optional<Topic> topic = topic(transaction, wanted.topic());
        if (topic.isEmpty()) {
            return wanted.homeLanguage()
                    .map(language -> home(transaction, path, language))
                    .orElseGet(() -> nothing(transaction, wanted));
        }
        Optional<LocalDate> day = wanted.day();
        if (day.isPresent()) {
            return day(transaction, path, topic.get(), day.get(), wanted);
        }
        return wanted.date().isEmpty()
                ? topic(transaction, path, topic.get(), wanted)
                : new SiteAnswer.Missing(wanted.language());
    }

    private Optional<Topic> topic(Transaction transaction, String segment) {
        return library.library().topics(transaction).stream()
                .map(LibraryTopic::topic)
                .filter(each -> SiteAddress.topicSegment(each.id()).equals(segment))
                .findFirst();
    }

    /// The digest whose page has that path.
    public Optional<SiteEdition> edition(Transaction transaction, String path) {
        Optional<SitePath> wanted = SitePath.parse(path)
                .filter(each -> !each.isHome() && each.perspective().isEmpty());
        return wanted.flatMap(each -> topic(transaction, each.topic()))
                .flatMap(topic -> wanted.flatMap(SitePath::day)
                        .flatMap(day -> edition(transaction, topic, day, wanted.orElseThrow())));
    }

    private SiteAnswer day(Transaction transaction, String path, Topic topic, LocalDate day, SitePath wanted) {
        Optional<SiteEdition> found = edition(transaction, topic, day, wanted);
        if (found.isEmpty()) {
            return nothing(transaction, wanted);
        }
        SiteEdition edition = found.get();
        if (wanted.perspective().isEmpty()) {
            return page(
                    path,
                    edition.address(),
                    () -> editionPages(transaction, edition.address().language())
                            .day(edition, library.links(transaction, edition)));
        }
        return perspective(edition.digest(), wanted.perspective().get())
                .map(ordinal -> page(
                        path,
                        edition.perspective(ordinal),
                        () -> editionPages(transaction, edition.address().language())
                                .perspective(edition, ordinal)))
                .orElseGet(() -> new SiteAnswer.Missing(wanted.language()));
    }

    private static Optional<Integer> perspective(Digest digest, String segment) {
        return IntStream.range(0, digest.perspectives().size())
                .filter(i -> SiteAddress.perspectiveSegment(
                                digest.perspectives().get(i).id())
                        .equals(segment))
                .boxed()
                .findFirst();
    }

    private Optional<SiteEdition> edition(Transaction transaction, Topic topic, LocalDate day, SitePath wanted) {
        return library.edition(
                transaction,
                topic.id(),
                day,
                key -> SiteAddress.daySegment(day, key.edition())
                        .equals(wanted.date().orElseThrow()),
                wanted.language());
    }

    /// Whether the digest whose page has that path was withdrawn.
    public boolean isGone(Transaction transaction, String path) {
        return SitePath.parse(path)
                .filter(wanted -> isGone(transaction, wanted))
                .isPresent();
    }

    private boolean isGone(Transaction transaction, SitePath wanted) {
        return wanted.day().isPresent()
                && library.library().withdrawn(transaction, wanted.day().get()).stream()
                        .anyMatch(key -> SiteAddress.topicSegment(key.topic()).equals(wanted.topic())
                                && SiteAddress.daySegment(key.day(), key.edition())
                                        .equals(wanted.date().orElseThrow())
                                && (wanted.language().isEmpty()
                                        || SiteAddress.languageSegment(key.language())
                                                .equals(wanted.language())));
    }

    private SiteAnswer nothing(Transaction transaction, SitePath wanted) {
        return isGone(transaction, wanted)
                ? new SiteAnswer.Gone(wanted.language())
                : new SiteAnswer.Missing(wanted.language());
    }

    /// A page that says why there is nothing to show, in one of the bot's languages.
    public String nothing(Transaction transaction, String language, boolean isGone) {
        Stream<UnreadDigest> newest =
                newest(transaction, 1).sorted(UnreadDigest.NEWEST_FIRST).limit(MAX_LATEST);
        return topicPages(transaction, language)
                .nothing(language, isGone, entries(transaction, newest, new EntryStyle(true, Optional.empty(), false)));
    }

    private String about(Transaction transaction, String language) {
        List<UnreadDigest> latest = library.library().newestTopics(transaction, "").stream()
                .limit(MAX_COUNTED)
                .flatMap(topic -> lastDays(library.newest(transaction, topic.id(), "", DAYS_COUNTED)))
                .toList();
        long since = latest.stream()
                .map(each -> each.key().day())
                .min(LocalDate::compareTo)
                .map(LocalDate::toEpochDay)
                .orElse(0L);
        VoteCount votes = VoteStore.since(transaction, LocalDate.ofEpochDay(since)).stream()
                .map(VotedDigest::count)
                .reduce(VoteCount.NONE, VoteCount::plus);
        Texts texts = Texts.of(language);
        return new AboutPage(
                        views,
                        layout.with(library.topics(transaction, language)),
                        newest -> making.facts(
                                transaction, newest.topic(), newest.day().minusDays(DAYS_COUNTED), texts))
                .of(
                        language,
                        about,
                        latest.stream().flatMap(each -> library.edition(transaction, each).stream()),
                        votes);
    }

    private static Stream<UnreadDigest> lastDays(List<UnreadDigest> newestFirst) {
        return newestFirst.stream()
                .filter(each -> each.key()
                        .day()
                        .isAfter(newestFirst.getFirst().key().day().minusDays(DAYS_COUNTED)));
    }

    /// The entries of digests in lists. Each digest is read once, one after the other.
    private List<DomContent> entries(Transaction transaction, Stream<UnreadDigest> listed, EntryStyle style) {
        var pages = new TopicPages(views, layout);
        return listed.<DomContent>map(each -> rawHtml(entries.get(
                        List.of(
                                each.listed(),
                                each.address(),
                                each.days().languages(each.key().day()).all(),
                                style),
                        () -> library.edition(transaction, each)
                                .map(edition -> pages.entry(edition, style))
                                .orElse(""))))
                .toList();
    }

    /// The digests of the newest days of each topic.
    private Stream<UnreadDigest> newest(Transaction transaction, int days) {
        return library.library().newestTopics(transaction, "").stream()
                .flatMap(topic -> library.newest(transaction, topic.id(), "", days).stream());
    }

    /// Creates the page if it was requested by its canonical path; otherwise redirects to that
    /// path.
    private static SiteAnswer page(String path, SiteAddress address, Supplier<String> make) {
        return address.path().equals(path)
                ? new SiteAnswer.Found(make.get())
                : new SiteAnswer.Elsewhere(address.path(), (path + "/").equals(address.path()));
    }

    private SiteAnswer topic(Transaction transaction, String path, Topic topic, SitePath wanted) {
        List<UnreadDigest> newest = library.newest(transaction, topic.id(), wanted.language(), DAYS_OF_TOPIC);
        List<UnreadDigest> listed = wanted.before()
                .map(day -> library.before(transaction, topic.id(), wanted.language(), day))
                .orElse(newest);
        if (listed.isEmpty()) {
            return new SiteAnswer.Missing(wanted.language());
        }
        LocalDate first = listed.getFirst().key().day();
        boolean isNewest = !newest.isEmpty() && newest.getFirst().key().day().equals(first);
        var ofTopic = new SiteAddress.OfTopic(tag(wanted.language(), listed), topic.id());
        // One address for all days that have the same list, so that it is kept once.
        SiteAddress address = isNewest ? ofTopic : earlier(ofTopic, first);
        return page(
                path,
                address,
                () -> topicPages(transaction, address.language())
                        .topic(
                                address,
                                topic,
                                library.edition(transaction, listed.getFirst()).orElseThrow(),
                                entries(
                                        transaction,
                                        listed.stream().skip(1),
                                        new EntryStyle(false, Optional.empty(), false)),
                                library.library()
                                        .dayBefore(
                                                transaction,
                                                topic.id(),
                                                ofTopic.language(),
                                                listed.getLast().key().day())
                                        .map(day -> earlier(ofTopic, day)),
                                isNewest
                                        ? languages(
                                                transaction,
                                                List.of(topic),
                                                other -> new SiteAddress.OfTopic(other, topic.id()),
                                                main(transaction, topic))
                                        : List.of()));
    }

    private static SiteAddress.Earlier earlier(SiteAddress.OfTopic topic, LocalDate newest) {
        return new SiteAddress.Earlier(topic, newest.plusDays(1));
    }

    private SiteAnswer home(Transaction transaction, String path, String language) {
        List<Topic> topics = library.library().newestTopics(transaction, language).stream()
                .map(LibraryTopic::topic)
                .toList();
        List<UnreadDigest> newest = topics.stream()
                .flatMap(topic ->
                        library
                                .newest(transaction, topic.id(), language, language.isEmpty() ? 1 : DAYS_OF_TOPIC)
                                .stream()
                                .limit(1))
                .sorted(UnreadDigest.NEWEST_FIRST)
                .toList();
        if (newest.isEmpty() && !language.isEmpty()) {
            return new SiteAnswer.Missing(language);
        }
        return page(path, new SiteAddress.Home(tag(language, newest)), () -> {
            String tag = tag(language, newest);
            Optional<LocalDate> day =
                    newest.stream().findFirst().map(each -> each.key().day());
            return topicPages(transaction, tag)
                    .home(
                            new SiteAddress.Home(tag),
                            tag.isEmpty() ? mostFrequent(newest) : tag,
                            day,
                            entries(transaction, newest.stream(), new EntryStyle(true, day, true)),
                            languages(transaction, topics, SiteAddress.Home::new, Optional.of(mostFrequent(newest))));
        });
    }

    /// The language's tag in the form that digests use.
    private static String tag(String segment, List<UnreadDigest> listed) {
        return segment.isEmpty() ? "" : listed.getFirst().key().language();
    }

    private Optional<String> main(Transaction transaction, Topic topic) {
        return library.newest(transaction, topic.id(), "", 1).stream()
                .findFirst()
                .map(newest -> newest.key().language());
    }

    /// The other languages; empty if the list has only one language.
    private List<PageLanguage> languages(
            Transaction transaction, List<Topic> topics, Function<String, SiteAddress> address, Optional<String> main) {
        List<PageLanguage> languages = new ArrayList<>();
        main.ifPresent(tag -> languages.add(new PageLanguage(tag, address.apply(""))));
        topics.stream()
                .flatMap(topic -> library.otherLanguages(transaction, topic.id(), DAYS_OF_TOPIC).stream())
                .distinct()
                .sorted()
                .filter(tag -> main.filter(tag::equals).isEmpty())
                .forEach(tag -> languages.add(new PageLanguage(tag, address.apply(tag))));
        return languages.size() < 2 ? List.of() : languages;
    }

    private static String mostFrequent(List<UnreadDigest> listed) {
        Map<String, Long> counts =
                listed.stream().collect(Collectors.groupingBy(each -> each.key().language(), Collectors.counting()));
        return counts.entrySet().stream()
                .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse(Texts.of("").language());
    }

    /// A requested path, cut into its parts. Its segments are compared with the segments of
    /// existing ids.
    ///
    /// @param language the segment of a language; empty if there is none
    /// @param segments the segments after it: topic, day, perspective
    /// @param before the first day that a list leaves out; empty if none is a day
    private record SitePath(String language, List<String> segments, Optional<LocalDate> before) {

        private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}(-.+)?");
        private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,8}(-[a-z0-9]{1,8})*");

        private static final int DAY_LENGTH = 10;
        private static final int MAX_SEGMENTS = 4;

        /// Parses a path that is relative to the base address; empty if no page can have it. In a
        /// path of one segment, that segment is a language only if no topic has it, which the
        /// caller must check.
        static Optional<SitePath> parse(String path) {
            String[] parts = path.split(Pattern.quote(SiteAddress.BEFORE), 2);
            Optional<LocalDate> before = parts.length == 1 ? Optional.empty() : toDay(parts[1]);
            List<String> segments = Arrays.stream(parts[0].split("/", -1))
                    .filter(each -> !each.isEmpty())
                    .toList();
            if (segments.size() > MAX_SEGMENTS) {
                return Optional.empty();
            }
            if (segments.size() < 2 || isDate(segments.get(1))) {
                return segments.size() > MAX_SEGMENTS - 1
                        ? Optional.empty()
                        : Optional.of(new SitePath("", segments, before));
            }
            String language = segments.getFirst();
            List<String> rest = segments.subList(1, segments.size());
            boolean isPage = LANGUAGE.matcher(language).matches() && (rest.size() < 2 || isDate(rest.get(1)));
            return isPage ? Optional.of(new SitePath(language, rest, before)) : Optional.empty();
        }

        /// The language if the path can be the home page of a language.
        Optional<String> homeLanguage() {
            return language.isEmpty() && segments.size() == 1
                    ? Optional.of(segments.getFirst())
                            .filter(each -> LANGUAGE.matcher(each).matches())
                    : Optional.empty();
        }

        boolean isHome() {
            return segments.isEmpty();
        }

        String topic() {
            return segments.getFirst();
        }

        Optional<String> date() {
            return segment(1);
        }

        Optional<String> perspective() {
            return segment(2);
        }

        Optional<LocalDate> day() {
            return date().flatMap(SitePath::toDay);
        }

        /// The day with which the text begins.
        private static Optional<LocalDate> toDay(String text) {
            try {
                return isDate(text) ? Optional.of(LocalDate.parse(text.substring(0, DAY_LENGTH))) : Optional.empty();
            } catch (DateTimeException _) {
                return Optional.empty();
            }
        }

        private Optional<String> segment(int index) {
            return index < segments.size() ? Optional.of(segments.get(index)) : Optional.empty();
        }

        private static boolean isDate(String segment) {
            return DAY.matcher(segment).matches();
        }
    }

    public sealed interface SiteAnswer {

        record Found(String html) implements SiteAnswer {}

        /// The page is at another path.
        ///
        /// @param isPermanent true if that never changes
        record Elsewhere(String path, boolean isPermanent) implements SiteAnswer {}

        /// The digest was withdrawn. The language is the language of the path.
        record Gone(String language) implements SiteAnswer {}

        /// Nothing that readers may see is there.
        record Missing(String language) implements SiteAnswer {}
    }
}
