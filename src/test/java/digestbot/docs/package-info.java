/// The documentation: the tables that are generated from the code, and checks of what the pages name.
@NullMarked
package digestbot.docs;

import org.jspecify.annotations.NullMarked;
