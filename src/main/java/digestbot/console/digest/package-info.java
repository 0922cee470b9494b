/// The sections of a digest's page in the console.
@NullMarked
package digestbot.console.digest;

import org.jspecify.annotations.NullMarked;
