/// A Discord REST and gateway server on loopback.
@NullMarked
package digestbot.sandbox.discord;

import org.jspecify.annotations.NullMarked;
