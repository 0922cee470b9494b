package digestbot.content.action;

import digestbot.audience.Permission;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// How people ask for actions of one kind, and who may. Each action that a button has or that can
/// be typed has one.
///
/// The texts of a command are `command-<name>`, its name in a language, and `help-<name>`, its
/// description.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface Form {

    /// The letters of its buttons, such as `v`, or in a family after the family's letter, as in
    /// `g:x`; empty if no button has it.
    String code() default "";

    /// The name of its command as it is typed, without the slash; empty if it cannot be typed.
    String command() default "";

    /// The strongest permission that it may require.
    Permission needs();

    /// Whether everybody in the chat sees the answer to the command.
    boolean publicly() default false;
}
