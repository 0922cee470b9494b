package digestbot.discord;

import digestbot.chat.api.CommandHandler;
import digestbot.chat.api.Suggestions;
import digestbot.database.Database;
import digestbot.delivery.chats.ChatReachability;
import digestbot.delivery.files.FileMaker;

/// The parts of the bot that the adapter calls.
///
/// @param suggestions what is offered while a person types
/// @param reachability learns which chats come and go
/// @param files makes those that are answered with
public record DiscordServices(
        Database database,
        CommandHandler answering,
        Suggestions suggestions,
        ChatReachability reachability,
        FileMaker files) {}
