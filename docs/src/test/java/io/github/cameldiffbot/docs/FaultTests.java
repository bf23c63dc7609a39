/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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

    private static final String SOURCES = "camel-diffbot-component/src/test/java";

    private FaultTests() {
    }

    /**
     * The tests of each case, as links to their classes and the names of their methods.
     */
    static Map<String, String> byCase() throws IOException {
        List<Path> sources;
        try (Stream<Path> files = Files.walk(Pages.root().resolve(SOURCES))) {
            sources = files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
        }
        Map<String, Map<Path, Set<String>>> tests = new TreeMap<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(null, files, null, List.of("-proc:none"), null,
                    files.getJavaFileObjectsFromPaths(sources));
            for (CompilationUnitTree unit : task.parse()) {
                new Marks(Path.of(unit.getSourceFile().toUri()), tests).scan(unit, null);
            }
        }
        return tests.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, test -> cell(test.getValue())));
    }

    private static String cell(Map<Path, Set<String>> tests) {
        return tests.entrySet().stream().map(test -> {
            String name = test.getKey().getFileName().toString().replace(".java", "");
            String link = "[" + name + "](../" + Pages.root().relativize(test.getKey()).toString().replace('\\', '/') + ")";
            return test.getValue().isEmpty() ? link : link + ": " + String.join(", ", test.getValue());
        }).collect(Collectors.joining("<br>"));
    }

    /**
     * Collects the marks of one source. A class that is marked as a whole has no methods named.
     */
    private static final class Marks extends TreeScanner<Void, Void> {

        private final Path source;
        private final Map<String, Map<Path, Set<String>>> tests;

        Marks(Path source, Map<String, Map<Path, Set<String>>> tests) {
            this.source = source;
            this.tests = tests;
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            cases(type.getModifiers()).forEach(this::methodsOf);
            return super.visitClass(type, nothing);
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            cases(method.getModifiers()).forEach(name -> methodsOf(name).add(method.getName().toString()));
            return null;
        }

        private Set<String> methodsOf(String name) {
            return tests.computeIfAbsent(name, key -> new TreeMap<>()).computeIfAbsent(source, key -> new LinkedHashSet<>());
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
