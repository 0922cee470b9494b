package digestbot.console;

import static digestbot.console.Forms.*;
import static j2html.TagCreator.*;

import digestbot.audience.Platform;
import digestbot.broadcast.Broadcast;
import digestbot.broadcast.BroadcastAction;
import digestbot.broadcast.RecipientsText;
import digestbot.broadcast.RecipientsText.FilterNames;
import digestbot.console.PageLayout.PageFrame;
import digestbot.console.signin.Sessions.Flash;
import digestbot.console.signin.Sessions.FlashLevel;
import digestbot.content.action.PreviewFingerprint;
import digestbot.database.Transaction;
import digestbot.delivery.fanout.RecipientFilter;
import digestbot.delivery.fanout.RecipientFilter.RecipientCount;
import digestbot.digest.Perspective;
import digestbot.digest.Topic;
import digestbot.i18n.Texts;
import digestbot.library.archive.Library;
import digestbot.library.archive.LibraryTopic;
import io.javalin.http.Context;
import j2html.tags.DomContent;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The form in which the recipients of a broadcast are chosen.
record RecipientsForm(Library library) {

    private static final String LANGUAGE_TAG = "en";
    private static final Texts TEXTS = Texts.of(LANGUAGE_TAG);
    private static final String PLATFORM = "platform";
    private static final String TOPIC_AND_PERSPECTIVE = "reads";
    private static final String LANGUAGE = "language";
    private static final String DAYS = "active-days";
    private static final String IMPORTANT = "important";

    /// The form field with the preview's fingerprint, which every action compares.
    private static final String SHOWN = "shown";

    /// The last part of the address that counts the recipients that are being chosen.
    static final String COUNT = "/count";

    /// The id of the element with that count.
    static final String COUNTED = "recipient-count";

    /// Buttons outside the form refer to this id.
    static final String ID = "recipients";

    /// The separator between the ids of a topic and of a perspective.
    private static final String SEPARATOR = "/";

    DomContent of(Transaction tx, Broadcast broadcast, PreviewFingerprint shown, PageFrame frame) {
        RecipientFilter recipients = broadcast.recipients();
        String days = recipients.activeWithinDays().isPresent()
                ? Integer.toString(recipients.activeWithinDays().getAsInt())
                : "";
        return form(
                        frame.session(),
                        Paths.broadcast(broadcast.number(), BroadcastAction.RECIPIENTS),
                        hidden(SHOWN, shown.encode()),
                        choose(
                                PLATFORM,
                                "Platform",
                                named(Platform.all(), Platform::id, Platform::title),
                                recipients.platform().map(Platform::id).orElse("")),
                        choose(
                                TOPIC_AND_PERSPECTIVE,
                                "Topic and perspective",
                                readings(tx, recipients),
                                reads(recipients)),
                        choose(
                                LANGUAGE,
                                "Language",
                                named(new TreeSet<>(Texts.languages()), tag -> tag, TEXTS::languageName),
                                recipients.language().orElse("")),
                        PageParts.field(
                                "Active in the last (days)",
                                frame.mark(
                                        input().withName(DAYS)
                                                .withType("number")
                                                .attr("min", "1")
                                                .withValue(days),
                                        DAYS)),
                        label(
                                        input().withName(IMPORTANT)
                                                .withType("checkbox")
                                                .withCondChecked(recipients.important()),
                                        text(" Important: also deliver to readers who muted announcements"))
                                .withClass("check-field"),
                        normal("Apply"))
                .withId(ID)
                .attr("data-echo", Paths.broadcast(broadcast.number()) + COUNT)
                .attr("data-echo-to", COUNTED)
                .withClass("fields");
    }

    private static <T> Map<String, String> named(
            Collection<T> all, Function<T, String> value, Function<T, String> name) {
        Map<String, String> choices = new LinkedHashMap<>();
        all.forEach(each -> choices.put(value.apply(each), name.apply(each)));
        return choices;
    }

    /// `choices` has the names by their values.
    private static DomContent choose(String name, String says, Map<String, String> choices, String chosen) {
        return PageParts.field(
                says,
                select(
                                option("Any").withValue(""),
                                each(
                                        choices.entrySet(),
                                        choice -> option(choice.getValue())
                                                .withValue(choice.getKey())
                                                .withCondSelected(
                                                        choice.getKey().equals(chosen))))
                        .withName(name));
    }

    /// The topics, each followed by the perspectives of its newest digest. The broadcast's own
    /// choice is among them even if no recent digest has it.
    private Map<String, String> readings(Transaction tx, RecipientFilter recipients) {
        Map<String, String> choices = new LinkedHashMap<>();
        Set<LibraryTopic> newest = Set.copyOf(library.newestTopics(tx, ""));
        for (LibraryTopic known : library.topics(tx)) {
            Topic topic = known.topic();
            choices.put(topic.id(), topic.name());
            (newest.contains(known) ? perspectives(tx, topic.id()) : List.<Perspective>of())
                    .forEach(perspective -> choices.put(
                            topic.id() + SEPARATOR + perspective.id(), topic.name() + ": " + perspective.name()));
        }
        String own = reads(recipients);
        if (!own.isEmpty()) {
            FilterNames names = names(tx, recipients);
            choices.putIfAbsent(
                    own,
                    names.topic().orElse("")
                            + names.perspective().map(name -> ": " + name).orElse(""));
        }
        return choices;
    }

    private List<Perspective> perspectives(Transaction tx, String topic) {
        return library.newest(tx, topic, LANGUAGE_TAG)
                .map(stored -> stored.digest().perspectives())
                .orElse(List.of());
    }

    /// The value of the field for these recipients.
    private static String reads(RecipientFilter recipients) {
        return Stream.of(recipients.topic(), recipients.perspective())
                .flatMap(Optional::stream)
                .collect(Collectors.joining(SEPARATOR));
    }

    String summary(Transaction tx, RecipientCount counted, RecipientFilter filter) {
        return new RecipientsText(TEXTS).summary(counted, filter, names(tx, filter));
    }

    /// The names of the recipients' topic and perspective, or their ids if the names are unknown.
    FilterNames names(Transaction tx, RecipientFilter recipients) {
        return new FilterNames(
                recipients.topic().map(id -> library.topicName(tx, id)),
                recipients
                        .perspective()
                        .map(id ->
                                library.perspectiveName(tx, recipients.topic().orElseThrow(), id, LANGUAGE_TAG)));
    }

    static Optional<PreviewFingerprint> shown(Context context) {
        return Optional.ofNullable(context.formParam(SHOWN)).flatMap(PreviewFingerprint::decode);
    }

    static boolean isIn(Context context) {
        return context.formParam(PLATFORM) != null;
    }

    /// The submitted recipients; empty if a value is invalid.
    ///
    /// @param before the broadcast's current recipients
    Optional<RecipientFilter> read(Transaction tx, Context context, RecipientFilter before) {
        RecipientFilter recipients = RecipientFilter.EVERYONE.important(context.formParam(IMPORTANT) != null);
        String platform = field(context, PLATFORM);
        Optional<Platform> known = Platform.all().stream()
                .filter(each -> each.id().equals(platform))
                .findFirst();
        String language = field(context, LANGUAGE);
        String days = field(context, DAYS);
        boolean isInvalid = (!platform.isEmpty() && known.isEmpty())
                || (!language.isEmpty() && !Texts.languages().contains(language))
                || !isDays(days);
        if (isInvalid) {
            return Optional.empty();
        }
        RecipientFilter some = recipients
                .withPlatform(known)
                .withLanguage(Optional.of(language).filter(tag -> !tag.isEmpty()))
                .withActiveDays(days.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(days)));
        return reading(tx, some, field(context, TOPIC_AND_PERSPECTIVE), before);
    }

    private static boolean isDays(String typed) {
        return typed.isEmpty() || typed.matches("[1-9]\\d{0,8}");
    }

    static Flash error(Context context) {
        return isDays(field(context, DAYS))
                ? Flash.error("Unknown recipients. Choose them again.")
                : new Flash(
                        FlashLevel.ERROR,
                        "Enter the number of days as a whole number of at least 1, or leave it empty.",
                        DAYS);
    }

    private Optional<RecipientFilter> reading(
            Transaction tx, RecipientFilter recipients, String value, RecipientFilter before) {
        if (value.isEmpty()) {
            return Optional.of(recipients);
        }
        String[] ids = value.split(SEPARATOR, 2);
        boolean isTopic =
                library.topics(tx).stream().anyMatch(known -> known.topic().id().equals(ids[0]));
        boolean isPerspective = ids.length == 1
                || perspectives(tx, ids[0]).stream()
                        .anyMatch(perspective -> perspective.id().equals(ids[1]));
        boolean isKnown = value.equals(reads(before)) || (isTopic && isPerspective);
        return Optional.of(
                        ids.length == 1
                                ? recipients.withTopic(Optional.of(ids[0]))
                                : recipients.withPerspective(ids[0], ids[1]))
                .filter(_ -> isKnown);
    }

    private static String field(Context context, String name) {
        return text(context, name).strip();
    }
}
