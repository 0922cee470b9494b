package digestbot.simulation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.TypeKind;
import java.lang.classfile.constantpool.StringEntry;
import java.lang.classfile.instruction.ConstantInstruction.IntrinsicConstantInstruction;
import java.lang.classfile.instruction.ConstantInstruction.LoadConstantInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.constant.MethodTypeDesc;

/// The bot with one mistake in it, in classes of its own.
record Mutant(String name, String type, ClassTransform mistake) {

    private static final String ROOT = "digestbot.";

    /// The method does nothing, and returns false, 0 or null.
    static Mutant without(String name, String type, String method) {
        return new Mutant(name, type, (builder, element) -> {
            if (element instanceof MethodModel found
                    && found.methodName().equalsString(method)
                    && found.code().isPresent()) {
                builder.transformMethod(found, (changed, part) -> {
                    if (part instanceof CodeModel) {
                        changed.withCode(code -> answer(code, found.methodTypeSymbol()));
                    } else {
                        changed.with(part);
                    }
                });
            } else {
                builder.with(element);
            }
        });
    }

    private static void answer(CodeBuilder code, MethodTypeDesc type) {
        switch (TypeKind.from(type.returnType())) {
            case VOID -> code.return_();
            case REFERENCE -> code.aconst_null().areturn();
            case LONG -> code.lconst_0().lreturn();
            default -> code.iconst_0().ireturn();
        }
    }

    /// A text, such as a piece of SQL, says something else.
    static Mutant saying(String name, String type, String said, String instead) {
        return changing(name, type, (code, element) -> {
            if (element instanceof LoadConstantInstruction constant
                    && constant.constantEntry() instanceof StringEntry text
                    && text.stringValue().contains(said)) {
                code.ldc(text.stringValue().replace(said, instead));
            } else {
                code.with(element);
            }
        });
    }

    /// An array is longer by one.
    static Mutant withLongerArray(String name, String type) {
        return changing(name, type, (code, element) -> {
            if (element instanceof NewPrimitiveArrayInstruction) {
                code.iconst_1().iadd();
            }
            code.with(element);
        });
    }

    /// Where the method adds 1, it adds 2.
    static Mutant skipping(String name, String type, String method) {
        CodeTransform two = (code, element) -> {
            if (element instanceof IntrinsicConstantInstruction one
                    && Integer.valueOf(1).equals(one.constantValue())) {
                code.iconst_2();
            } else {
                code.with(element);
            }
        };
        return new Mutant(
                name,
                type,
                ClassTransform.transformingMethodBodies(
                        found -> found.methodName().equalsString(method), two));
    }

    private static Mutant changing(String name, String type, CodeTransform change) {
        return new Mutant(name, type, ClassTransform.transformingMethodBodies(change));
    }

    /// The first seed whose history is unsound with this mistake; -1 if there is none.
    long firstFound(long seeds) {
        try {
            Class<?> search = new Loader().loadClass(SeedSearch.class.getName());
            return (long)
                    search.getMethod("firstFailing", long.class, long.class).invoke(null, 1L, seeds);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Loads all classes of the bot and of the simulation anew.
    private final class Loader extends ClassLoader {

        Loader() {
            super(Mutant.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(ROOT)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                return known == null ? define(name) : known;
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            String file = name.replace('.', '/') + ".class";
            try (InputStream in = Mutant.class.getClassLoader().getResourceAsStream(file)) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] read = in.readAllBytes();
                byte[] bytes = name.equals(ROOT + type) ? mutated(read) : read;
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private byte[] mutated(byte[] bytes) {
        ClassFile files = ClassFile.of();
        return files.transformClass(files.parse(bytes), mistake);
    }

    @Override
    public String toString() {
        return name;
    }
}
