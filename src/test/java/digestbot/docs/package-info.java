/// The documentation: the tables that are generated from the code, and checks of the names on the
/// pages.
@NullMarked
package digestbot.docs;

import org.jspecify.annotations.NullMarked;
