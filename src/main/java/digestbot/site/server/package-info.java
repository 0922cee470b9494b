/// The HTTP server of the public site
@NullMarked
package digestbot.site.server;

import org.jspecify.annotations.NullMarked;
