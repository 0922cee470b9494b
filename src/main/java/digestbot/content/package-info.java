/// The content of a message, without any platform's format: panels of blocks, and buttons.
@NullMarked
package digestbot.content;

import org.jspecify.annotations.NullMarked;
