package digestbot.sandbox.discord;

import digestbot.sandbox.Place;
import digestbot.sandbox.Someone;
import java.util.Optional;

/// A text channel of the guild, or a person's direct messages with the bot.
///
/// @param recipient the person, if it holds direct messages
record Channel(long id, String name, Optional<Someone> recipient) {

    boolean direct() {
        return recipient.isPresent();
    }

    Place place() {
        return direct() ? new Place(id, Place.Kind.PRIVATE, "") : new Place(id, Place.Kind.CHANNEL, name);
    }
}
