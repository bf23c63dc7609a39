/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import org.apache.camel.spi.Metadata;

/**
 * The message headers of the component. Those that are read override the endpoint option of the same name, but for the
 * operation, and are removed by the step that used them.
 */
public final class DiffbotConstants {

    @Metadata(label = "producer", description = "The operation to perform, where the option operation is not set.",
              javaType = "String",
              enums = "create,update,pause,resume,restart,delete,startRound,status,list,data,urlReport,search,run,await",
              important = true)
    public static final String OPERATION = "CamelDiffbotOperation";
    @Metadata(description = "In: the type of the job, bulk or crawl, when the endpoint's path is just diffbot:job. Out: the type of the job that the message is about.",
              javaType = "String")
    public static final String JOB_TYPE = "CamelDiffbotJobType";
    @Metadata(description = "In: the name of the job, when the endpoint's path has none. A name in the path is never replaced. Out: the name of the job that the message is about.",
              javaType = "String", important = true)
    public static final String JOB_NAME = "CamelDiffbotJobName";
    @Metadata(label = "create update",
              description = "The URLs (bulk) or seeds (crawl) of the job, when they are not in the body: text separated by white space, an array, Collection, Iterator, Stream, File, Path, InputStream or Reader, or the rows of a URL report. A body that holds other URLs is an error.",
              javaType = "Object")
    public static final String URLS = "CamelDiffbotUrls";
    @Metadata(label = "create update",
              description = "The Extract API that pages are sent to, instead of the option apiUrl. One on another server than baseUrl has to be allowed by the option allowedMessageSettings.",
              javaType = "String")
    public static final String API_URL = "CamelDiffbotApiUrl";
    @Metadata(label = "search", description = "The query, instead of the option query or the body.", javaType = "String")
    public static final String QUERY = "CamelDiffbotQuery";
    @Metadata(label = "data urlReport search", description = "How many records or rows to ask for, instead of the option num.",
              javaType = "Integer")
    public static final String NUM = "CamelDiffbotNum";
    @Metadata(label = "data", description = "The format of the records, json or csv, instead of the option format.",
              javaType = "String", enums = "json,csv")
    public static final String FORMAT = "CamelDiffbotFormat";
    @Metadata(label = "create update",
              description = "Job settings by Diffbot's own names. They override the options of the same name, known or not. Those that reach outside or cost credits have to be allowed by the option allowedMessageSettings.",
              javaType = "java.util.Map<String, Object>")
    public static final String SETTINGS = "CamelDiffbotSettings";

    @Metadata(description = "Diffbot's status code of the job, 0 to 11 as documented; -1 when the job reports none.",
              javaType = "Integer", important = true)
    public static final String JOB_STATUS = "CamelDiffbotJobStatus";
    @Metadata(description = "Diffbot's text for the status of the job. Only the code means something; texts vary.",
              javaType = "String")
    public static final String JOB_STATUS_MESSAGE = "CamelDiffbotJobStatusMessage";
    @Metadata(description = "The rounds that the job has completed; for the event roundCompleted, the round that ended.",
              javaType = "Long")
    public static final String ROUND = "CamelDiffbotRound";
    @Metadata(description = "How many objects the job has extracted so far.", javaType = "Long")
    public static final String OBJECTS_FOUND = "CamelDiffbotObjectsFound";
    @Metadata(description = "How many records or rows have been read, once all were: set at the end of the iteration on the message that brought them, which is not the one behind a step such as seda.",
              javaType = "Long")
    public static final String RECORDS_RECEIVED = "CamelDiffbotRecordsReceived";
    @Metadata(description = "How many bad records were left out because of onBadRecord=skip; set at the end of the iteration.",
              javaType = "Long")
    public static final String RECORDS_SKIPPED = "CamelDiffbotRecordsSkipped";
    @Metadata(description = "With unique=true, how many records were left out because one with the same key came before; set at the end of the iteration.",
              javaType = "Long")
    public static final String RECORDS_DUPLICATE = "CamelDiffbotRecordsDuplicate";
    @Metadata(description = "With incremental=true, how many records were left out because an earlier read handed them out; set at the end of the iteration.",
              javaType = "Long")
    public static final String RECORDS_KNOWN = "CamelDiffbotRecordsKnown";
    @Metadata(description = "How many records fewer the data had than the job says it found; set at the end of the iteration, and only if any are missing.",
              javaType = "Long")
    public static final String RECORDS_MISSING = "CamelDiffbotRecordsMissing";
    @Metadata(description = "The last change of a job that was sent for this message and that it has behind it. Camel takes it back when it redelivers an earlier step, which therefore continues with the submitted job and sends nothing again. Not to be set.",
              javaType = "String")
    public static final String LAST_CHANGE = "CamelDiffbotLastChange";

    @Metadata(label = "consumer", description = "What happened to the job.", javaType = "String",
              enums = "created,started,progress,paused,suspended,halted,resumed,roundCompleted,completed,failed,restarted,deleted,status",
              important = true)
    public static final String EVENT = "CamelDiffbotEvent";
    @Metadata(label = "consumer",
              description = "The id of the event. It is the same for all consumers, after a restart and on other nodes.",
              javaType = "String")
    public static final String EVENT_ID = "CamelDiffbotEventId";
    @Metadata(label = "consumer",
              description = "The status code of the job at the previous poll; missing if the job was not polled before.",
              javaType = "Integer")
    public static final String PREVIOUS_STATUS = "CamelDiffbotPreviousStatus";

    private DiffbotConstants() {
    }
}
