/// The page of `digestbot try`: the conversations of both platforms, the clock, files and faults.
@NullMarked
package digestbot.sandbox.page;

import org.jspecify.annotations.NullMarked;
