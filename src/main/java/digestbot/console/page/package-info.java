/// The parts of which the console's pages are made: their frame, tables, buttons, messages and addresses.
@NullMarked
package digestbot.console.page;

import org.jspecify.annotations.NullMarked;
