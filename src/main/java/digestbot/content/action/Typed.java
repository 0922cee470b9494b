package digestbot.content.action;

import digestbot.content.action.CommandOption.Kind;
import digestbot.content.action.CommandOption.TypedPosition;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Marks a component of an action that is an option of its command. Forms show options in the order
/// of the components. Buttons do not carry them.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
@interface Typed {

    Kind value();

    /// The text key of the hint; empty for the kind's usual hint.
    String hint() default "";

    boolean required() default false;

    /// The position in a typed command; empty for the kind's usual position.
    TypedPosition[] at() default {};
}
