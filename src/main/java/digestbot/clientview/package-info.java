/// Messages as a platform's client shows them, row by row.
@NullMarked
package digestbot.clientview;

import org.jspecify.annotations.NullMarked;
