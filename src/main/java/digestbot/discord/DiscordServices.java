package digestbot.discord;

import digestbot.chat.api.CommandHandler;
import digestbot.chat.api.Suggestions;
import digestbot.database.Database;
import digestbot.delivery.chats.ChatReachability;
import digestbot.delivery.files.FileMaker;

/// The parts of the bot that the adapter calls.
///
/// @param suggestions what is offered while a person types
/// @param reachability records which chats can be reached
/// @param files makes the files that replies carry
public record DiscordServices(
        Database database,
        CommandHandler answering,
        Suggestions suggestions,
        ChatReachability reachability,
        FileMaker files) {}
