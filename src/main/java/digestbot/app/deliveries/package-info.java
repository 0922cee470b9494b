/// `digestbot deliveries`: what is owed, what failed, and how to send that again.
@NullMarked
package digestbot.app.deliveries;

import org.jspecify.annotations.NullMarked;
