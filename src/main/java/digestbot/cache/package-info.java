/// A cache of the values that were used last.
@NullMarked
package digestbot.cache;

import org.jspecify.annotations.NullMarked;
