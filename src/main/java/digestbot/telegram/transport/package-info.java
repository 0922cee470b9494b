/// The transport of requests to a Bot API server: connections, timeouts, and whether a request may
/// have arrived.
@NullMarked
package digestbot.telegram.transport;

import org.jspecify.annotations.NullMarked;
