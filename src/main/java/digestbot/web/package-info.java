/// The HTTP server that the console and the page of `digestbot try` share, with its limits and the proxies before it.
@NullMarked
package digestbot.web;

import org.jspecify.annotations.NullMarked;
