package digestbot.chat.read;

import digestbot.action.Action;
import digestbot.action.ReadAction;
import digestbot.chat.api.Reply;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.OtherTopicButtons;
import digestbot.chat.common.ParsedDay;
import digestbot.chat.common.Replies;
import digestbot.chat.common.TopicAndDay;
import digestbot.chat.common.TopicMessages;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.digest.DigestView;
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
public record DigestLookup(Library library, DigestCommands digests) {

    private static final int DAYS_OFFERED = 6;

    interface DayReply {

        /// Shows the digest of the topic, which has one; `others` are the other candidate topics.
        Reply show(CommandContext context, LibraryTopic topic, List<LibraryTopic> others, LocalDate day);
    }

    interface ContentFactory {
        Content content(CommandContext publicContext, StoredDigest stored);
    }

    /// Replies with content about the requested digest, or the latest one without a date, with a
    /// button for each other topic.
    Reply replyForTopicAndDay(
            CommandContext context,
            String typedTopic,
            String typedDate,
            ContentFactory factory,
            Function<StoredDigest, Action> press) {
        TopicAndDay wish = TopicAndDay.withOptionalDate(context, library, typedTopic, typedDate);
        if (!wish.date().isEmpty()) {
            return replyForTypedDay(
                    context,
                    wish,
                    (_, topic, others, day) -> same(
                            context,
                            new DigestCommands.TopicSelection.Topic(topic, others),
                            Optional.of(day),
                            factory,
                            press));
        }
        return switch (digests.selectTopic(context, wish.topic())) {
            case DigestCommands.TopicSelection.Nothing(Content message) -> new Reply.EphemeralMessage(message);
            case DigestCommands.TopicSelection.Topic found -> same(context, found, Optional.empty(), factory, press);
        };
    }

    private Reply same(
            CommandContext context,
            DigestCommands.TopicSelection.Topic found,
            Optional<LocalDate> day,
            ContentFactory factory,
            Function<StoredDigest, Action> press) {
        return digests.digest(context, found.topic(), day)
                .map(stored -> factory.content(context.withReplyToAll(), stored))
                .<Reply>map(content -> new Reply.PublicMessage(OtherTopicButtons.below(
                        context.texts(),
                        content,
                        found.others(),
                        other -> digests.digest(context, other, day).map(press))))
                .orElseGet(() -> new Reply.EphemeralMessage(DigestCommands.noTopics(context)));
    }

    /// Shows the digest of the first topic that has one of the typed day.
    Reply replyForTypedDay(CommandContext context, TopicAndDay wish, DayReply reply) {
        return switch (ParsedDay.read(context, wish.date())) {
            case ParsedDay.ExactDay(LocalDate day) -> replyForDay(context, wish.topic(), day, reply);
            case ParsedDay.Unclear(Content message) -> new Reply.EphemeralMessage(message);
            case ParsedDay.Either either ->
                question(context, wish.topic(), either.asks(), _ -> Stream.of(either.one(), either.other()));
        };
    }

    Reply replyForDay(CommandContext context, String typedTopic, LocalDate day, DayReply reply) {
        return switch (digests.selectTopic(context, typedTopic)) {
            case DigestCommands.TopicSelection.Nothing(Content message) -> new Reply.EphemeralMessage(message);
            case DigestCommands.TopicSelection.Topic found ->
                first(context, found, day)
                        .map(first -> reply.show(context, first.topic(), first.others(), day))
                        .orElseGet(() -> noDigest(context, found.all(), day));
        };
    }

    /// The candidate topics, reordered so that the first one has a digest of the day; empty if none
    /// has.
    Optional<DigestCommands.TopicSelection.Topic> first(
            CommandContext context, DigestCommands.TopicSelection.Topic found, LocalDate day) {
        return found.all().stream()
                .filter(each -> digest(context, each, day).isPresent())
                .findFirst()
                .map(found::withFirst);
    }

    Reply askForDay(CommandContext context, String typedTopic) {
        return question(
                context,
                typedTopic,
                context.texts().format("which-date"),
                topics -> topics.stream()
                        .flatMap(
                                topic -> library
                                        .days(
                                                context.transaction(),
                                                topic.topic().id(),
                                                DAYS_OFFERED)
                                        .stream())
                        .distinct()
                        .sorted(Comparator.reverseOrder())
                        .limit(DAYS_OFFERED));
    }

    private interface Offer {
        Stream<LocalDate> days(List<LibraryTopic> topics);
    }

    private Reply question(CommandContext context, String typedTopic, String question, Offer offer) {
        return new Reply.EphemeralMessage(
                switch (digests.selectTopic(context, typedTopic)) {
                    case DigestCommands.TopicSelection.Nothing(Content message) -> message;
                    case DigestCommands.TopicSelection.Topic found ->
                        Replies.text(question, offered(context, found.all(), offer.days(found.all())));
                });
    }

    private Reply noDigest(CommandContext context, List<LibraryTopic> topics, LocalDate day) {
        String said = TopicMessages.noDigest(context, topics, day);
        if (day.isAfter(context.today())) {
            return new Reply.EphemeralMessage(Replies.text(context.texts(), said));
        }
        List<LocalDate> around = topics.stream()
                .flatMap(topic -> library
                        .adjacentDays(context.transaction(), topic.topic().id(), day)
                        .stream())
                .toList();
        List<LocalDate> nearest = Stream.concat(
                        around.stream().filter(day::isAfter).max(Comparator.naturalOrder()).stream(),
                        around.stream().filter(day::isBefore).min(Comparator.naturalOrder()).stream())
                .toList();
        String text = nearest.isEmpty() ? said : said + "\n" + context.texts().format("nearest-digests");
        return new Reply.EphemeralMessage(Replies.text(text, offered(context, topics, nearest.stream())));
    }

    private List<List<Button>> offered(CommandContext context, List<LibraryTopic> topics, Stream<LocalDate> days) {
        List<List<Button>> rows =
                new ArrayList<>(Replies.inPairs(days.flatMap(day -> press(context, topics, day).stream()
                                .map(press -> Button.callback(
                                        Replies.label(context.texts().day(day)), press)))
                        .toList()));
        rows.add(List.of(Replies.help(context.texts())));
        return rows;
    }

    private Optional<Action> press(CommandContext context, List<LibraryTopic> topics, LocalDate day) {
        return topics.stream()
                .flatMap(topic -> digest(context, topic, day).stream())
                .findFirst()
                .map(first -> topics.size() > 1
                        ? new ReadAction.ShowDay(day)
                        : new ReadAction.Show(first.number(), new DigestView.Overview(), 0));
    }

    private Optional<StoredDigest> digest(CommandContext context, LibraryTopic topic, LocalDate day) {
        return digests.digest(context, topic, Optional.of(day));
    }
}
