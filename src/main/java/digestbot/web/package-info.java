/// The HTTP server that console, site and the page of `digestbot try` share, with its limits and the proxies before it;
/// text as HTML; requests to other servers
@NullMarked
package digestbot.web;

import org.jspecify.annotations.NullMarked;
