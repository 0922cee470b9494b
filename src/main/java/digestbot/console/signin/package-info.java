/// Sign-in to the console: passwords, sessions, proxies and rate limits.
@NullMarked
package digestbot.console.signin;

import org.jspecify.annotations.NullMarked;
