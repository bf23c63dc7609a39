/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.docs;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A compiled block of Java: a whole class, routes in a RouteBuilder, or statements in a method.
 */
final class JavaBlock {

    private static final String IMPORTS = Stream.of(
            "java.io", "java.nio.file", "java.time", "java.util", "java.util.stream", "io.github.cameldiffbot",
            "io.github.cameldiffbot.error", "io.github.cameldiffbot.data", "io.github.cameldiffbot.job",
            "io.github.cameldiffbot.sandbox", "org.apache.camel", "org.apache.camel.builder")
            .map(name -> "import " + name + ".*;\n").collect(Collectors.joining());
    private static final Pattern TYPE = Pattern.compile("(?m)^(?:public |final |abstract )*(?:class|record) (\\w+)");
    private static final Pattern ROUTE = Pattern.compile("(?m)^\\s*(?:from|fromF|onException|errorHandler)\\(");
    private static final Pattern IMPORT = Pattern.compile("(?m)^import .*;$");

    private final String className;
    private final Path folder;

    private JavaBlock(String className, Path folder) {
        this.className = className;
        this.folder = folder;
    }

    static JavaBlock of(Snippet snippet) throws IOException {
        return of(snippet, Files.createTempDirectory("snippet"));
    }

    /**
     * @param folder the folder for the classes
     */
    static JavaBlock of(Snippet snippet, Path folder) {
        Matcher type = TYPE.matcher(snippet.text());
        boolean whole = type.find();
        String name = whole ? type.group(1) : "Snippet";
        compile(snippet, name, whole ? snippet.text() : wrapped(snippet.text()), folder);
        return new JavaBlock(name, folder);
    }

    static boolean isRoutes(Snippet snippet) {
        return !TYPE.matcher(snippet.text()).find() && ROUTE.matcher(snippet.text()).find();
    }

    static boolean isTest(Snippet snippet) {
        return snippet.text().contains("@Test");
    }

    Object newInstance() throws Exception {
        return load().getDeclaredConstructor().newInstance();
    }

    String className() {
        return className;
    }

    Class<?> load() throws Exception {
        URL[] urls = { folder.toUri().toURL() };
        // open while the class may load others
        return new URLClassLoader(urls, getClass().getClassLoader()).loadClass(className);
    }

    private static String wrapped(String text) {
        List<String> imports = new ArrayList<>();
        Matcher matcher = IMPORT.matcher(text);
        while (matcher.find()) {
            imports.add(matcher.group());
        }
        String code = matcher.replaceAll("");
        String head = IMPORTS + String.join("\n", imports) + "\n";
        return ROUTE.matcher(code).find()
                ? head + "public class Snippet extends RouteBuilder {\n public void configure() throws Exception {\n" + code
                  + "}}"
                : head
                  + "public class Snippet {\n void run(ProducerTemplate template, CamelContext context) throws Exception {\n"
                  + code + "}}";
    }

    private static void compile(Snippet snippet, String name, String source, Path folder) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        List<String> options = List.of("-d", folder.toString(), "-classpath", System.getProperty("java.class.path"),
                "-proc:none", "-Xlint:all,-path,-processing,-serial,-try");
        JavaFileObject file = new SimpleJavaFileObject(URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
        boolean compiled = compiler.getTask(messages, null, null, options, null, List.of(file)).call();
        assertThat(compiled).as("%s does not compile:%n%s", snippet, messages).isTrue();
        assertThat(messages.toString()).as("warnings for %s", snippet).isEmpty();
    }
}
