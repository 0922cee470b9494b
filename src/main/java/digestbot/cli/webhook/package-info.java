/// `digestbot webhook`: the configured webhooks, and a test of one.
@NullMarked
package digestbot.cli.webhook;

import org.jspecify.annotations.NullMarked;
