package digestbot.chat;

import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.ViewAdditions;
import digestbot.content.action.Action;
import digestbot.content.action.ReadAction;
import digestbot.content.views.StyleRegistry;
import digestbot.digest.Digest;
import digestbot.digest.DigestView;
import digestbot.digest.Perspective;
import digestbot.i18n.Texts;
import digestbot.library.archive.Library;
import digestbot.library.archive.LibraryTopic;
import digestbot.library.archive.StoredDigest;
import digestbot.library.archive.TopicLanguages;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Finds the digest for a topic and a day, or suggests alternatives. Without a topic, all topics
/// are searched.
public record DigestLookup(Library library, ChatSubscriptions chatSubscriptions, StyleRegistry styles) {

    private static final int DAYS_OFFERED = 6;

    /// The topics that may be meant, of which the others get a button.
    ///
    /// @param day the day that is asked for; empty for the newest digests
    record TopicMatch(LibraryTopic first, List<LibraryTopic> others, Optional<LocalDate> day) {

        List<LibraryTopic> all() {
            return Stream.concat(Stream.of(first), others.stream()).toList();
        }

        TopicMatch withFirst(LibraryTopic topic) {
            return new TopicMatch(
                    topic, all().stream().filter(other -> !other.equals(topic)).toList(), day);
        }

        TopicMatch on(Optional<LocalDate> asked) {
            return new TopicMatch(first, others, asked);
        }
    }

    /// The part of a digest that everybody in the chat sees, under the rules of
    /// [CommandContext.PublicPart].
    @FunctionalInterface
    interface DigestPart {
        Content in(CommandContext all, StoredDigest stored);
    }

    /// The typed topic; without one, all topics, the chat's own ones first, or of many only the
    /// newest. Empty if there is none.
    Optional<TopicMatch> topics(CommandContext context, String typed) {
        return topics(context, typed, Optional.empty());
    }

    /// Finds topics. If there are many, the topics of the day are among them.
    Optional<TopicMatch> topics(CommandContext context, String typed, Optional<LocalDate> day) {
        if (!typed.isBlank()) {
            return library.topic(context.transaction(), typed.strip())
                    .map(topic -> new TopicMatch(topic, List.of(), Optional.empty()));
        }
        Set<LibraryTopic> found = subscribed(context, library.topics(context.transaction())).stream()
                .limit(Library.MAX_TOPICS)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        day.ifPresent(until -> found.addAll(library.newestTopics(context.transaction(), "", until)));
        found.addAll(library.newestTopics(context.transaction(), ""));
        List<LibraryTopic> order = List.copyOf(found);
        return order.stream()
                .findFirst()
                .map(first -> new TopicMatch(first, order.subList(1, order.size()), Optional.empty()));
    }

    /// Says that the topic does not exist, or that there are no topics.
    Content noTopic(CommandContext context, String typed) {
        return TopicMessages.unknown(
                context, typed, library.topics(context.transaction()), meant -> offer(context, meant));
    }

    static Content noTopics(CommandContext context) {
        return ReplyFactory.text(context.texts(), context.texts().format("no-topics"));
    }

    private Optional<Button> offer(CommandContext context, LibraryTopic meant) {
        return newest(context, meant)
                .map(newest -> Button.callback(
                        ReplyFactory.topicAndDate(
                                context, meant.name(), newest.digest().key().day()),
                        new ReadAction.Show(newest.number(), new DigestView.Overview(), 0)));
    }

    Reply forTopics(CommandContext context, String typed, Optional<LocalDate> day, Function<TopicMatch, Reply> reply) {
        return topics(context, typed, day)
                .map(reply)
                .orElseGet(() -> new Reply.EphemeralMessage(noTopic(context, typed)));
    }

    /// The topics that the chat subscribed to; all if it subscribed to none.
    public List<LibraryTopic> ownTopics(CommandContext context, List<LibraryTopic> all) {
        List<LibraryTopic> subscribed = subscribed(context, all);
        return subscribed.isEmpty() ? all : subscribed;
    }

    private List<LibraryTopic> subscribed(CommandContext context, List<LibraryTopic> all) {
        var subscribed = chatSubscriptions.topics(context.transaction(), context.chat());
        return all.stream()
                .filter(topic -> subscribed.contains(topic.id().toLowerCase(Locale.ROOT)))
                .toList();
    }

    /// The chat's own topics.
    Stream<LibraryTopic> own(CommandContext context, Optional<LocalDate> day) {
        return topics(context, "", day).stream().flatMap(found -> ownTopics(context, found.all()).stream());
    }

    /// The newest digests of the chat's own topics.
    public Stream<StoredDigest> newestOfOwn(CommandContext context) {
        return own(context, Optional.empty()).flatMap(topic -> newest(context, topic).stream());
    }

    /// The topic's digest of the day; without a day, the newest one.
    public Optional<StoredDigest> digest(CommandContext context, LibraryTopic topic, Optional<LocalDate> day) {
        return day.map(wanted -> library.on(context.transaction(), topic.id(), wanted, context.language()))
                .orElseGet(() -> newest(context, topic));
    }

    public Optional<StoredDigest> newest(CommandContext context, LibraryTopic topic) {
        return library.newest(context.transaction(), topic.id(), context.language());
    }

    /// The ordinal of the perspective with that id, name or short name.
    public OptionalInt ordinal(Digest digest, String typed) {
        List<Perspective> perspectives = digest.perspectives();
        return IntStream.range(0, perspectives.size())
                .filter(i -> styles.hasName(digest, perspectives.get(i), typed.strip()))
                .findFirst();
    }

    /// The name of the digest's language, if the reader receives the topic in another one.
    public Optional<String> languageName(CommandContext context, StoredDigest stored) {
        return deliveryLanguage(context, stored)
                .map(_ -> context.texts().languageName(stored.digest().key().language()));
    }

    /// The language in which the reader receives the topic instead; empty if it is this one.
    Optional<String> deliveryLanguage(CommandContext context, StoredDigest stored) {
        var key = stored.digest().key();
        TopicLanguages languages = library.languages(context.transaction(), key.topic(), key.day());
        return languages.serves(key.language(), context.language())
                ? Optional.empty()
                : languages.languageFor(context.language());
    }

    /// The topics, the first that has a digest of the day at the front; empty if none has.
    Optional<TopicMatch> withDigest(CommandContext context, TopicMatch topics) {
        return topics.all().stream()
                .filter(each -> digest(context, each, topics.day()).isPresent())
                .findFirst()
                .map(topics::withFirst);
    }

    /// Answers about the topic and day, or without a day about the newest digests.
    Reply find(CommandContext context, TopicAndDay wish, Function<TopicMatch, Reply> reply) {
        return wish.date().isEmpty()
                ? forTopics(context, wish.topic(), Optional.empty(), reply)
                : context.forDay(wish.date(), day -> onDay(context, wish.topic(), day, reply));
    }

    Reply onDay(CommandContext context, String typedTopic, LocalDate day, Function<TopicMatch, Reply> reply) {
        return forTopics(
                context,
                typedTopic,
                Optional.of(day),
                topics -> withDigest(context, topics.on(Optional.of(day)))
                        .map(reply)
                        .orElseGet(() -> noDigest(context, topics.all(), day)));
    }

    /// Shows everybody a part of the first topic's digest, with a button for the others of its day.
    Reply show(CommandContext context, TopicMatch found, DigestPart part) {
        return context.forAll(all -> digest(all, found.first(), found.day())
                        .map(stored -> withOthers(all, found, stored, part.in(all, stored))))
                .<Reply>map(Reply.PublicMessage::new)
                .orElseGet(() -> new Reply.EphemeralMessage(noTopics(context)));
    }

    /// Adds a button for the other digests of the day if there are any among the topics.
    Content withOthers(CommandContext context, TopicMatch found, StoredDigest shown, Content content) {
        LocalDate day = shown.digest().key().day();
        long digests = 1
                + found.others().stream()
                        .filter(other ->
                                digest(context, other, Optional.of(day)).isPresent())
                        .count();
        if (digests == 1) {
            return content;
        }
        return content.withAdditions(ViewAdditions.withButtons(List.of(
                List.of(Button.callback(digestsOf(context, day, digests) + " ›", new ReadAction.ShowDay(day, 0))))));
    }

    static String digestsOf(CommandContext context, LocalDate day, long digests) {
        Texts texts = context.texts();
        return day.equals(context.today())
                ? texts.format("digests-today", digests)
                : texts.format("digest-count", digests) + " · "
                        + texts.shortDay(day, context.today().getYear());
    }

    Reply askForDay(CommandContext context, String typedTopic) {
        return forTopics(context, typedTopic, Optional.empty(), topics -> {
            Stream<LocalDate> days = topics.all().stream()
                    .flatMap(topic -> library.days(context.transaction(), topic.id(), DAYS_OFFERED).stream())
                    .distinct()
                    .sorted(Comparator.reverseOrder())
                    .limit(DAYS_OFFERED);
            return new Reply.EphemeralMessage(
                    ReplyFactory.text(context.texts().format("which-date"), offered(context, topics.all(), days)));
        });
    }

    private Reply noDigest(CommandContext context, List<LibraryTopic> topics, LocalDate day) {
        String said = TopicMessages.noDigest(context, topics, day);
        if (day.isAfter(context.today())) {
            return new Reply.EphemeralMessage(ReplyFactory.text(context.texts(), said));
        }
        List<LocalDate> around = topics.stream()
                .flatMap(topic -> library.adjacentDays(context.transaction(), topic.id(), day).stream())
                .toList();
        List<LocalDate> nearest = Stream.concat(
                        around.stream().filter(day::isAfter).max(Comparator.naturalOrder()).stream(),
                        around.stream().filter(day::isBefore).min(Comparator.naturalOrder()).stream())
                .toList();
        String text = nearest.isEmpty() ? said : said + "\n" + context.texts().format("nearest-digests");
        return new Reply.EphemeralMessage(ReplyFactory.text(text, offered(context, topics, nearest.stream())));
    }

    private List<List<Button>> offered(CommandContext context, List<LibraryTopic> topics, Stream<LocalDate> days) {
        List<List<Button>> rows =
                new ArrayList<>(ReplyFactory.inPairs(days.flatMap(day -> press(context, topics, day).stream()
                                .map(press -> Button.callback(
                                        ReplyFactory.label(context.texts().day(day)), press)))
                        .toList()));
        rows.add(List.of(ReplyFactory.help(context.texts())));
        return rows;
    }

    private Optional<Action> press(CommandContext context, List<LibraryTopic> topics, LocalDate day) {
        return topics.stream()
                .flatMap(topic -> digest(context, topic, Optional.of(day)).stream())
                .findFirst()
                .map(first -> topics.size() > 1
                        ? new ReadAction.ShowDay(day, 0)
                        : new ReadAction.Show(first.number(), new DigestView.Overview(), 0));
    }
}
