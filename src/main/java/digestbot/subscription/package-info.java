/// Who receives what, when: persons, subscribers, subscriptions, preferences and due times.
@NullMarked
package digestbot.subscription;

import org.jspecify.annotations.NullMarked;
