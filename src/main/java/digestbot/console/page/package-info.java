/// The parts of the console's pages: frame, tables, buttons, messages and addresses.
@NullMarked
package digestbot.console.page;

import org.jspecify.annotations.NullMarked;
