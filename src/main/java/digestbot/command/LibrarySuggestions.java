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
                database.read(library::topics).stream()
                        .map(topic -> new Suggestion(
                                topic.topic().name(), topic.topic().id()))
                        .toList());
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
                held().map(digest -> new Suggestion(
                                digest.topic().name(), digest.topic().id()))
                        .distinct()
                        .toList());
    }

    @Override
    public List<Suggestion> heldDates(String topic, String typed) {
        return matching(
                typed,
                held().filter(digest -> topic.isBlank()
                                || digest.topic().id().equalsIgnoreCase(topic.strip())
                                || digest.topic().name().equalsIgnoreCase(topic.strip()))
                        .map(digest -> digest.key().day().toString())
                        .map(day -> new Suggestion(day, day))
                        .distinct()
                        .toList());
    }

    private Stream<Digest> held() {
        return database.read(holding::all).stream().map(held -> held.digest().digest());
    }

    private Stream<KnownTopic> chosen(Transaction transaction, String topic) {
        return topic.isBlank() ? library.topics(transaction).stream() : library.topic(transaction, topic).stream();
    }

    private static List<Suggestion> matching(String typed, List<Suggestion> all) {
        String wanted = typed.strip().toLowerCase(Locale.ROOT);
        Function<Suggestion, Stream<String>> words = suggestion ->
                Stream.of(suggestion.label(), suggestion.value()).map(word -> word.toLowerCase(Locale.ROOT));
        Stream<Suggestion> first = all.stream().filter(s -> words.apply(s).anyMatch(word -> word.startsWith(wanted)));
        Stream<Suggestion> then = all.stream().filter(s -> words.apply(s).anyMatch(word -> word.contains(wanted)));
        return Stream.concat(first, then).distinct().toList();
    }
}
