/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import io.github.cameldiffbot.error.DiffbotDownloadException;
import io.github.cameldiffbot.error.DiffbotNoSuchJobException;
import io.github.cameldiffbot.error.DiffbotTruncatedDataException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

@DisplayName("With localWorkDirectory results are in a complete file, which is deleted after the exchange")
@Timeout(120)
class ResultFileTest extends DiffbotTestSupport {

    @TempDir
    Path work;
    @TempDir
    Path out;

    private final List<String> seen = new CopyOnWriteArrayList<>();

    @BeforeEach
    void stub() {
        component().getConfiguration().setLocalWorkDirectory(work.toString());
        onGet("/bulk?name=shop", json(WireJob.bulk("shop").status(9).response()));
        onGet("/bulk/data?name=shop&format=json", json(wire("data.json")));
        onGet("/bulk/data?name=shop&format=csv", json(wire("data.csv")));
        onGet("/bulk/data?name=shop&type=urls", json(wire("urls.csv")));
    }

    private static List<Path> files(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void inspect(Exchange exchange) {
        files(work).forEach(file -> seen.add(file.getFileName().toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = { "data", "urlReport", "await&fetch=data", "await&fetch=urlReport" })
    @DisplayName("Records and rows are read from a file, which is deleted with the last one")
    void recordsAndRows(String operation) throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("diffbot:bulk/shop?operation=" + operation).split(body()).streaming()
                        .process(ResultFileTest.this::inspect).to("mock:records");
            }
        });

        assertThat(call("direct:in", null).getException()).isNull();

        assertThat(getMockEndpoint("mock:records").getReceivedCounter()).isEqualTo(operation.endsWith("data") ? 3 : 2);
        // deleted with the last record
        assertThat(seen).isNotEmpty().allMatch(name -> name.startsWith("camel-diffbot-") && !name.contains(TOKEN));
        assertThat(files(work)).isEmpty();
    }

    @Test
    @DisplayName("No record is routed before the download is complete")
    void noRecordBeforeTheDownloadIsComplete() throws Exception {
        // without the last two brackets
        onGet("/bulk/data?name=shop&format=json", json(wire("data.json").replaceFirst("}\\s*]\\s*$", "")));
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("diffbot:bulk/shop?operation=data").split(body()).streaming().to("mock:records");
            }
        });

        assertThat(call("direct:in", null).getException()).isInstanceOf(DiffbotTruncatedDataException.class);
        assertThat(getMockEndpoint("mock:records").getReceivedCounter()).isZero();
        assertThat(files(work)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
            "operation=data&raw=true, shop.json, data.json", "operation=data&raw=true&format=csv, shop.csv, data.csv",
            "operation=urlReport&raw=true, shop-urls.csv, urls.csv",
            "operation=await&fetch=data&raw=true, shop.json, data.json" })
    @DisplayName("The producer of files moves the file of raw results, under the job's name")
    void theFileItselfIsMoved(String options, String name, String wire) throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("diffbot:bulk/shop?" + options).process(ResultFileTest.this::inspect)
                        .process(exchange -> {
                            Message message = exchange.getMessage();
                            File file = message.getBody(File.class);
                            assertThat(message.getBody()).isSameAs(file);
                            assertThat(message.getHeader(Exchange.FILE_NAME)).isEqualTo(name);
                            assertThat(message.getHeader(Exchange.FILE_LENGTH)).isEqualTo(file.length());
                            assertThat(message.getHeader(DiffbotConstants.JOB_NAME)).isEqualTo("shop");
                        })
                        .to("file:" + out)
                        // moved, not copied
                        .process(exchange -> assertThat(files(work)).isEmpty());
            }
        });

        assertThat(call("direct:in", null).getException()).isNull();

        assertThat(out.resolve(name)).hasContent(wire(wire).replace(TOKEN, "x".repeat(TOKEN.length())));
        assertThat(files(out)).hasSize(1);
    }

    @Test
    @DisplayName("With keepToken the token stays in the file")
    void keepTokenKeepsTheToken() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("diffbot:bulk/shop?operation=data&raw=true&keepToken=true").to("file:" + out);
            }
        });

        assertThat(call("direct:in", null).getException()).isNull();

        assertThat(out.resolve("shop.json")).hasContent(wire("data.json"));
        assertThat(wire("data.json")).contains(TOKEN);
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    @DisplayName("A file that was not moved is deleted, also after a failure")
    void anUnmovedFileIsDeleted(boolean fails) throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("diffbot:bulk/shop?operation=data&raw=true").process(exchange -> {
                    inspect(exchange);
                    if (fails) {
                        throw new IllegalStateException("The route cannot");
                    }
                });
            }
        });

        call("direct:in", null);

        assertThat(seen).hasSize(1);
        assertThat(files(work)).isEmpty();
    }

    @Test
    @DisplayName("A consumer downloads before the route and after it asked the repository")
    void aConsumerDownloadsBeforeTheRouteAndAfterTheRepository() throws Exception {
        RecordingRepository repository = new RecordingRepository();
        context.getRegistry().bind("repository", repository);
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(fast("diffbot:bulk/shop?startFrom=earliest&fetch=data&raw=true&idempotentRepository=#repository"))
                        .routeId("files").to("file:" + out).to("mock:done");
            }
        });
        MockEndpoint done = getMockEndpoint("mock:done");
        done.expectedMessageCount(1);
        done.assertIsSatisfied();
        assertThat(out.resolve("shop.json")).isRegularFile();
        assertThat(files(work)).isEmpty();
        assertThat(requests()).filteredOn(request -> request.contains("/data")).hasSize(1);
    }

    @Test
    @DisplayName("An event with a failed download is delivered again")
    void anEventWithAFailedDownloadIsDeliveredAgain() throws Exception {
        inTurn("/bulk/data?name=shop&format=json", json(wire("data.json").substring(0, 300)), json(wire("data.json")));
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(fast("diffbot:bulk/shop?startFrom=earliest&fetch=data&raw=true")).to("mock:done");
            }
        });
        MockEndpoint done = getMockEndpoint("mock:done");
        done.expectedMessageCount(1);
        done.assertIsSatisfied();
        await().untilAsserted(() -> assertThat(files(work)).isEmpty());
        assertThat(requests()).filteredOn(request -> request.contains("/data")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = { "data&raw=true", "data", "urlReport", "await&fetch=data&raw=true" })
    @DisplayName("No other user can read the file or the created directory")
    void isForItsOwner(String operation) throws Exception {
        assumeThat(out.getFileSystem().supportedFileAttributeViews()).contains("posix");
        Path missing = out.resolve("a/b");
        List<String> permissions = new CopyOnWriteArrayList<>();
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("diffbot:bulk/shop?operation=" + operation + "&localWorkDirectory=" + missing)
                        .process(exchange -> {
                            permissions.add(permissions(files(missing).get(0)));
                            permissions.add(permissions(missing));
                        });
            }
        });

        assertThat(call("direct:in", null).getException()).isNull();

        assertThat(permissions).containsExactly("rw-------", "rwx------");
    }

    @Test
    @DisplayName("A file that was moved on the same disk stays readable for its owner only")
    void staysItsOwnersWhereItIsMoved() throws Exception {
        assumeThat(out.getFileSystem().supportedFileAttributeViews()).contains("posix");
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("diffbot:bulk/shop?operation=data&raw=true").to("file:" + out);
            }
        });

        assertThat(call("direct:in", null).getException()).isNull();

        assertThat(permissions(out.resolve("shop.json"))).isEqualTo("rw-------");
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    @DisplayName("A missing job is an error at the step that reads it, and leaves no file")
    void aWrongNameFailsAtTheStep() {
        onGet("/bulk/data?name=none&format=json", noSuchJob());
        assertThat(call("diffbot:bulk/none?operation=data", null).getException())
                .isInstanceOf(DiffbotNoSuchJobException.class);
        assertThat(files(work)).isEmpty();
    }

    @Test
    @DisplayName("An invalid directory is named in the error")
    void anInvalidDirectoryIsNamed() throws Exception {
        Path taken = Files.writeString(out.resolve("taken"), "x");
        assertThat(call("diffbot:bulk/shop?operation=data&localWorkDirectory=" + taken, null).getException())
                .isInstanceOf(DiffbotDownloadException.class).hasMessageContaining("localWorkDirectory")
                .hasMessageContaining(taken.toString());
    }

    @Test
    @DisplayName("A missing directory is created")
    void aMissingDirectoryIsMade() throws Exception {
        Path missing = out.resolve("a/b");
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("diffbot:bulk/shop?operation=data&raw=true&localWorkDirectory=" + missing)
                        .process(exchange -> assertThat(exchange.getMessage().getBody(File.class)).hasParent(missing.toFile()));
            }
        });
        assertThat(call("direct:in", null).getException()).isNull();
        assertThat(missing).isEmptyDirectory();
    }
}
