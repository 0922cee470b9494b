package digestbot.chat.read;

import digestbot.button.LookupPress;
import digestbot.button.Press;
import digestbot.chat.api.Reply;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.DayParser;
import digestbot.chat.common.OtherTopicButtons;
import digestbot.chat.common.Replies;
import digestbot.chat.common.TopicAndDay;
import digestbot.chat.common.TopicMessages;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.digest.DigestView;
import digestbot.i18n.DatePhrase;
import digestbot.i18n.DigestPhrase;
import digestbot.library.archive.Library;
import digestbot.library.archive.LibraryTopic;
import digestbot.library.archive.StoredDigest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// Finds the digest for a topic and a day, or suggests alternatives. Without a topic, all topics
/// are searched.
public final class DigestLookup {

    private static final int DAYS_OFFERED = 6;

    private final Library library;
    private final DigestCommands looking;

    public DigestLookup(Library library, DigestCommands looking) {
        this.library = library;
        this.looking = looking;
    }

    /// Shows something of the digest that a topic has of a day.
    interface Showing {

        /// Shows it of that topic, which has one.
        ///
        /// @param others the other topics that are meant too
        Reply show(CommandContext asked, LibraryTopic topic, List<LibraryTopic> others, LocalDate day);
    }

    /// Makes what is shown of a digest, for all in the chat.
    interface Making {
        Content content(CommandContext aloud, StoredDigest stored);
    }

    /// Replies with content about the requested digest, or the latest one without a date, with a
    /// button for each other topic.
    ///
    /// @param press what such a button asks for
    Reply sameOfAll(
            CommandContext asked,
            String typedTopic,
            String typedDate,
            Making making,
            Function<StoredDigest, Press> press) {
        TopicAndDay wish = TopicAndDay.maybeDated(asked, library, typedTopic, typedDate);
        if (!wish.date().isEmpty()) {
            return dated(
                    asked,
                    wish,
                    (_, topic, others, day) -> same(
                            asked, new DigestCommands.Found.Topic(topic, others), Optional.of(day), making, press));
        }
        return switch (looking.found(asked, wish.topic())) {
            case DigestCommands.Found.Nothing(Content why) -> new Reply.Whisper(why);
            case DigestCommands.Found.Topic found -> same(asked, found, Optional.empty(), making, press);
        };
    }

    private Reply same(
            CommandContext asked,
            DigestCommands.Found.Topic found,
            Optional<LocalDate> day,
            Making making,
            Function<StoredDigest, Press> press) {
        return looking.digest(asked, found.topic(), day)
                .map(stored -> making.content(asked.toAll(), stored))
                .<Reply>map(content -> new Reply.Say(OtherTopicButtons.below(
                        content,
                        found.others(),
                        other -> looking.digest(asked, other, day).map(press))))
                .orElseGet(() -> new Reply.Whisper(DigestCommands.noTopics(asked)));
    }

    /// Of the first topic that has a digest of the day that was typed.
    Reply dated(CommandContext asked, TopicAndDay wish, Showing showing) {
        return switch (DayParser.read(asked, wish.date())) {
            case DayParser.Day(LocalDate day) -> on(asked, wish.topic(), day, showing);
            case DayParser.Unclear(Content why) -> new Reply.Whisper(why);
            case DayParser.Either either ->
                asking(asked, wish.topic(), either.asks(), _ -> Stream.of(either.one(), either.other()));
        };
    }

    Reply on(CommandContext asked, String typedTopic, LocalDate day, Showing showing) {
        return switch (looking.found(asked, typedTopic)) {
            case DigestCommands.Found.Nothing(Content why) -> new Reply.Whisper(why);
            case DigestCommands.Found.Topic found ->
                first(asked, found, day)
                        .map(first -> showing.show(asked, first.topic(), first.others(), day))
                        .orElseGet(() -> nothing(asked, found.all(), day));
        };
    }

    /// The candidate topics, reordered so that the first one has a digest of the day; empty if none
    /// has.
    Optional<DigestCommands.Found.Topic> first(CommandContext asked, DigestCommands.Found.Topic found, LocalDate day) {
        return found.all().stream()
                .filter(each -> digest(asked, each, day).isPresent())
                .findFirst()
                .map(found::led);
    }

    /// Asks for the day, offering the newest ones.
    Reply which(CommandContext asked, String typedTopic) {
        return asking(
                asked,
                typedTopic,
                asked.words().say(DatePhrase.WHICH_DATE),
                topics -> topics.stream()
                        .flatMap(topic ->
                                library.days(asked.transaction(), topic.topic().id(), DAYS_OFFERED).stream())
                        .distinct()
                        .sorted(Comparator.reverseOrder())
                        .limit(DAYS_OFFERED));
    }

    /// The days that a question offers, out of those that exist.
    private interface Offer {
        Stream<LocalDate> days(List<LibraryTopic> topics);
    }

    private Reply asking(CommandContext asked, String typedTopic, String question, Offer offer) {
        return new Reply.Whisper(
                switch (looking.found(asked, typedTopic)) {
                    case DigestCommands.Found.Nothing(Content why) -> why;
                    case DigestCommands.Found.Topic found ->
                        Replies.text(question, offered(asked, found.all(), offer.days(found.all())));
                });
    }

    /// The answer for a day without a digest: that it is in the future, or the nearest days before and after.
    private Reply nothing(CommandContext asked, List<LibraryTopic> topics, LocalDate day) {
        String said = TopicMessages.noDigest(asked, topics, day);
        if (day.isAfter(asked.today())) {
            return new Reply.Whisper(Replies.text(asked.words(), said));
        }
        List<LocalDate> around = topics.stream()
                .flatMap(topic ->
                        library.around(asked.transaction(), topic.topic().id(), day).stream())
                .toList();
        List<LocalDate> nearest = Stream.concat(
                        around.stream().filter(day::isAfter).max(Comparator.naturalOrder()).stream(),
                        around.stream().filter(day::isBefore).min(Comparator.naturalOrder()).stream())
                .toList();
        String text = nearest.isEmpty() ? said : said + "\n" + asked.words().say(DigestPhrase.NEAREST_DIGESTS);
        return new Reply.Whisper(Replies.text(text, offered(asked, topics, nearest.stream())));
    }

    /// A button for each day that has a digest, and the way to everything else.
    private List<List<Button>> offered(CommandContext asked, List<LibraryTopic> topics, Stream<LocalDate> days) {
        List<List<Button>> rows = new ArrayList<>(Replies.inPairs(days.flatMap(day -> press(asked, topics, day).stream()
                        .map(press -> Button.ask(Replies.label(asked.words().day(day)), press)))
                .toList()));
        rows.add(List.of(Replies.help(asked.words())));
        return rows;
    }

    /// The press for one topic's digest of the day; with several topics, the press for all digests
    /// of the day.
    private Optional<Press> press(CommandContext asked, List<LibraryTopic> topics, LocalDate day) {
        return topics.stream()
                .flatMap(topic -> digest(asked, topic, day).stream())
                .findFirst()
                .map(first -> topics.size() > 1
                        ? new LookupPress.Day(day)
                        : new Press.Show(first.number(), new DigestView.Overview(), 0));
    }

    private Optional<StoredDigest> digest(CommandContext asked, LibraryTopic topic, LocalDate day) {
        return looking.digest(asked, topic, Optional.of(day));
    }
}
