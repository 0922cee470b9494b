package digestbot.console;

import digestbot.i18n.Phrase;
import digestbot.i18n.Texts;
import io.javalin.http.Context;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What an announcement's page says after an act, by the name that the address has for it: no text of an address is
/// shown.
enum FlashMessage {
    STARTED("It is on its way."),
    NOBODY("That would reach nobody. Choose other recipients."),
    NOT_OPEN("It was confirmed or discarded before."),
    SHOWN("Sent to the owners alone, as others would get it."),
    NO_OWNER("There is no owner to send it to: name some under admins, who have written to the bot."),
    SCHEDULED("It goes out then, if the bot runs."),
    PAST("That time is over. Choose a later one."),
    UNCLEAR("That is no time."),
    WRONG("Those recipients do not exist."),
    CHOSEN("Recipients chosen."),
    CHOSEN_ANEW("Recipients chosen. The broadcast is a draft again: schedule it for these recipients."),
    STALE(Texts.of("en").say(Phrase.BROADCAST_STALE)),
    CHANGED("Nothing was sent: the recipients have changed. Look at their number, and press again."),
    UNSCHEDULED("It does not go out by itself."),
    DISCARDED("Discarded."),
    PAUSED("Paused."),
    GOING_ON("It goes on."),
    STOPPED("Stopped: who has not got it will not."),
    RETRYING("What failed is sent again."),
    TAKING_BACK("It is being taken back."),
    TOO_LATE("It was too late for that.");

    private static final String QUERY = "told";

    private final String sentence;

    FlashMessage(String sentence) {
        this.sentence = sentence;
    }

    /// For the address of the page that says it.
    String query() {
        return QUERY + "=" + id();
    }

    /// What the address says came of the act that led there.
    static Optional<String> in(Context context) {
        String name = Optional.ofNullable(context.queryParam(QUERY)).orElse("");
        return List.of(FlashMessage.values()).stream()
                .filter(told -> told.id().equals(name))
                .map(told -> told.sentence)
                .findFirst();
    }

    private String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
