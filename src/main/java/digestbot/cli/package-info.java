/// The command line, a class per command.
@NullMarked
package digestbot.cli;

import org.jspecify.annotations.NullMarked;
