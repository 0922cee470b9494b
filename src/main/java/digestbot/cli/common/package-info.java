/// The tools that all commands of the command line share: the configuration, files, tables, questions.
@NullMarked
package digestbot.cli.common;

import org.jspecify.annotations.NullMarked;
