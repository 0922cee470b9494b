/// `digestbot try`: the bot with simulated platforms, on a page.
@NullMarked
package digestbot.trial;

import org.jspecify.annotations.NullMarked;
