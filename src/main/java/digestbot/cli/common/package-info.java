/// What the commands of the command line have in common: the configuration, files, tables, questions.
@NullMarked
package digestbot.cli.common;

import org.jspecify.annotations.NullMarked;
