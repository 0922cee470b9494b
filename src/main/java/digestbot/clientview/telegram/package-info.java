/// Messages as Telegram's client shows them, and the HTML that their text is written in.
@NullMarked
package digestbot.clientview.telegram;

import org.jspecify.annotations.NullMarked;
