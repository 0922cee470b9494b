/// The sections of the console's overview, and what needs the attention of an operator.
@NullMarked
package digestbot.console.overview;

import org.jspecify.annotations.NullMarked;
