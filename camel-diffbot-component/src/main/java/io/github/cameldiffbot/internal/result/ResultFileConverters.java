/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.result;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.TypeConversionException;
import org.apache.camel.spi.TypeConverterRegistry;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.TypeConverterSupport;
import org.jspecify.annotations.Nullable;

/**
 * Converters that read a file of results by a stream that detects its end, instead of Camel's converters of files. They
 * are not public: the class of the file is not.
 */
final class ResultFileConverters {

    /** Reads a file. */
    private interface Read {

        Object from(InputStream stream, @Nullable Exchange exchange) throws IOException;
    }

    private static final class Converter extends TypeConverterSupport {

        private final Read read;

        Converter(Read read) {
            this.read = read;
        }

        @Override
        public <T> T convertTo(Class<T> type, @Nullable Exchange exchange, Object value) {
            try {
                return type.cast(read.from(((ResultFile) value).open(), exchange));
            } catch (IOException e) {
                throw new TypeConversionException(value, type, e);
            }
        }
    }

    private ResultFileConverters() {
    }

    /**
     * Adds the converters unless the context has them.
     */
    static void addTo(CamelContext context) {
        TypeConverterRegistry registry = context.getTypeConverterRegistry();
        if (!(registry.lookup(InputStream.class, ResultFile.class) instanceof Converter)) {
            add(registry, String.class, (stream, exchange) -> new String(bytes(stream), charset(exchange)));
            add(registry, byte[].class, (stream, exchange) -> bytes(stream));
            add(registry, Reader.class, ResultFileConverters::reader);
            add(registry, BufferedReader.class, ResultFileConverters::reader);
            add(registry, InputStream.class, (stream, exchange) -> stream);
        }
    }

    private static void add(TypeConverterRegistry registry, Class<?> target, Read read) {
        registry.addTypeConverter(target, ResultFile.class, new Converter(read));
    }

    private static Reader reader(InputStream stream, @Nullable Exchange exchange) {
        return new BufferedReader(new InputStreamReader(stream, charset(exchange)));
    }

    private static byte[] bytes(InputStream stream) throws IOException {
        try (stream) {
            return stream.readAllBytes();
        }
    }

    private static Charset charset(@Nullable Exchange exchange) {
        return Charset.forName(ExchangeHelper.getCharsetName(exchange));
    }
}
