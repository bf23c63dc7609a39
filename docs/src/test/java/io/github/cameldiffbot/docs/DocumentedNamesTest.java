/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

import io.github.cameldiffbot.DiffbotConsumer;
import io.github.cameldiffbot.DiffbotJobSettings;
import io.github.cameldiffbot.DiffbotProducer;
import io.github.cameldiffbot.data.CsvRow;
import io.github.cameldiffbot.data.DiffbotRecord;
import io.github.cameldiffbot.data.UrlReportRow;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.sandbox.DiffbotSandbox;
import io.github.cameldiffbot.sandbox.DiffbotSandboxExtension;
import io.github.cameldiffbot.sandbox.Fault;
import io.github.cameldiffbot.sandbox.SandboxBuilder;
import io.github.cameldiffbot.sandbox.SandboxClock;
import io.github.cameldiffbot.sandbox.SandboxJob;
import org.apache.camel.tooling.model.BaseOptionModel;
import org.apache.camel.tooling.model.ComponentModel;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Text in backticks that looks like an option, a header, an exception or a method is the name of one")
class DocumentedNamesTest {

    /**
     * Names of Camel, HttpClient, Diffbot and the JDK on the pages.
     */
    private static final Set<String> FOREIGN = Set.of("stopOnException", "noErrorHandler", "streamCache", "jobStatus",
            "httpComponent", "connectTimeout", "responseTimeout", "noStreamCaching", "urlCrawlRegEx", "diffbotUri",
            "docId", "parentUrlDocId", "requestId", "humanLanguage", "onException", "deadLetterChannel", "errorHandler",
            "propagateException", "markRollbackOnly", "shareUnitOfWork", "errorCode", "camelContext",
            "webhookComponentName", "camelHealth", "webhookExternalUrl", "webhookBasePath", "webhookPath", "metricsRegistry",
            "lastPoll", "noSuchJob", "disableStreamCache", "maximumRedeliveries", "doCatch", "circuitBreaker",
            "connectionsPerRoute", "maxTotalConnections", "fileExist", "deadLetterHandleNewException",
            "onCompletion", "doFinally", "toV", "poolSize", "recipientList", "wireTap", "useMaps", "routingSlip",
            "toD",
            "pollEnrich",
            "doTry", "CamelDiffbotSentChanges", "CamelDiffbotReadOutcome", "dynamicRouter", "cacheSize", "onFallback",
            "throwExceptionWhenHalfOpenOrOpenState", "resilience4jConfiguration",
            "inheritErrorHandler", "planCredits", "creditsUsed", "creditsLeft", "parallelProcessing",
            "reWriteBatchedInserts", "enableIdempotence", "autoCommitEnable", "allowManualCommit",
            "breakOnFirstError", "sessionTimeoutMs",
            "outcomeUnknown");

    /**
     * Options that the changelog replaces by others.
     */
    private static final Set<String> REPLACED = Set.of("to", "failOnMismatch", "incrementalOverlap", "stateKey",
            "maxStringLength", "maxNestingDepth", "maxNumberLength", "webhookMaxBytes", "healthCheckMaxPollAge",
            "httpClient", "waitPoolSize", "maxWaits", "maxQueuedJobs", "lastLook", "failedLooks");

    private static final Set<String> KNOWN = known();

    static List<Page> pages() {
        return Pages.all();
    }

    @ParameterizedTest
    @MethodSource("pages")
    @DisplayName("Each name on the pages exists")
    void exist(Page page) {
        List<String> unknown = new ArrayList<>();
        for (String name : page.names()) {
            String option = name.replaceAll("=.*", "");
            boolean claimsToExist = option.matches("[a-z]+[A-Z]\\w*|CamelDiffbot\\w+|Diffbot\\w+Exception")
                    || name.matches("[a-z]\\w*=\\S+");
            boolean replaced = page.toString().endsWith("CHANGELOG.md") && REPLACED.contains(option);
            if (claimsToExist && !replaced && !KNOWN.contains(option)) {
                unknown.add(name);
            }
        }
        assertThat(unknown).as("names in %s that nothing has", page).isEmpty();
    }

    private static Set<String> known() {
        Set<String> names = new HashSet<>(FOREIGN);
        try {
            ComponentModel model = ReferenceTables.model();
            Stream.of(model.getComponentOptions(), model.getEndpointOptions(), model.getEndpointHeaders())
                    .flatMap(List::stream).map(BaseOptionModel::getName).forEach(names::add);
            names.addAll(KameletTables.properties());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        names.addAll(Javadoc.exceptions().keySet());
        names.addAll(Javadoc.constants("DiffbotOperations.java").keySet());
        names.addAll(Javadoc.constants("job/JobEventType.java").keySet());
        Stream.of(DiffbotConsumer.class, DiffbotProducer.class, Job.class, DiffbotRecord.class, UrlReportRow.class,
                CsvRow.class,
                DiffbotJobSettings.class, DiffbotSandbox.class,
                SandboxBuilder.class, DiffbotSandboxExtension.class, SandboxClock.class, SandboxJob.class, Fault.class)
                .flatMap(type -> Stream.of(type.getMethods())).map(Method::getName).forEach(method -> {
                    names.add(method);
                    // a member of a job or record, as in its getter
                    names.add(member(method));
                });
        return names;
    }

    private static String member(String method) {
        String name = method.replaceFirst("^(get|is)(?=[A-Z])", "");
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }
}
