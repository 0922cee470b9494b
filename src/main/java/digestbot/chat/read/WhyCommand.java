package digestbot.chat.read;

import digestbot.audience.DeliverySchedule;
import digestbot.audience.QuietHours;
import digestbot.audience.Subscriber;
import digestbot.audience.Subscription;
import digestbot.audience.SubscriptionStore;
import digestbot.audience.SubscriptionStore.SubscriptionWithTopic;
import digestbot.button.Press;
import digestbot.button.SettingsPress;
import digestbot.chat.api.LookupCommand;
import digestbot.chat.api.Reply;
import digestbot.chat.common.ChatSubscriptions;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.HandlerRegistry;
import digestbot.chat.common.Replies;
import digestbot.chat.common.SubscriptionText;
import digestbot.chat.common.UsualPublicationTimes;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.delivery.status.DeliveryStatusStore;
import digestbot.delivery.status.DeliveryStatusStore.DeliveryStatus;
import digestbot.digest.DigestView;
import digestbot.i18n.DatePhrase;
import digestbot.i18n.Phrase;
import digestbot.i18n.SettingsPhrase;
import digestbot.i18n.StatusPhrase;
import digestbot.i18n.SubscriptionPhrase;
import digestbot.i18n.Texts;
import digestbot.library.archive.ExpectedDigest;
import digestbot.library.archive.Library;
import digestbot.library.archive.StoredDigest;
import digestbot.library.archive.TopicLanguageStore;
import digestbot.library.archive.TopicLanguages;
import digestbot.markdown.Block;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/// Explains why the chat receives digests, and the state of today's digests: not published yet,
/// scheduled, held, delivered, or failed.
public final class WhyCommand implements HandlerRegistry.Handler {

    private static final int MAX_TOPICS = 20;
    private static final int MAX_BUTTONS = 8;

    private final SubscriptionStore subscriptions = new SubscriptionStore();
    private final DeliveryStatusStore statuses = new DeliveryStatusStore();
    private final Library library;
    private final ChatSubscriptions chatSubscriptions;
    private final UsualPublicationTimes usualTimes;
    private final FollowedWordsPanel words = new FollowedWordsPanel();

    public WhyCommand(Library library, ChatSubscriptions chatSubscriptions, UsualPublicationTimes usualTimes) {
        this.library = library;
        this.chatSubscriptions = chatSubscriptions;
        this.usualTimes = usualTimes;
    }

    @Override
    public void register(HandlerRegistry registry) {
        registry.on(LookupCommand.Why.class, (context, _) -> new Reply.EphemeralMessage(why(context)));
    }

    private Content why(CommandContext context) {
        Texts texts = context.texts();
        List<SubscriptionWithTopic> all = chatSubscriptions.all(
                context.transaction(), context.request().origin().chat());
        List<Panel> followed = words.panels(context);
        if (all.isEmpty() && followed.isEmpty()) {
            return Replies.text(
                    texts.format(SettingsPhrase.SETTINGS_NOTHING),
                    List.of(List.of(
                            Replies.button(texts, SubscriptionPhrase.TOPICS_BUTTON, new Press.ShowTopics(0)),
                            Replies.help(texts))));
        }
        List<Panel> panels = new ArrayList<>();
        paused(context).ifPresent(reason -> panels.add(Panel.plain(List.of(Replies.paragraph(texts.format(reason))))));
        all.stream().limit(MAX_TOPICS).map(listed -> panel(context, listed)).forEach(panels::add);
        panels.addAll(followed);
        return Content.of(panels, buttons(context, all));
    }

    private static Optional<Phrase> paused(CommandContext context) {
        return context.subscriber()
                .flatMap(Subscriber::pausedReason)
                .map(_ -> context.isStopped() ? SubscriptionPhrase.STOPPED : StatusPhrase.WHY_UNREACHABLE);
    }

    private List<List<Button>> buttons(CommandContext context, List<SubscriptionWithTopic> all) {
        List<List<Button>> rows = new ArrayList<>(Replies.inPairs(all.stream()
                .limit(MAX_BUTTONS)
                .flatMap(listed ->
                        library.newest(context.transaction(), listed.topic().id(), context.language()).stream())
                .map(newest -> Button.callback(
                        Replies.topicAndDate(
                                context,
                                newest.digest().topic().name(),
                                newest.digest().key().day()),
                        new Press.Show(newest.number(), new DigestView.Overview(), 0)))
                .toList()));
        List<Button> last = new ArrayList<>();
        if (context.request().personIsChatAdmin()) {
            if (context.isStopped()) {
                last.add(Replies.button(context.texts(), SettingsPhrase.RESUME_BUTTON, new Press.ResumeDeliveries()));
            }
            last.add(Replies.button(context.texts(), SettingsPhrase.SETTINGS_BUTTON, new SettingsPress.ShowSettings()));
        }
        last.add(Replies.help(context.texts()));
        rows.add(last);
        return rows;
    }

    private Panel panel(CommandContext context, SubscriptionWithTopic listed) {
        List<Block> body =
                List.of(Replies.paragraph(rule(context, listed.subscription()) + "\n" + today(context, listed)));
        return new Panel(
                Panel.PanelStyle.PLAIN, listed.topic().name(), "", OptionalInt.empty(), List.of(), body, List.of());
    }

    private String rule(CommandContext context, Subscription subscription) {
        Texts texts = context.texts();
        ZoneId zone = context.preferences().zone();
        LocalDate since = LocalDate.ofInstant(subscriptions.since(context.transaction(), subscription.number()), zone);
        String when = SubscriptionText.when(texts, subscription.schedule());
        String rule = texts.format(
                StatusPhrase.WHY_SUBSCRIBED,
                texts.shortDay(since, context.today().getYear()),
                switch (subscription.schedule()) {
                    case DeliverySchedule.Immediately() -> when;
                    case DeliverySchedule.At _, DeliverySchedule.Weekly _ ->
                        texts.format(DatePhrase.TIME_IN_ZONE, when, Texts.zone(zone));
                });
        return rule
                + languageLine(context, library.languages(context.transaction(), subscription.topic(), context.today()))
                + context.preferences()
                        .quiet()
                        .map(hours -> "\n" + quiet(texts, hours))
                        .orElse("");
    }

    private static String quiet(Texts texts, QuietHours hours) {
        return texts.format(
                switch (hours.mode()) {
                    case HOLD -> StatusPhrase.WHY_QUIET_HOLDS;
                    case SILENT -> StatusPhrase.WHY_QUIET_SILENCES;
                },
                hours.from(),
                hours.to());
    }

    private static String languageLine(CommandContext context, TopicLanguages languages) {
        Texts texts = context.texts();
        Optional<String> comes = languages.languageFor(context.preferences().language());
        if (comes.isEmpty() || languages.all().size() < 2) {
            return "";
        }
        String others = languages.all().stream()
                .filter(each -> !each.equals(comes.get()))
                .map(texts::languageName)
                .collect(Collectors.joining(", "));
        return "\n" + texts.format(StatusPhrase.WHY_LANGUAGE, texts.languageName(comes.get()), others);
    }

    private String today(CommandContext context, SubscriptionWithTopic listed) {
        String topic = listed.topic().id();
        return library.newest(
                        context.transaction(), topic, context.preferences().language())
                .filter(newest -> !newest.digest().key().day().isBefore(context.today()))
                .map(newest -> dated(context, newest)
                        + status(context, listed.subscription().number(), newest))
                .orElseGet(() -> awaited(context, topic));
    }

    /// The date of today's digest, which is that of the next day if digests are published late in
    /// the evening.
    private static String dated(CommandContext context, StoredDigest todays) {
        LocalDate day = todays.digest().key().day();
        return day.equals(context.today())
                ? ""
                : context.texts().format(StatusPhrase.WHY_DATED, context.texts().day(day)) + "\n";
    }

    /// The state of the digest, or of its version in another language, which may have been
    /// delivered before the chat changed its language.
    private String status(CommandContext context, long subscription, StoredDigest stored) {
        DeliveryStatus status = statuses.of(context.transaction(), subscription, stored.number());
        if (!hasNoDelivery(status)) {
            return statusText(context, status);
        }
        Texts texts = context.texts();
        for (TopicLanguageStore.LanguageVersion other :
                library.otherLanguages(context.transaction(), stored.number())) {
            DeliveryStatus otherStatus = statuses.of(context.transaction(), subscription, other.number());
            if (!hasNoDelivery(otherStatus)) {
                return statusText(context, otherStatus) + "\n"
                        + texts.format(StatusPhrase.WHY_DELIVERED_IN, texts.languageName(other.language()));
            }
        }
        return inOther(context, stored).orElseGet(() -> {
            if (!(status instanceof DeliveryStatus.NotPlanned)
                    || !isPublishedSinceSubscribing(context, subscription, stored)) {
                return statusText(context, status);
            }
            var key = stored.digest().key();
            return library.languages(context.transaction(), key.topic(), key.day())
                                    .all()
                                    .size()
                            < 2
                    ? texts.format(StatusPhrase.WHY_CANCELLED)
                    : texts.format(StatusPhrase.WHY_LANGUAGE_SINCE, texts.languageName(key.language()));
        });
    }

    /// The note that today's digest is not published yet in the chat's language.
    private Optional<String> inOther(CommandContext context, StoredDigest stored) {
        Texts texts = context.texts();
        var key = stored.digest().key();
        TopicLanguages languages = library.languages(context.transaction(), key.topic(), key.day());
        return languages
                .languageFor(context.preferences().language())
                .filter(comes -> !languages.serves(key.language(), comes))
                .map(comes -> texts.format(
                        StatusPhrase.WHY_OTHER_LANGUAGE,
                        texts.languageName(key.language()),
                        texts.languageName(comes)));
    }

    /// Tells whether the digest was published after the chat subscribed, so that only its language
    /// or a paused chat kept it from being delivered.
    private boolean isPublishedSinceSubscribing(CommandContext context, long subscription, StoredDigest stored) {
        Instant since = subscriptions.since(context.transaction(), subscription);
        return stored.publishedAt().filter(at -> at.isAfter(since)).isPresent();
    }

    private static boolean hasNoDelivery(DeliveryStatus status) {
        return switch (status) {
            case DeliveryStatus.NotPlanned(), DeliveryStatus.Archived(), DeliveryStatus.Unplanned() -> true;
            case DeliveryStatus.UnclaimedDelivery _,
                    DeliveryStatus.Paused(),
                    DeliveryStatus.Cancelled(),
                    DeliveryStatus.Failed _,
                    DeliveryStatus.Sent _ -> false;
        };
    }

    private String awaited(CommandContext context, String topic) {
        Texts texts = context.texts();
        Optional<ExpectedDigest> next = usualTimes.next(context, topic);
        if (next.isEmpty()) {
            return texts.format(StatusPhrase.WHY_NOT_PUBLISHED);
        }
        ExpectedDigest expected = next.orElseThrow();
        Instant about = usualTimes.about(expected);
        if (!expected.day().equals(context.today())) {
            return texts.format(StatusPhrase.WHY_NEXT_USUALLY, context.moments().dayAndTime(about));
        }
        return texts.format(
                usualTimes.isLate(context, expected) ? StatusPhrase.WHY_LATE : StatusPhrase.WHY_USUALLY,
                context.moments().time(about));
    }

    private static String statusText(CommandContext context, DeliveryStatus status) {
        Texts texts = context.texts();
        return switch (status) {
            case DeliveryStatus.Archived() -> texts.format(StatusPhrase.WHY_ARCHIVED);
            case DeliveryStatus.NotPlanned() -> texts.format(StatusPhrase.WHY_BEFORE);
            case DeliveryStatus.Unplanned() -> texts.format(StatusPhrase.WHY_BEING_DELIVERED);
            case DeliveryStatus.UnclaimedDelivery(Instant due) ->
                due.isAfter(context.now())
                        ? texts.format(
                                StatusPhrase.WHY_SCHEDULED, context.moments().dayAndTime(due))
                        : texts.format(StatusPhrase.WHY_BEING_DELIVERED);
            case DeliveryStatus.Paused() -> texts.format(StatusPhrase.WHY_PAUSED);
            case DeliveryStatus.Cancelled() -> texts.format(StatusPhrase.WHY_CANCELLED);
            case DeliveryStatus.Failed(boolean unreachable) ->
                texts.format(unreachable ? StatusPhrase.WHY_FAILED_REACH : StatusPhrase.WHY_FAILED);
            case DeliveryStatus.Sent sent -> sent(context, sent);
        };
    }

    private static String sent(CommandContext context, DeliveryStatus.Sent sent) {
        Texts texts = context.texts();
        String said = texts.format(StatusPhrase.WHY_DELIVERED, time(context, sent.at()));
        String corrected = sent.corrected()
                .map(correction -> "\n" + texts.format(StatusPhrase.WHY_CORRECTED, time(context, correction.at())))
                .orElse("");
        return said + corrected + (sent.correcting() ? "\n" + texts.format(StatusPhrase.WHY_CORRECTION_DUE) : "");
    }

    private static String time(CommandContext context, Instant at) {
        return context.moments().time(at, context.today());
    }
}
