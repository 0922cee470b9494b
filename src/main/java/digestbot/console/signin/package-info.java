/// Sign-in to the console: passwords, sessions and rate limits.
@NullMarked
package digestbot.console.signin;

import org.jspecify.annotations.NullMarked;
