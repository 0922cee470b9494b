/// A page on loopback that shows both stand-ins' conversations side by side, as people know them, and lets whoever
/// looks at it write, press, move the clock and break things.
@NullMarked
package digestbot.sandbox.page;

import org.jspecify.annotations.NullMarked;
