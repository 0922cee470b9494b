package digestbot.command;

import digestbot.delivery.FateStore;
import digestbot.delivery.FateStore.Fate;
import digestbot.edition.Button;
import digestbot.edition.Content;
import digestbot.edition.Panel;
import digestbot.edition.Press;
import digestbot.edition.SettingsPress;
import digestbot.edition.View;
import digestbot.library.Expectation;
import digestbot.library.LanguageStore;
import digestbot.library.Library;
import digestbot.library.StoredDigest;
import digestbot.library.TopicLanguages;
import digestbot.markdown.Block;
import digestbot.subscription.QuietHours;
import digestbot.subscription.Subscriber;
import digestbot.subscription.Subscription;
import digestbot.subscription.SubscriptionStore;
import digestbot.subscription.SubscriptionStore.Listed;
import digestbot.subscription.When;
import digestbot.text.Phrase;
import digestbot.text.Words;
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

/// Which rule brings digests to the chat, and where today's are: not out yet, planned, held, sent, or failed.
final class Explaining {

    private static final int MOST_TOPICS = 20;
    private static final int MOST_BUTTONS = 8;

    private final SubscriptionStore subscriptions = new SubscriptionStore();
    private final FateStore fates = new FateStore();
    private final Library library;
    private final Mine mine;
    private final UsualTimes usual;

    Explaining(Library library, Mine mine, UsualTimes usual) {
        this.library = library;
        this.mine = mine;
        this.usual = usual;
    }

    Content why(Asked asked) {
        Words words = asked.words();
        List<Listed> all = mine.all(asked.transaction(), asked.request().from().chat());
        if (all.isEmpty()) {
            return Say.text(
                    words.say(Phrase.SETTINGS_NOTHING),
                    List.of(List.of(Say.button(words, Phrase.TOPICS_BUTTON, new Press.Topics(0)), Say.help(words))));
        }
        List<Panel> panels = new ArrayList<>();
        paused(asked).ifPresent(why -> panels.add(Panel.plain(List.of(Say.paragraph(words.say(why))))));
        all.stream().limit(MOST_TOPICS).map(listed -> panel(asked, listed)).forEach(panels::add);
        return Content.of(panels, buttons(asked, all));
    }

    private static Optional<Phrase> paused(Asked asked) {
        return asked.own()
                .flatMap(Subscriber::pausedWhy)
                .map(_ -> asked.isStopped() ? Phrase.STOPPED : Phrase.WHY_UNREACHABLE);
    }

    private List<List<Button>> buttons(Asked asked, List<Listed> all) {
        List<List<Button>> rows = new ArrayList<>(Say.inPairs(all.stream()
                .limit(MOST_BUTTONS)
                .flatMap(listed ->
                        library.newest(asked.transaction(), listed.topic().id(), asked.language()).stream())
                .map(newest -> Button.ask(
                        Say.dated(
                                asked,
                                newest.digest().topic().name(),
                                newest.digest().key().day()),
                        new Press.Show(newest.number(), new View.Overview(), 0)))
                .toList()));
        List<Button> last = new ArrayList<>();
        if (asked.request().mayManage()) {
            if (asked.isStopped()) {
                last.add(Say.button(asked.words(), Phrase.RESUME_BUTTON, new Press.Resume()));
            }
            last.add(Say.button(asked.words(), Phrase.SETTINGS_BUTTON, new SettingsPress.Overview()));
        }
        last.add(Say.help(asked.words()));
        rows.add(last);
        return rows;
    }

    private Panel panel(Asked asked, Listed listed) {
        List<Block> body = List.of(Say.paragraph(rule(asked, listed.subscription()) + "\n" + today(asked, listed)));
        return new Panel(Panel.Kind.PLAIN, listed.topic().name(), "", OptionalInt.empty(), List.of(), body, List.of());
    }

    private String rule(Asked asked, Subscription subscription) {
        Words words = asked.words();
        ZoneId zone = asked.preferences().zone();
        LocalDate since = LocalDate.ofInstant(subscriptions.since(asked.transaction(), subscription.number()), zone);
        String when = SubscriptionWords.when(words, subscription.when());
        String rule = words.say(
                Phrase.WHY_SUBSCRIBED,
                words.shortDay(since, asked.today().getYear()),
                switch (subscription.when()) {
                    case When.AtOnce() -> when;
                    case When.At _, When.Weekly _ -> words.say(Phrase.WHY_IN_ZONE, when, Words.zone(zone));
                });
        return rule
                + inWhich(asked, library.languages(asked.transaction(), subscription.topic(), asked.today()))
                + asked.preferences()
                        .quiet()
                        .map(hours -> "\n" + quiet(words, hours))
                        .orElse("");
    }

    private static String quiet(Words words, QuietHours hours) {
        return words.say(
                switch (hours.mode()) {
                    case HOLD -> Phrase.WHY_QUIET_HOLDS;
                    case SILENT -> Phrase.WHY_QUIET_SILENCES;
                },
                hours.from(),
                hours.to());
    }

    private static String inWhich(Asked asked, TopicLanguages languages) {
        Words words = asked.words();
        Optional<String> comes = languages.serving(asked.preferences().language());
        if (comes.isEmpty() || languages.all().size() < 2) {
            return "";
        }
        String others = languages.all().stream()
                .filter(each -> !each.equals(comes.get()))
                .map(words::languageName)
                .collect(Collectors.joining(", "));
        return "\n" + words.say(Phrase.WHY_LANGUAGE, words.languageName(comes.get()), others);
    }

    private String today(Asked asked, Listed listed) {
        String topic = listed.topic().id();
        return library.newest(asked.transaction(), topic, asked.preferences().language())
                .filter(newest -> !newest.digest().key().day().isBefore(asked.today()))
                .map(newest ->
                        dated(asked, newest) + out(asked, listed.subscription().number(), newest))
                .orElseGet(() -> awaited(asked, topic));
    }

    /// Where it is a later day already when digests are made, today's bears that date.
    private static String dated(Asked asked, StoredDigest todays) {
        LocalDate day = todays.digest().key().day();
        return day.equals(asked.today())
                ? ""
                : asked.words().say(Phrase.WHY_DATED, asked.words().day(day)) + "\n";
    }

    /// What became of it, or of the same in another language, in which it may have come before the chat's changed.
    private String out(Asked asked, long subscription, StoredDigest stored) {
        Fate fate = fates.of(asked.transaction(), subscription, stored.number());
        if (!isNotForIt(fate)) {
            return said(asked, fate);
        }
        Words words = asked.words();
        for (LanguageStore.Other other : library.others(asked.transaction(), stored.number())) {
            Fate came = fates.of(asked.transaction(), subscription, other.number());
            if (!isNotForIt(came)) {
                return said(asked, came) + "\n" + words.say(Phrase.WHY_CAME_IN, words.languageName(other.language()));
            }
        }
        return inOther(asked, stored).orElseGet(() -> {
            if (!(fate instanceof Fate.NotOwed) || !isOutSince(asked, subscription, stored)) {
                return said(asked, fate);
            }
            var key = stored.digest().key();
            return library.languages(asked.transaction(), key.topic(), key.day())
                                    .all()
                                    .size()
                            < 2
                    ? words.say(Phrase.WHY_CANCELLED)
                    : words.say(Phrase.WHY_LANGUAGE_SINCE, words.languageName(key.language()));
        });
    }

    /// That today's is not out yet in the language that comes.
    private Optional<String> inOther(Asked asked, StoredDigest stored) {
        Words words = asked.words();
        var key = stored.digest().key();
        TopicLanguages languages = library.languages(asked.transaction(), key.topic(), key.day());
        return languages
                .serving(asked.preferences().language())
                .filter(comes -> !languages.serves(key.language(), comes))
                .map(comes -> words.say(
                        Phrase.WHY_OTHER_LANGUAGE, words.languageName(key.language()), words.languageName(comes)));
    }

    /// Whether it came out in the time of the subscription, so that it would have come but for its language, or as
    /// nothing could come to the chat then.
    private boolean isOutSince(Asked asked, long subscription, StoredDigest stored) {
        Instant since = subscriptions.since(asked.transaction(), subscription);
        return stored.publishedAt().filter(at -> at.isAfter(since)).isPresent();
    }

    private static boolean isNotForIt(Fate fate) {
        return switch (fate) {
            case Fate.NotOwed(), Fate.Shelved(), Fate.Unplanned() -> true;
            case Fate.Planned _, Fate.Held(), Fate.Cancelled(), Fate.Failed _, Fate.Sent _ -> false;
        };
    }

    private String awaited(Asked asked, String topic) {
        Words words = asked.words();
        Optional<Expectation> next = usual.next(asked, topic);
        if (next.isEmpty()) {
            return words.say(Phrase.WHY_NOT_OUT);
        }
        Expectation expected = next.orElseThrow();
        LocalDateTime about = usual.about(asked, expected);
        if (!expected.day().equals(asked.today())) {
            return words.say(Phrase.WHY_NEXT_USUALLY, words.moment(about));
        }
        return words.say(
                usual.isLate(asked, expected) ? Phrase.WHY_LATE : Phrase.WHY_USUALLY,
                about.toLocalTime().toString());
    }

    private static String said(Asked asked, Fate fate) {
        Words words = asked.words();
        return switch (fate) {
            case Fate.Shelved() -> words.say(Phrase.WHY_SHELVED);
            case Fate.NotOwed() -> words.say(Phrase.WHY_BEFORE);
            case Fate.Unplanned() -> words.say(Phrase.WHY_ON_ITS_WAY);
            case Fate.Planned(Instant due) ->
                due.isAfter(asked.now())
                        ? words.say(Phrase.WHY_PLANNED, words.moment(local(asked, due)))
                        : words.say(Phrase.WHY_ON_ITS_WAY);
            case Fate.Held() -> words.say(Phrase.WHY_HELD);
            case Fate.Cancelled() -> words.say(Phrase.WHY_CANCELLED);
            case Fate.Failed(boolean unreachable) ->
                words.say(unreachable ? Phrase.WHY_FAILED_REACH : Phrase.WHY_FAILED);
            case Fate.Sent sent -> sent(asked, sent);
        };
    }

    private static String sent(Asked asked, Fate.Sent sent) {
        Words words = asked.words();
        String said = words.say(Phrase.WHY_SENT, time(asked, sent.at()), sent.revision());
        String corrected = sent.corrected()
                .map(correction ->
                        "\n" + words.say(Phrase.WHY_CORRECTED, time(asked, correction.at()), correction.revision()))
                .orElse("");
        return said + corrected + (sent.correcting() ? "\n" + words.say(Phrase.WHY_CORRECTION_DUE) : "");
    }

    /// The time of day; with the day where it is another one.
    private static String time(Asked asked, Instant at) {
        LocalDateTime moment = local(asked, at).truncatedTo(ChronoUnit.MINUTES);
        return moment.toLocalDate().equals(asked.today())
                ? moment.toLocalTime().toString()
                : asked.words().moment(moment);
    }

    private static LocalDateTime local(Asked asked, Instant at) {
        return LocalDateTime.ofInstant(at, asked.preferences().zone());
    }
}
