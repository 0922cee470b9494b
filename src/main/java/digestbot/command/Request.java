package digestbot.command;

import digestbot.delivery.Destination;
import digestbot.subscription.Person;
import java.util.Optional;

/// A command with who gave it and where.
///
/// @param from the chat it was given in
/// @param mayManage whether the person may change this chat's settings, as the platform says; always true in a
///     private chat
/// @param direct the person's private chat with the bot, where it is known or has been opened for this
///     request
public record Request(
        Person person, Destination from, boolean mayManage, Optional<Destination> direct, Command command) {}
