package digestbot.trial.sample;

import digestbot.audience.Platform;
import digestbot.sandbox.SandboxPlace;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/// A chat that has subscribed in the invented past.
///
/// @param place the chat in the simulator
/// @param language the chat's language
/// @param topics the ids of the topics that it subscribed to
/// @param allTopics true if it subscribed to all topics, new ones included
/// @param at the local time of its deliveries; empty: as soon as a digest is published
/// @param joined when it subscribed
/// @param left when the bot was blocked or removed there; empty: never
record SampleChat(
        Platform platform,
        SandboxPlace place,
        String language,
        ZoneId zone,
        List<String> topics,
        boolean allTopics,
        Optional<LocalTime> at,
        Instant joined,
        Optional<Instant> left) {

    /// When a digest that is published at that time is due in the chat.
    Instant due(Instant published) {
        return at.map(time -> next(time, published)).orElse(published);
    }

    private Instant next(LocalTime time, Instant after) {
        ZonedDateTime sameDay = after.atZone(zone).with(time);
        return (sameDay.toInstant().isBefore(after) ? sameDay.plusDays(1) : sameDay).toInstant();
    }

    boolean hadLeft(Instant by) {
        return left.filter(time -> !time.isAfter(by)).isPresent();
    }
}
