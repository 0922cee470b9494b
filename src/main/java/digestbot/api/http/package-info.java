/// The HTTP routes of the read API, with their limits
@NullMarked
package digestbot.api.http;

import org.jspecify.annotations.NullMarked;
