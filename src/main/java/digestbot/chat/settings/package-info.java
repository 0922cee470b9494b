/// The settings of a chat, screen by screen.
@NullMarked
package digestbot.chat.settings;

import org.jspecify.annotations.NullMarked;
