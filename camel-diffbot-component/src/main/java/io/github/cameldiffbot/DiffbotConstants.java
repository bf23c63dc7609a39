/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import org.apache.camel.spi.Metadata;

/**
 * The message headers of the component. A header overrides the endpoint option of the same name, except the operation,
 * and the step that used it removes it.
 */
public final class DiffbotConstants {

    @Metadata(label = "producer", description = "The operation, if the option operation is not set.",
              javaType = "String",
              enums = "create,update,pause,resume,restart,delete,startRound,status,list,data,urlReport,search,run,await,redeliver,account",
              important = true)
    public static final String OPERATION = "CamelDiffbotOperation";
    @Metadata(description = "In: the job type, bulk or crawl, for the path diffbot:job. Out: the type of the job.",
              javaType = "String")
    public static final String JOB_TYPE = "CamelDiffbotJobType";
    @Metadata(description = "In: the job name, if the path has none. Out: the name of the job.",
              javaType = "String", important = true)
    public static final String JOB_NAME = "CamelDiffbotJobName";
    @Metadata(label = "create update",
              description = "The URLs (bulk) or seeds (crawl), if they are not in the body: text separated by white space, an array, Collection, Iterator, Stream, File, Path, InputStream, Reader or rows of a URL report.",
              javaType = "Object")
    public static final String URLS = "CamelDiffbotUrls";
    @Metadata(label = "create update",
              description = "Overrides the option apiUrl. Another server than that of baseUrl requires allowedMessageSettings.",
              javaType = "String")
    public static final String API_URL = "CamelDiffbotApiUrl";
    @Metadata(label = "search", description = "The query, if it is not in the body. Overrides the option query.",
              javaType = "String")
    public static final String QUERY = "CamelDiffbotQuery";
    @Metadata(label = "data urlReport search", description = "Overrides the option num.",
              javaType = "Integer")
    public static final String NUM = "CamelDiffbotNum";
    @Metadata(label = "data", description = "Overrides the option format.",
              javaType = "String", enums = "json,csv,jsonl")
    public static final String FORMAT = "CamelDiffbotFormat";
    @Metadata(label = "create update",
              description = "Job settings by Diffbot's names. They override the options. Those that cost credits or reach other systems require allowedMessageSettings.",
              javaType = "java.util.Map<String, Object>")
    public static final String SETTINGS = "CamelDiffbotSettings";

    @Metadata(description = "Diffbot's status code, 0 to 11; -1 if the job has none.",
              javaType = "Integer", important = true)
    public static final String JOB_STATUS = "CamelDiffbotJobStatus";
    @Metadata(description = "Diffbot's text for the status. It varies; only the code has a meaning.",
              javaType = "String")
    public static final String JOB_STATUS_MESSAGE = "CamelDiffbotJobStatusMessage";
    @Metadata(description = "The number of completed rounds; for roundCompleted, the round that ended.",
              javaType = "Long")
    public static final String ROUND = "CamelDiffbotRound";
    @Metadata(description = "The number of objects that the job has extracted.", javaType = "Long")
    public static final String OBJECTS_FOUND = "CamelDiffbotObjectsFound";
    @Metadata(description = "An estimate of the credits that the job has cost since it was created or restarted: its processed pages, twice through proxies.",
              javaType = "Long")
    public static final String CREDITS = "CamelDiffbotCredits";
    @Metadata(description = "The number of records or rows read. Set after the last one, on the message with the iterator, not behind a step such as seda.",
              javaType = "Long")
    public static final String RECORDS_RECEIVED = "CamelDiffbotRecordsReceived";
    @Metadata(description = "The number of bad records that onBadRecord=skip ignored.",
              javaType = "Long")
    public static final String RECORDS_SKIPPED = "CamelDiffbotRecordsSkipped";
    @Metadata(description = "The number of records that unique=true left out.",
              javaType = "Long")
    public static final String RECORDS_DUPLICATE = "CamelDiffbotRecordsDuplicate";
    @Metadata(description = "The number of records that incremental=true left out.",
              javaType = "Long")
    public static final String RECORDS_KNOWN = "CamelDiffbotRecordsKnown";
    @Metadata(description = "The number of records that the job counts but the data lacks; absent if none.",
              javaType = "Long")
    public static final String RECORDS_MISSING = "CamelDiffbotRecordsMissing";
    @Metadata(description = "Internal: the last change of a job by this message. A redelivery continues from it.",
              javaType = "String")
    public static final String LAST_CHANGE = "CamelDiffbotLastChange";

    @Metadata(label = "consumer", description = "The event.", javaType = "String",
              enums = "created,started,progress,paused,suspended,halted,resumed,overBudget,roundCompleted,completed,failed,expiring,restarted,deleted,status",
              important = true)
    public static final String EVENT = "CamelDiffbotEvent";
    @Metadata(description = "The id of the event, equal on all nodes and after a restart. To the operation redeliver, it names the"
                            + " end to deliver again, if no job name is given.",
              javaType = "String")
    public static final String EVENT_ID = "CamelDiffbotEventId";
    @Metadata(label = "consumer",
              description = "The status code at the previous poll; absent if there was none.",
              javaType = "Integer")
    public static final String PREVIOUS_STATUS = "CamelDiffbotPreviousStatus";

    private DiffbotConstants() {
    }
}
