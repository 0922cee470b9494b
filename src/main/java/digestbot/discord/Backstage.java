package digestbot.discord;

import digestbot.command.Answering;
import digestbot.command.Suggestions;
import digestbot.database.Database;
import digestbot.delivery.Files;
import digestbot.delivery.Reachability;

/// What the adapter asks and tells.
///
/// @param suggestions what is offered while a person types
/// @param reachability learns which chats come and go
/// @param files makes those that are answered with
public record Backstage(
        Database database, Answering answering, Suggestions suggestions, Reachability reachability, Files files) {}
