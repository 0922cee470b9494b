package digestbot.content.action;

import digestbot.audience.Permission;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Says how people ask for actions of one kind, and who may. Each action that has a button or can
/// be typed is annotated with it.
///
/// The texts of a command are `command-<name>`, its name in a language, and `help-<name>`, its
/// description.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface Form {

    /// The code of the action's buttons: a letter such as `v`, or a family's letter and another, as
    /// in `g:x`; empty if no button carries the action.
    String code() default "";

    /// The name of its command as it is typed, without the slash; empty if it cannot be typed.
    String command() default "";

    /// The strongest permission that the action may require.
    Permission needs();

    /// Whether everybody in the chat sees the answer to the command.
    boolean publicly() default false;
}
