/// The audit log: one row for each action of an operator, written in the transaction of that
/// action.
@NullMarked
package digestbot.audit;

import org.jspecify.annotations.NullMarked;
