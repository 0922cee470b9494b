/// Messages as Discord's client shows them.
@NullMarked
package digestbot.clientview.discord;

import org.jspecify.annotations.NullMarked;
