package digestbot.console;

import static j2html.TagCreator.*;

import digestbot.action.PreviewFingerprint;
import digestbot.audience.Platform;
import digestbot.broadcast.Broadcast;
import digestbot.broadcast.BroadcastAction;
import digestbot.broadcast.RecipientCounter;
import digestbot.broadcast.RecipientFilter;
import digestbot.broadcast.RecipientsText;
import digestbot.broadcast.RecipientsText.FilterNames;
import digestbot.console.page.Buttons;
import digestbot.console.page.CsrfToken;
import digestbot.console.page.FlashMessage;
import digestbot.console.page.FlashMessages;
import digestbot.console.page.FormInput;
import digestbot.console.page.Paths;
import digestbot.console.signin.Sessions.Session;
import digestbot.database.Transaction;
import digestbot.digest.Perspective;
import digestbot.i18n.Texts;
import digestbot.library.archive.Library;
import digestbot.library.archive.LibraryTopic;
import io.javalin.http.Context;
import j2html.tags.DomContent;
import j2html.tags.specialized.InputTag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

final class RecipientsForm {

    private static final String LANGUAGE_TAG = "en";
    private static final Texts TEXTS = Texts.of(LANGUAGE_TAG);
    private static final String PLATFORM = "platform";
    private static final String TOPIC_AND_PERSPECTIVE = "reads";
    private static final String READS_LABEL = "Topic and perspective";
    private static final String LANGUAGE = "language";
    private static final String DAYS = "active-days";
    private static final String IMPORTANT = "important";

    /// The form field with the preview's fingerprint, which every action compares.
    private static final String SHOWN = "shown";

    /// The id of the element that counts the recipients.
    static final String COUNT = "recipient-count";

    /// Buttons outside the form refer to this id.
    static final String ID = "recipients";

    /// The value that keeps the broadcast's topic and perspective if no current digest has them.
    private static final String UNCHANGED = "as-it-is";

    /// The separator between a topic's number and a perspective's id.
    private static final String SEPARATOR = "/";

    private final Library library;

    RecipientsForm(Library library) {
        this.library = library;
    }

    private record Choice(String value, String name) {}

    DomContent of(Transaction tx, Broadcast broadcast, PreviewFingerprint shown, Session session, FlashMessages flash) {
        RecipientFilter recipients = broadcast.recipients();
        return form(
                        CsrfToken.field(session),
                        FormInput.hidden(SHOWN, shown.encode()),
                        choose(
                                PLATFORM,
                                "Platform",
                                platforms(),
                                recipients.platform().map(Platform::id)),
                        reading(tx, recipients),
                        choose(LANGUAGE, "Language", languages(), recipients.language()),
                        label(
                                        text("Active in the last (days)"),
                                        flash.mark(days(recipients), FlashMessage.FocusedField.DAYS))
                                .withClass("field"),
                        label(
                                        input().withName(IMPORTANT)
                                                .withType("checkbox")
                                                .withCondChecked(recipients.important()),
                                        text(" Important: also deliver to readers who muted announcements"))
                                .withClass("check-field"),
                        Buttons.normal("Apply"))
                .withId(ID)
                .withMethod("post")
                .withAction(Paths.broadcast(broadcast.number(), BroadcastAction.RECIPIENTS))
                .attr("data-echo", Paths.broadcast(broadcast.number()) + BroadcastPreviewRoutes.COUNT)
                .attr("data-echo-to", COUNT)
                .withClass("fields");
    }

    private static InputTag days(RecipientFilter recipients) {
        return input().withName(DAYS)
                .withType("number")
                .attr("min", "1")
                .withValue(
                        recipients.activeWithinDays().isPresent()
                                ? Integer.toString(recipients.activeWithinDays().getAsInt())
                                : "");
    }

    private static DomContent choose(String name, String says, List<Choice> choices, Optional<String> chosen) {
        return label(
                        text(says),
                        select(each(
                                        choices,
                                        choice -> option(choice.name())
                                                .withValue(choice.value())
                                                .withCondSelected(choice.value().equals(chosen.orElse("")))))
                                .withName(name))
                .withClass("field");
    }

    /// The broadcast's own topic and perspective are among the choices even if no recent digest has
    /// them.
    private DomContent reading(Transaction tx, RecipientFilter recipients) {
        List<Choice> choices = readings(tx);
        Optional<String> chosen = reads(tx, recipients);
        if (recipients.topic().isPresent()
                && choices.stream()
                        .noneMatch(each -> chosen.filter(each.value()::equals).isPresent())) {
            FilterNames names = names(tx, recipients);
            choices.add(new Choice(
                    UNCHANGED,
                    names.topic().orElse("")
                            + names.perspective()
                                    .map(perspective -> ": " + perspective)
                                    .orElse("")));
            return choose(TOPIC_AND_PERSPECTIVE, READS_LABEL, choices, Optional.of(UNCHANGED));
        }
        return choose(TOPIC_AND_PERSPECTIVE, READS_LABEL, choices, chosen);
    }

    private static List<Choice> platforms() {
        List<Choice> choices = new ArrayList<>(List.of(new Choice("", "Any")));
        Platform.all().stream().map(each -> new Choice(each.id(), each.title())).forEach(choices::add);
        return choices;
    }

    private static List<Choice> languages() {
        List<Choice> choices = new ArrayList<>(List.of(new Choice("", "Any")));
        Texts.languages().stream()
                .sorted()
                .map(tag -> new Choice(tag, TEXTS.languageName(tag)))
                .forEach(choices::add);
        return choices;
    }

    /// The topics, each followed by the perspectives of its newest digest.
    private List<Choice> readings(Transaction tx) {
        List<Choice> choices = new ArrayList<>(List.of(new Choice("", "Any")));
        for (LibraryTopic known : library.topics(tx)) {
            String topic = known.topic().id();
            choices.add(new Choice(Long.toString(known.number()), known.topic().name()));
            perspectives(tx, topic)
                    .forEach(perspective -> choices.add(new Choice(
                            known.number() + SEPARATOR + perspective.id(),
                            known.topic().name() + ": " + perspective.name())));
        }
        return choices;
    }

    private List<Perspective> perspectives(Transaction tx, String topic) {
        return library.newest(tx, topic, LANGUAGE_TAG)
                .map(stored -> stored.digest().perspectives())
                .orElse(List.of());
    }

    private Optional<String> reads(Transaction tx, RecipientFilter recipients) {
        return recipients
                .topic()
                .flatMap(id -> library.topic(tx, id))
                .map(known -> recipients
                        .perspective()
                        .map(perspective -> known.number() + SEPARATOR + perspective)
                        .orElse(Long.toString(known.number())));
    }

    String summary(Transaction tx, RecipientCounter.RecipientCount counted, RecipientFilter filter) {
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
        String reads = field(context, TOPIC_AND_PERSPECTIVE);
        if (reads.equals(UNCHANGED)) {
            return before.topic()
                    .map(topic -> before.perspective()
                            .map(perspective -> some.withPerspective(topic, perspective))
                            .orElseGet(() -> some.withTopic(Optional.of(topic))));
        }
        return reading(tx, some, reads);
    }

    private static boolean isDays(String typed) {
        return typed.isEmpty() || typed.matches("[1-9]\\d{0,8}");
    }

    static FlashMessage error(Context context) {
        return isDays(field(context, DAYS)) ? FlashMessage.UNKNOWN_RECIPIENTS : FlashMessage.BAD_DAYS;
    }

    private Optional<RecipientFilter> reading(Transaction tx, RecipientFilter recipients, String value) {
        if (value.isEmpty()) {
            return Optional.of(recipients);
        }
        String[] parts = value.split(SEPARATOR, 2);
        return FormInput.number(parts[0])
                .flatMap(number -> library.topic(tx, number))
                .map(topic -> topic.topic().id())
                .flatMap(topic -> parts.length == 1
                        ? Optional.of(recipients.withTopic(Optional.of(topic)))
                        : perspectives(tx, topic).stream()
                                .filter(perspective -> perspective.id().equals(parts[1]))
                                .map(perspective -> recipients.withPerspective(topic, perspective.id()))
                                .findFirst());
    }

    private static String field(Context context, String name) {
        return FormInput.text(context, name).strip();
    }
}
