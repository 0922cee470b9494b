/// A simulator of Discord's REST API and gateway, and of its clients.
@NullMarked
package digestbot.sandbox.discord;

import org.jspecify.annotations.NullMarked;
