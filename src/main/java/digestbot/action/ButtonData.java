package digestbot.action;

import digestbot.audience.Permission;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The written form of buttons of one kind, and the permission to press them. Each record of
/// [Press] has one.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface ButtonData {

    /// The letters of this kind, such as `v`; within a family after the family's letter, as in
    /// `g:x`.
    String code();

    Permission permission();
}
