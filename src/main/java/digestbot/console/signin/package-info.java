/// Access to the console: passwords, sessions, proxies and the limit of attempts.
@NullMarked
package digestbot.console.signin;

import org.jspecify.annotations.NullMarked;
