/// Code shared by all commands of the command line: the configuration, files, tables, questions.
@NullMarked
package digestbot.cli.common;

import org.jspecify.annotations.NullMarked;
