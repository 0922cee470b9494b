/// Messages as a platform's client displays them, row by row.
@NullMarked
package digestbot.clientview;

import org.jspecify.annotations.NullMarked;
