/// The HTTP server that the console and the page of `digestbot try` share, with its limits.
@NullMarked
package digestbot.web;

import org.jspecify.annotations.NullMarked;
