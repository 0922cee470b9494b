/// `digestbot try`: the bot with simulated platforms, on a page or in the terminal.
@NullMarked
package digestbot.trial;

import org.jspecify.annotations.NullMarked;
