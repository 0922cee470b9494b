package digestbot.command;

import digestbot.edition.Button;
import digestbot.edition.Content;
import digestbot.edition.Press;
import digestbot.edition.View;
import digestbot.library.KnownTopic;
import digestbot.library.Library;
import digestbot.library.StoredDigest;
import digestbot.text.Phrase;
import digestbot.text.Words;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The digest of a certain day, on the asking chat's calendar.
final class Recalling {

    private static final int MOST_NAMED = 4;
    private static final int DAYS_OFFERED = 6;

    /// As far back, the nearest days are looked for.
    private static final int DAYS_KNOWN = 1_000;

    private final Library library;
    private final Looking looking;
    private final Picturing picturing;

    Recalling(Library library, Looking looking, Picturing picturing) {
        this.library = library;
        this.looking = looking;
        this.picturing = picturing;
    }

    Reply yesterday(Asked asked, String topic) {
        return on(asked, topic, asked.today().minusDays(1), this::shown);
    }

    Reply digest(Asked asked, String typedTopic, String typedDate) {
        DatedTopic wish = DatedTopic.of(asked, library, typedTopic, typedDate);
        return wish.date().isEmpty() ? which(asked, wish.topic()) : on(asked, wish, this::shown);
    }

    /// As a picture; the newest if no day is given.
    Reply card(Asked asked, String typedTopic, String typedDate) {
        DatedTopic wish = DatedTopic.maybeDated(asked, library, typedTopic, typedDate);
        return wish.date().isEmpty()
                ? picturing.newest(asked, wish.topic())
                : on(
                        asked,
                        wish,
                        (_, topic, _, day) ->
                                picturing.of(asked, digest(asked, topic, day).orElseThrow()));
    }

    /// Shows the digest that a topic has of that day.
    private interface Showing {

        /// @param all the topics that may be meant, that one among them
        Reply show(Asked asked, KnownTopic topic, List<KnownTopic> all, LocalDate day);
    }

    private Reply on(Asked asked, DatedTopic wish, Showing showing) {
        return switch (Days.read(asked, wish.date())) {
            case Days.Day(LocalDate day) -> on(asked, wish.topic(), day, showing);
            case Days.Unclear(Content why) -> new Reply.Whisper(why);
            case Days.Either either -> either(asked, wish.topic(), either);
        };
    }

    /// Asks which of two days, with a button for each digest that there is.
    private Reply either(Asked asked, String typedTopic, Days.Either either) {
        return new Reply.Whisper(
                switch (looking.found(asked, typedTopic)) {
                    case Looking.Found.Nothing(Content why) -> why;
                    case Looking.Found.Topic(KnownTopic topic, List<KnownTopic> _) ->
                        Say.text(either.asks(), offered(asked, topic, Stream.of(either.one(), either.other())));
                });
    }

    private Reply which(Asked asked, String typed) {
        return new Reply.Whisper(
                switch (looking.found(asked, typed)) {
                    case Looking.Found.Nothing(Content why) -> why;
                    case Looking.Found.Topic(KnownTopic topic, List<KnownTopic> _) ->
                        Say.text(
                                asked.words().say(Phrase.WHICH_DATE),
                                offered(
                                        asked,
                                        topic,
                                        days(asked, topic).stream().limit(DAYS_OFFERED)));
                });
    }

    private Reply on(Asked asked, String typedTopic, LocalDate day, Showing showing) {
        return switch (looking.found(asked, typedTopic)) {
            case Looking.Found.Nothing(Content why) -> new Reply.Whisper(why);
            case Looking.Found.Topic(KnownTopic topic, List<KnownTopic> others) -> {
                List<KnownTopic> all =
                        Stream.concat(Stream.of(topic), others.stream()).toList();
                yield all.stream()
                        .filter(each -> digest(asked, each, day).isPresent())
                        .findFirst()
                        .map(first -> showing.show(asked, first, all, day))
                        .orElseGet(() -> nothing(asked, all, day));
            }
        };
    }

    private Reply shown(Asked asked, KnownTopic topic, List<KnownTopic> all, LocalDate day) {
        Asked aloud = asked.toAll();
        Content content = looking.shown(aloud, digest(asked, topic, day).orElseThrow(), new View.Overview());
        return new Reply.Say(OtherTopics.below(
                content,
                all.stream().filter(other -> !other.equals(topic)).toList(),
                other -> digest(asked, other, day)
                        .map(stored -> new Press.Show(stored.number(), new View.Overview(), 0))));
    }

    /// What is still to come, or the nearest days before and after.
    private Reply nothing(Asked asked, List<KnownTopic> topics, LocalDate day) {
        Words words = asked.words();
        if (day.isAfter(asked.today())) {
            return new Reply.Whisper(Say.text(words, words.say(Phrase.FUTURE_DATE, words.day(day))));
        }
        KnownTopic first = topics.getFirst();
        String names = String.join(
                ", ",
                topics.stream()
                        .limit(MOST_NAMED)
                        .map(topic -> topic.topic().name())
                        .toList());
        List<LocalDate> known = days(asked, first);
        Stream<LocalDate> nearest = Stream.concat(
                known.stream().filter(day::isAfter).findFirst().stream(),
                known.stream().filter(day::isBefore).min(Comparator.naturalOrder()).stream());
        return new Reply.Whisper(
                Say.text(words.say(Phrase.NO_DIGEST_ON, names, words.day(day)), offered(asked, first, nearest)));
    }

    /// A button for each day's digest, and the way to everything else.
    private List<List<Button>> offered(Asked asked, KnownTopic topic, Stream<LocalDate> days) {
        List<List<Button>> rows = new ArrayList<>(Say.inPairs(days.flatMap(day -> digest(asked, topic, day).stream()
                        .map(stored -> Button.ask(
                                Say.label(asked.words().day(day)),
                                new Press.Show(stored.number(), new View.Overview(), 0))))
                .toList()));
        rows.add(List.of(Say.help(asked.words())));
        return rows;
    }

    private List<LocalDate> days(Asked asked, KnownTopic topic) {
        return library.days(asked.transaction(), topic.topic().id(), DAYS_KNOWN);
    }

    private Optional<StoredDigest> digest(Asked asked, KnownTopic topic, LocalDate day) {
        return library.on(asked.transaction(), topic.topic().id(), day, asked.language());
    }
}
