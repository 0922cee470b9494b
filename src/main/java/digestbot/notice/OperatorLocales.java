package digestbot.notice;

import digestbot.audience.Chat;
import digestbot.audience.Person;
import digestbot.audience.PersonStore;
import digestbot.audience.Platform;
import digestbot.audience.Preferences;
import digestbot.audience.Subscriber;
import digestbot.audience.SubscriberStore;
import digestbot.database.Transaction;
import digestbot.i18n.Texts;
import java.time.ZoneId;

/// The language and the time zone in which operators read notices.
final class OperatorLocales {

    private final PersonStore persons = new PersonStore();
    private final SubscriberStore subscribers = new SubscriberStore();

    /// The texts in the language that the person chose, or else in their client's.
    Texts texts(Transaction transaction, Platform platform, long userId) {
        return Texts.of(persons.find(transaction, platform, userId)
                .map(Person::language)
                .orElse(""));
    }

    /// The time zone that the person chose in their private chat.
    ZoneId zone(Transaction transaction, Chat chat) {
        return subscribers
                .find(transaction, chat.platform(), chat.id())
                .map(Subscriber::preferences)
                .orElse(Preferences.DEFAULT)
                .zone();
    }
}
