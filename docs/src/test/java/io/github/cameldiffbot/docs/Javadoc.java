/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;

/**
 * The Javadoc in the component's sources.
 */
final class Javadoc {

    private static final Path SOURCES = Pages.root().resolve("camel-diffbot-component/src/main/java/io/github/cameldiffbot");

    private Javadoc() {
    }

    /**
     * Returns the constants of an enum with their comments, in order.
     */
    static Map<String, String> constants(String source) {
        return comments(SOURCES.resolve(source), true);
    }

    /**
     * Returns the exceptions of the client layer with their comments, by name.
     */
    static Map<String, String> exceptions() {
        Map<String, String> exceptions = new LinkedHashMap<>();
        try (Stream<Path> files = Files.list(SOURCES.resolve("error"))) {
            List<Path> sorted = files.filter(file -> file.getFileName().toString().matches("Diffbot\\w*Exception\\.java"))
                    .sorted().toList();
            for (Path file : sorted) {
                String name = file.getFileName().toString().replace(".java", "");
                exceptions.put(name, comments(file, false).get(name));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return exceptions;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> comments(Path source, boolean ofConstants) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Map<String, String> comments = new LinkedHashMap<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            Iterable<? extends JavaFileObject> units = files.getJavaFileObjects(source);
            JavacTask task = (JavacTask) compiler.getTask(null, files, null, List.of("-proc:none"), null, units);
            DocTrees trees = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                new TreePathScanner<Void, Void>() {
                    @Override
                    public Void visitClass(ClassTree type, Void nothing) {
                        if (!ofConstants) {
                            put(type.getSimpleName().toString(), getCurrentPath());
                        }
                        return super.visitClass(type, nothing);
                    }

                    @Override
                    public Void visitVariable(VariableTree variable, Void nothing) {
                        // only the constants of an enum have a comment and no modifiers
                        if (ofConstants && trees.getDocComment(getCurrentPath()) != null) {
                            put(variable.getName().toString(), getCurrentPath());
                        }
                        return null;
                    }

                    private void put(String name, TreePath path) {
                        String comment = trees.getDocComment(path);
                        comments.put(name, comment == null ? "" : markdown(comment));
                    }
                }.scan(unit, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return comments;
    }

    private static String markdown(String comment) {
        return comment.strip().replaceAll("\\s+", " ").replaceAll("</?code>", "`")
                .replaceAll("\\{@(?:link|code) #?([^}]*)}", "`$1`");
    }
}
