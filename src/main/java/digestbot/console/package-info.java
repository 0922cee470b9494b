/// What the bot shows of itself over HTTP: pages for its operators, and answers for machines.
@NullMarked
package digestbot.console;

import org.jspecify.annotations.NullMarked;
