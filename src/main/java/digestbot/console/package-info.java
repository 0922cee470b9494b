/// The web console for operators. The only packages that use j2html are this one and the one of
/// its charts.
@NullMarked
package digestbot.console;

import org.jspecify.annotations.NullMarked;
