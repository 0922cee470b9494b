/// Commands and their replies, as the platforms' adapters exchange them with the bot.
@NullMarked
package digestbot.chat.api;

import org.jspecify.annotations.NullMarked;
