/// `digestbot try`: the bot against the sandbox, both conversations on the terminal.
@NullMarked
package digestbot.app.trial;

import org.jspecify.annotations.NullMarked;
