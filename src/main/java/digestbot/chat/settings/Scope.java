package digestbot.chat.settings;

import digestbot.audience.Chat;
import digestbot.audience.DeliverySchedule;
import digestbot.audience.PersonStore;
import digestbot.audience.Preferences;
import digestbot.audience.QuietHours;
import digestbot.audience.ReadingOptions;
import digestbot.audience.Subscriber;
import digestbot.audience.Subscription;
import digestbot.audience.SubscriptionStore.SubscriptionWithTopic;
import digestbot.chat.ChatFeatures;
import digestbot.chat.ChatSubscriptions;
import digestbot.chat.CommandContext;
import digestbot.database.Transaction;
import digestbot.delivery.chats.SubscriptionService;
import digestbot.i18n.Texts;
import digestbot.library.archive.LibraryTopic;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/// The chat whose settings are shown or changed, and one of its subscriptions if they are of that. A
/// change is stored, and returned as a new scope.
record Scope(ChatSubscriptions chats, CommandContext context, Optional<ChosenTopic> chosen) {

    private static final PersonStore PERSONS = new PersonStore();

    private static final QuietHours USUAL_QUIET_HOURS = new QuietHours(LocalTime.of(22, 0), LocalTime.of(7, 0));

    record ChosenTopic(LibraryTopic topic, Subscription subscription) {}

    Transaction transaction() {
        return context.transaction();
    }

    Chat chat() {
        return context.chat();
    }

    SubscriptionService subscriptions() {
        return chats.subscriptions();
    }

    Texts texts() {
        return context.texts();
    }

    ChatFeatures features() {
        return context.request().features();
    }

    /// The thread that shows the settings; 0 outside all threads.
    long here() {
        return context.request().origin().thread();
    }

    List<SubscriptionWithTopic> topics() {
        return chats.all(transaction(), chat());
    }

    Preferences preferences() {
        return context.preferences();
    }

    /// The quiet hours, or else the usual ones.
    QuietHours quiet() {
        return preferences().quiet().orElse(USUAL_QUIET_HOURS);
    }

    /// To be called only for the settings of a subscription.
    Subscription subscription() {
        return chosen.orElseThrow().subscription();
    }

    ReadingOptions reading() {
        return subscription().reading();
    }

    /// The schedule of the subscription, or the chat's.
    DeliverySchedule schedule() {
        return chosen.map(known -> known.subscription().schedule())
                .orElseGet(() -> preferences().schedule());
    }

    LibraryTopic topic() {
        return chosen.orElseThrow().topic();
    }

    /// The topic's number in buttons; 0 for the whole chat.
    long number() {
        return chosen.map(known -> known.topic().number()).orElse(0L);
    }

    /// The scope with these preferences. A chat without a subscriber becomes one.
    Scope with(Preferences preferences) {
        Subscriber subscriber = subscriptions().subscriber(transaction(), chat(), context.preferences());
        if (!subscriber.preferences().equals(preferences)) {
            subscriptions().change(transaction(), subscriber.number(), preferences);
        }
        return of(context.with(
                new Subscriber(subscriber.number(), subscriber.chat(), preferences, subscriber.pausedReason())));
    }

    /// Makes a change that needs the number of the chat's subscriber.
    Scope changing(LongConsumer change) {
        Scope subscribed = with(preferences());
        change.accept(subscribed.context.subscriber().orElseThrow().number());
        return subscribed;
    }

    Scope with(Optional<QuietHours> quiet) {
        return with(preferences().withQuiet(quiet));
    }

    /// Sets a language that the bot has texts in. In a private chat this also sets the person's
    /// language, which is used for all replies that only they see.
    Scope withLanguage(String tag) {
        if (!context.isPrivate()) {
            return with(context.preferences().withLanguage(tag));
        }
        PERSONS.chooseLanguage(transaction(), context.request().person(), tag);
        Scope spoken = of(context.withLanguage(tag));
        return context.subscriber().isEmpty()
                ? spoken
                : spoken.with(context.preferences().withLanguage(tag));
    }

    Scope with(Subscription changed) {
        if (!changed.equals(subscription())) {
            subscriptions().change(transaction(), changed);
        }
        return new Scope(chats, context, Optional.of(new ChosenTopic(topic(), changed)));
    }

    Scope with(ReadingOptions reading) {
        return with(subscription().withReading(reading));
    }

    /// The schedule of the only topic is the chat's, so that later topics follow it.
    Scope with(DeliverySchedule schedule) {
        return canDiffer()
                ? with(subscription().withSchedule(schedule))
                : with(preferences().withSchedule(schedule));
    }

    /// Whether the settings are of a topic that has, or can have, its own schedule.
    boolean canDiffer() {
        return chosen.filter(known -> known.subscription().hasOwnSchedule() || topics().size() > 1)
                .isPresent();
    }

    private Scope of(CommandContext changed) {
        return new Scope(
                chats,
                changed,
                chosen.map(known -> known.subscription().hasOwnSchedule()
                        ? known
                        : new ChosenTopic(known.topic(), known.subscription().withScheduleOf(changed.preferences()))));
    }
}
