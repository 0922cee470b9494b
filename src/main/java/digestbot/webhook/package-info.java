/// Webhooks: events of the bot that are sent, signed, to web addresses of the owner's.
@NullMarked
package digestbot.webhook;

import org.jspecify.annotations.NullMarked;
