package digestbot.chat.dispatch;

import digestbot.audience.Permission;
import digestbot.chat.CommandRequest;
import digestbot.chat.Permissions;
import digestbot.chat.SuggestionProvider;
import digestbot.chat.settings.TimeZones;
import digestbot.content.action.OperatorAction;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.digest.Digest;
import digestbot.i18n.Texts;
import digestbot.library.archive.DigestReview;
import digestbot.library.archive.Library;
import digestbot.library.archive.LibraryTopic;
import digestbot.library.archive.StoredDigest;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// Suggests values from the library: first those that begin with the typed text, then those that
/// contain it.
public record DigestSuggestions(Database database, Library library, DigestReview heldDigests, Permissions permissions)
        implements SuggestionProvider {

    private static final int DAYS = 100;

    /// For an operators' command, persons without permission get no suggestions. Suggestions for
    /// readers' commands are public, even to persons who may not change the chat.
    @Override
    public List<Suggestion> suggest(CommandRequest request, AutocompleteInput input) {
        Permission act = request.permission();
        if (Permissions.isOperatorOnly(act)
                && database.read(tx -> permissions.refusal(tx, act, request)).isPresent()) {
            return List.of();
        }
        boolean held = request.action() instanceof OperatorAction.Release;
        return switch (input.option()) {
            case TOPIC -> held ? heldTopics(input.typed()) : topics(input.typed());
            case PERSPECTIVE ->
                perspectives(input.topic(), input.typed(), request.person().language());
            case DATE -> held ? heldDates(input.topic(), input.typed()) : dates(input.topic(), input.typed());
            case PLACE -> zones(input.typed(), Texts.of(request.person().language()));
        };
    }

    public List<Suggestion> topics(String typed) {
        return matching(
                typed,
                database.read(library::topics),
                known -> Stream.of(known.name(), known.id(), known.ownName()),
                known -> new Suggestion(known.name(), known.id()));
    }

    public List<Suggestion> zones(String typed, Texts texts) {
        return TimeZones.suggested(typed).stream()
                .map(zone -> new Suggestion(TimeZones.place(zone, texts) + " (" + zone.getId() + ")", zone.getId()))
                .toList();
    }

    List<Suggestion> perspectives(String topic, String typed, String language) {
        return matching(typed, database.read(tx -> perspectivesOf(tx, topic, language)));
    }

    /// The perspectives of the topic's newest digest, or of every topic's. The values are their
    /// ids, which are the same in every language.
    private List<Suggestion> perspectivesOf(Transaction transaction, String topic, String language) {
        Map<String, Suggestion> perspectives = new LinkedHashMap<>();
        chosen(transaction, topic)
                .map(known -> library.newest(transaction, known.id(), language))
                .flatMap(Optional::stream)
                .map(StoredDigest::digest)
                .flatMap(digest -> digest.perspectives().stream())
                .forEach(perspective -> perspectives.putIfAbsent(
                        perspective.id().toLowerCase(Locale.ROOT),
                        new Suggestion(perspective.name(), perspective.id())));
        return List.copyOf(perspectives.values());
    }

    List<Suggestion> dates(String topic, String typed) {
        return matching(
                typed,
                database.read(tx -> chosen(tx, topic)
                        .flatMap(known -> library.days(tx, known.id(), DAYS).stream())
                        .distinct()
                        .sorted(Comparator.<LocalDate>reverseOrder())
                        .map(day -> new Suggestion(day.toString(), day.toString()))
                        .toList()));
    }

    private List<Suggestion> heldTopics(String typed) {
        return matching(
                typed,
                held("").map(digest -> new Suggestion(
                                digest.topic().name(), digest.topic().id()))
                        .distinct()
                        .toList());
    }

    private List<Suggestion> heldDates(String topic, String typed) {
        return matching(
                typed,
                held(topic)
                        .map(digest -> digest.key().day().toString())
                        .map(day -> new Suggestion(day, day))
                        .distinct()
                        .toList());
    }

    /// The held digests of the topic, or of all topics if it is blank.
    private Stream<Digest> held(String topic) {
        return database.read(tx -> topic.isBlank() ? heldDigests.all(tx) : heldDigests.of(tx, topic)).stream()
                .map(held -> held.digest().digest());
    }

    private Stream<LibraryTopic> chosen(Transaction transaction, String topic) {
        return topic.isBlank()
                ? library.newestTopics(transaction, "").stream()
                : library.topic(transaction, topic).stream();
    }

    private static List<Suggestion> matching(String typed, List<Suggestion> all) {
        return matching(typed, all, each -> Stream.of(each.label(), each.value()), each -> each);
    }

    /// Compares the typed text with the words of each value.
    private static <T> List<Suggestion> matching(
            String typed, List<T> all, Function<T, Stream<String>> words, Function<T, Suggestion> suggestion) {
        String wanted = typed.strip().toLowerCase(Locale.ROOT);
        Function<T, Stream<String>> folded = each -> words.apply(each).map(word -> word.toLowerCase(Locale.ROOT));
        Stream<T> first = all.stream().filter(each -> folded.apply(each).anyMatch(word -> word.startsWith(wanted)));
        Stream<T> then = all.stream().filter(each -> folded.apply(each).anyMatch(word -> word.contains(wanted)));
        return Stream.concat(first, then).map(suggestion).distinct().toList();
    }
}
