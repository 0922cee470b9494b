/// An invented past of a trial's bot: subscribers, and what was delivered to them in thirty days.
@NullMarked
package digestbot.trial.sample;

import org.jspecify.annotations.NullMarked;
