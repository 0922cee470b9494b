package digestbot.command;

import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.digest.Digest;
import digestbot.library.Holding;
import digestbot.library.KnownTopic;
import digestbot.library.Library;
import digestbot.library.StoredDigest;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// Suggests from the library what is typed by its beginning, then what contains it.
public final class LibrarySuggestions implements Suggestions {

    private static final int DAYS = 100;

    private final Database database;
    private final Library library;
    private final Holding holding;

    public LibrarySuggestions(Database database, Library library, Holding holding) {
        this.database = database;
        this.library = library;
        this.holding = holding;
    }

    @Override
    public List<Suggestion> topics(String typed) {
        return matching(
                typed,
                database.read(library::topics),
                known -> Stream.of(known.topic().name(), known.topic().id(), known.ownName()),
                known -> new Suggestion(known.topic().name(), known.topic().id()));
    }

    @Override
    public List<Suggestion> zones(String typed) {
        return ZoneNames.suggested(typed).stream()
                .map(zone -> new Suggestion(Zones.place(zone) + " (" + zone.getId() + ")", zone.getId()))
                .toList();
    }

    @Override
    public List<Suggestion> sides(String topic, String typed, String language) {
        return matching(typed, database.read(tx -> sidesOf(tx, topic, language)));
    }

    /// The sides of the topic's newest digest, or of every topic's. Their ids are the same in every language, and
    /// are what is chosen.
    private List<Suggestion> sidesOf(Transaction transaction, String topic, String language) {
        Map<String, Suggestion> sides = new LinkedHashMap<>();
        chosen(transaction, topic)
                .map(known -> library.newest(transaction, known.topic().id(), language))
                .flatMap(Optional::stream)
                .map(StoredDigest::digest)
                .flatMap(digest -> digest.perspectives().stream())
                .forEach(side ->
                        sides.putIfAbsent(side.id().toLowerCase(Locale.ROOT), new Suggestion(side.name(), side.id())));
        return List.copyOf(sides.values());
    }

    @Override
    public List<Suggestion> dates(String topic, String typed) {
        return matching(
                typed,
                database.read(tx -> chosen(tx, topic)
                        .flatMap(known -> library.days(tx, known.topic().id(), DAYS).stream())
                        .distinct()
                        .sorted(Comparator.<LocalDate>reverseOrder())
                        .map(day -> new Suggestion(day.toString(), day.toString()))
                        .toList()));
    }

    @Override
    public List<Suggestion> heldTopics(String typed) {
        return matching(
                typed,
                held("").map(digest -> new Suggestion(
                                digest.topic().name(), digest.topic().id()))
                        .distinct()
                        .toList());
    }

    @Override
    public List<Suggestion> heldDates(String topic, String typed) {
        return matching(
                typed,
                held(topic)
                        .map(digest -> digest.key().day().toString())
                        .map(day -> new Suggestion(day, day))
                        .distinct()
                        .toList());
    }

    /// @param topic blank for all
    private Stream<Digest> held(String topic) {
        return database.read(tx -> topic.isBlank() ? holding.all(tx) : holding.of(tx, topic)).stream()
                .map(held -> held.digest().digest());
    }

    private Stream<KnownTopic> chosen(Transaction transaction, String topic) {
        return topic.isBlank() ? library.topics(transaction).stream() : library.topic(transaction, topic).stream();
    }

    private static List<Suggestion> matching(String typed, List<Suggestion> all) {
        return matching(typed, all, each -> Stream.of(each.label(), each.value()), each -> each);
    }

    /// @param words by which one of them may be meant
    private static <T> List<Suggestion> matching(
            String typed, List<T> all, Function<T, Stream<String>> words, Function<T, Suggestion> suggestion) {
        String wanted = typed.strip().toLowerCase(Locale.ROOT);
        Function<T, Stream<String>> folded = each -> words.apply(each).map(word -> word.toLowerCase(Locale.ROOT));
        Stream<T> first = all.stream().filter(each -> folded.apply(each).anyMatch(word -> word.startsWith(wanted)));
        Stream<T> then = all.stream().filter(each -> folded.apply(each).anyMatch(word -> word.contains(wanted)));
        return Stream.concat(first, then).map(suggestion).distinct().toList();
    }
}
