/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;

/**
 * The tests of the component that are marked with the cases that they show.
 */
final class FaultTests {

    private static final String SOURCES = "camel-diffbot-component/tests/src/test/java";

    private FaultTests() {
    }

    /**
     * The tests of each case, as links to their classes.
     */
    static Map<String, String> byCase() throws IOException {
        List<Path> sources;
        try (Stream<Path> files = Files.walk(Pages.root().resolve(SOURCES))) {
            sources = files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
        }
        Map<String, Set<Path>> tests = new TreeMap<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(null, files, null, List.of("-proc:none"), null,
                    files.getJavaFileObjectsFromPaths(sources));
            for (CompilationUnitTree unit : task.parse()) {
                new Marks(Path.of(unit.getSourceFile().toUri()), tests).scan(unit, null);
            }
        }
        return tests.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, test -> links(test.getValue())));
    }

    private static String links(Set<Path> tests) {
        return tests.stream().map(test -> {
            String name = test.getFileName().toString().replace(".java", "");
            return "[" + name + "](../" + Pages.root().relativize(test).toString().replace('\\', '/') + ")";
        }).collect(Collectors.joining(", "));
    }

    /**
     * Collects the marks of one source, of its class and its methods.
     */
    private static final class Marks extends TreeScanner<Void, Void> {

        private final Path source;
        private final Map<String, Set<Path>> tests;

        Marks(Path source, Map<String, Set<Path>> tests) {
            this.source = source;
            this.tests = tests;
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            mark(type.getModifiers());
            return super.visitClass(type, nothing);
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            mark(method.getModifiers());
            return null;
        }

        private void mark(ModifiersTree modifiers) {
            cases(modifiers).forEach(name -> tests.computeIfAbsent(name, key -> new TreeSet<>()).add(source));
        }

        private static List<String> cases(ModifiersTree modifiers) {
            List<String> cases = new ArrayList<>();
            for (AnnotationTree annotation : modifiers.getAnnotations()) {
                if (annotation.getAnnotationType().toString().equals("FaultCase")) {
                    for (ExpressionTree argument : annotation.getArguments()) {
                        argument.accept(new TreeScanner<Void, Void>() {
                            @Override
                            public Void visitLiteral(LiteralTree literal, Void nothing) {
                                cases.add(literal.getValue().toString());
                                return null;
                            }
                        }, null);
                    }
                }
            }
            return cases;
        }
    }
}
