/// Commands for operators: review, withdrawal, roles and the audit log.
@NullMarked
package digestbot.chat.staff;

import org.jspecify.annotations.NullMarked;
