package digestbot.chat.read;

import digestbot.audience.DeliverySchedule;
import digestbot.audience.QuietHours;
import digestbot.audience.Subscriber;
import digestbot.audience.Subscription;
import digestbot.audience.SubscriptionStore;
import digestbot.audience.SubscriptionStore.Listed;
import digestbot.button.Press;
import digestbot.button.SettingsPress;
import digestbot.chat.api.LookupCommand;
import digestbot.chat.api.Reply;
import digestbot.chat.common.ChatSubscriptions;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.Replies;
import digestbot.chat.common.Routes;
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
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/// The reason why digests come to the chat, and the state of today's: not published yet, scheduled,
/// held, delivered, or failed.
public final class WhyCommand implements Routes.Handler {

    private static final int MOST_TOPICS = 20;
    private static final int MOST_BUTTONS = 8;

    private final SubscriptionStore subscriptions = new SubscriptionStore();
    private final DeliveryStatusStore fates = new DeliveryStatusStore();
    private final Library library;
    private final ChatSubscriptions mine;
    private final UsualPublicationTimes usual;

    public WhyCommand(Library library, ChatSubscriptions mine, UsualPublicationTimes usual) {
        this.library = library;
        this.mine = mine;
        this.usual = usual;
    }

    @Override
    public void register(Routes routes) {
        routes.on(LookupCommand.Why.class, (asked, _) -> new Reply.Whisper(why(asked)));
    }

    private Content why(CommandContext asked) {
        Texts words = asked.words();
        List<Listed> all = mine.all(asked.transaction(), asked.request().from().chat());
        if (all.isEmpty()) {
            return Replies.text(
                    words.say(SettingsPhrase.SETTINGS_NOTHING),
                    List.of(List.of(
                            Replies.button(words, SubscriptionPhrase.TOPICS_BUTTON, new Press.Topics(0)),
                            Replies.help(words))));
        }
        List<Panel> panels = new ArrayList<>();
        paused(asked).ifPresent(why -> panels.add(Panel.plain(List.of(Replies.paragraph(words.say(why))))));
        all.stream().limit(MOST_TOPICS).map(listed -> panel(asked, listed)).forEach(panels::add);
        return Content.of(panels, buttons(asked, all));
    }

    private static Optional<Phrase> paused(CommandContext asked) {
        return asked.own()
                .flatMap(Subscriber::pausedWhy)
                .map(_ -> asked.isStopped() ? SubscriptionPhrase.STOPPED : StatusPhrase.WHY_UNREACHABLE);
    }

    private List<List<Button>> buttons(CommandContext asked, List<Listed> all) {
        List<List<Button>> rows = new ArrayList<>(Replies.inPairs(all.stream()
                .limit(MOST_BUTTONS)
                .flatMap(listed ->
                        library.newest(asked.transaction(), listed.topic().id(), asked.language()).stream())
                .map(newest -> Button.ask(
                        Replies.dated(
                                asked,
                                newest.digest().topic().name(),
                                newest.digest().key().day()),
                        new Press.Show(newest.number(), new DigestView.Overview(), 0)))
                .toList()));
        List<Button> last = new ArrayList<>();
        if (asked.request().mayManage()) {
            if (asked.isStopped()) {
                last.add(Replies.button(asked.words(), SettingsPhrase.RESUME_BUTTON, new Press.Resume()));
            }
            last.add(Replies.button(asked.words(), SettingsPhrase.SETTINGS_BUTTON, new SettingsPress.Overview()));
        }
        last.add(Replies.help(asked.words()));
        rows.add(last);
        return rows;
    }

    private Panel panel(CommandContext asked, Listed listed) {
        List<Block> body = List.of(Replies.paragraph(rule(asked, listed.subscription()) + "\n" + today(asked, listed)));
        return new Panel(Panel.Kind.PLAIN, listed.topic().name(), "", OptionalInt.empty(), List.of(), body, List.of());
    }

    private String rule(CommandContext asked, Subscription subscription) {
        Texts words = asked.words();
        ZoneId zone = asked.preferences().zone();
        LocalDate since = LocalDate.ofInstant(subscriptions.since(asked.transaction(), subscription.number()), zone);
        String when = SubscriptionText.when(words, subscription.when());
        String rule = words.say(
                StatusPhrase.WHY_SUBSCRIBED,
                words.shortDay(since, asked.today().getYear()),
                switch (subscription.when()) {
                    case DeliverySchedule.AtOnce() -> when;
                    case DeliverySchedule.At _, DeliverySchedule.Weekly _ ->
                        words.say(DatePhrase.TIME_IN_ZONE, when, Texts.zone(zone));
                });
        return rule
                + inWhich(asked, library.languages(asked.transaction(), subscription.topic(), asked.today()))
                + asked.preferences()
                        .quiet()
                        .map(hours -> "\n" + quiet(words, hours))
                        .orElse("");
    }

    private static String quiet(Texts words, QuietHours hours) {
        return words.say(
                switch (hours.mode()) {
                    case HOLD -> StatusPhrase.WHY_QUIET_HOLDS;
                    case SILENT -> StatusPhrase.WHY_QUIET_SILENCES;
                },
                hours.from(),
                hours.to());
    }

    private static String inWhich(CommandContext asked, TopicLanguages languages) {
        Texts words = asked.words();
        Optional<String> comes = languages.serving(asked.preferences().language());
        if (comes.isEmpty() || languages.all().size() < 2) {
            return "";
        }
        String others = languages.all().stream()
                .filter(each -> !each.equals(comes.get()))
                .map(words::languageName)
                .collect(Collectors.joining(", "));
        return "\n" + words.say(StatusPhrase.WHY_LANGUAGE, words.languageName(comes.get()), others);
    }

    private String today(CommandContext asked, Listed listed) {
        String topic = listed.topic().id();
        return library.newest(asked.transaction(), topic, asked.preferences().language())
                .filter(newest -> !newest.digest().key().day().isBefore(asked.today()))
                .map(newest ->
                        dated(asked, newest) + out(asked, listed.subscription().number(), newest))
                .orElseGet(() -> awaited(asked, topic));
    }

    /// The date of today's digest, which is that of the next day where digests are made late in the evening.
    private static String dated(CommandContext asked, StoredDigest todays) {
        LocalDate day = todays.digest().key().day();
        return day.equals(asked.today())
                ? ""
                : asked.words().say(StatusPhrase.WHY_DATED, asked.words().day(day)) + "\n";
    }

    /// The state of the digest, or of its version in another language, which may have been
    /// delivered before the chat changed its language.
    private String out(CommandContext asked, long subscription, StoredDigest stored) {
        DeliveryStatus fate = fates.of(asked.transaction(), subscription, stored.number());
        if (!isNotForIt(fate)) {
            return said(asked, fate);
        }
        Texts words = asked.words();
        for (TopicLanguageStore.Other other : library.others(asked.transaction(), stored.number())) {
            DeliveryStatus came = fates.of(asked.transaction(), subscription, other.number());
            if (!isNotForIt(came)) {
                return said(asked, came) + "\n"
                        + words.say(StatusPhrase.WHY_DELIVERED_IN, words.languageName(other.language()));
            }
        }
        return inOther(asked, stored).orElseGet(() -> {
            if (!(fate instanceof DeliveryStatus.NotOwed) || !isOutSince(asked, subscription, stored)) {
                return said(asked, fate);
            }
            var key = stored.digest().key();
            return library.languages(asked.transaction(), key.topic(), key.day())
                                    .all()
                                    .size()
                            < 2
                    ? words.say(StatusPhrase.WHY_CANCELLED)
                    : words.say(StatusPhrase.WHY_LANGUAGE_SINCE, words.languageName(key.language()));
        });
    }

    /// The note that today's digest is not published yet in the chat's language.
    private Optional<String> inOther(CommandContext asked, StoredDigest stored) {
        Texts words = asked.words();
        var key = stored.digest().key();
        TopicLanguages languages = library.languages(asked.transaction(), key.topic(), key.day());
        return languages
                .serving(asked.preferences().language())
                .filter(comes -> !languages.serves(key.language(), comes))
                .map(comes -> words.say(
                        StatusPhrase.WHY_OTHER_LANGUAGE,
                        words.languageName(key.language()),
                        words.languageName(comes)));
    }

    /// Tells whether the digest was published after the chat subscribed, so that only its language
    /// or a paused chat kept it from being delivered.
    private boolean isOutSince(CommandContext asked, long subscription, StoredDigest stored) {
        Instant since = subscriptions.since(asked.transaction(), subscription);
        return stored.publishedAt().filter(at -> at.isAfter(since)).isPresent();
    }

    private static boolean isNotForIt(DeliveryStatus fate) {
        return switch (fate) {
            case DeliveryStatus.NotOwed(), DeliveryStatus.Shelved(), DeliveryStatus.Unplanned() -> true;
            case DeliveryStatus.Planned _,
                    DeliveryStatus.Held(),
                    DeliveryStatus.Cancelled(),
                    DeliveryStatus.Failed _,
                    DeliveryStatus.Sent _ -> false;
        };
    }

    private String awaited(CommandContext asked, String topic) {
        Texts words = asked.words();
        Optional<ExpectedDigest> next = usual.next(asked, topic);
        if (next.isEmpty()) {
            return words.say(StatusPhrase.WHY_NOT_PUBLISHED);
        }
        ExpectedDigest expected = next.orElseThrow();
        LocalDateTime about = usual.about(asked, expected);
        if (!expected.day().equals(asked.today())) {
            return words.say(StatusPhrase.WHY_NEXT_USUALLY, words.moment(about));
        }
        return words.say(
                usual.isLate(asked, expected) ? StatusPhrase.WHY_LATE : StatusPhrase.WHY_USUALLY,
                about.toLocalTime().toString());
    }

    private static String said(CommandContext asked, DeliveryStatus fate) {
        Texts words = asked.words();
        return switch (fate) {
            case DeliveryStatus.Shelved() -> words.say(StatusPhrase.WHY_ARCHIVED);
            case DeliveryStatus.NotOwed() -> words.say(StatusPhrase.WHY_BEFORE);
            case DeliveryStatus.Unplanned() -> words.say(StatusPhrase.WHY_BEING_DELIVERED);
            case DeliveryStatus.Planned(Instant due) ->
                due.isAfter(asked.now())
                        ? words.say(StatusPhrase.WHY_SCHEDULED, words.moment(local(asked, due)))
                        : words.say(StatusPhrase.WHY_BEING_DELIVERED);
            case DeliveryStatus.Held() -> words.say(StatusPhrase.WHY_PAUSED);
            case DeliveryStatus.Cancelled() -> words.say(StatusPhrase.WHY_CANCELLED);
            case DeliveryStatus.Failed(boolean unreachable) ->
                words.say(unreachable ? StatusPhrase.WHY_FAILED_REACH : StatusPhrase.WHY_FAILED);
            case DeliveryStatus.Sent sent -> sent(asked, sent);
        };
    }

    private static String sent(CommandContext asked, DeliveryStatus.Sent sent) {
        Texts words = asked.words();
        String said = words.say(StatusPhrase.WHY_DELIVERED, time(asked, sent.at()));
        String corrected = sent.corrected()
                .map(correction -> "\n" + words.say(StatusPhrase.WHY_CORRECTED, time(asked, correction.at())))
                .orElse("");
        return said + corrected + (sent.correcting() ? "\n" + words.say(StatusPhrase.WHY_CORRECTION_DUE) : "");
    }

    /// The time of day, with the date if it is not today.
    private static String time(CommandContext asked, Instant at) {
        LocalDateTime moment = local(asked, at).truncatedTo(ChronoUnit.MINUTES);
        return moment.toLocalDate().equals(asked.today())
                ? moment.toLocalTime().toString()
                : asked.words().moment(moment);
    }

    private static LocalDateTime local(CommandContext asked, Instant at) {
        return LocalDateTime.ofInstant(at, asked.preferences().zone());
    }
}
