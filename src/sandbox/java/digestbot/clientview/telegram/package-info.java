/// Messages as Telegram's client shows them, and the HTML in which their text is written.
@NullMarked
package digestbot.clientview.telegram;

import org.jspecify.annotations.NullMarked;
