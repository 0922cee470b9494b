/// Subscribers, their subscriptions, preferences and due times; persons and their roles.
@NullMarked
package digestbot.audience;

import org.jspecify.annotations.NullMarked;
