/// Stand-ins for the platforms on loopback, to try and to test the bot: what both have in common.
@NullMarked
package digestbot.sandbox;

import org.jspecify.annotations.NullMarked;
