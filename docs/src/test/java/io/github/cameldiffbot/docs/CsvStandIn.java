/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.docs;

import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import org.apache.camel.Exchange;
import org.apache.camel.spi.DataFormat;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Reads like the data format of camel-csv with {@code useMaps}, which the tests do without: a list of maps.
 */
class CsvStandIn extends ServiceSupport implements DataFormat {

    private boolean useMaps;

    public boolean isUseMaps() {
        return useMaps;
    }

    public void setUseMaps(boolean useMaps) {
        this.useMaps = useMaps;
    }

    @Override
    public void marshal(Exchange exchange, Object graph, OutputStream stream) {
        throw new UnsupportedOperationException("Only reads");
    }

    @Override
    public Object unmarshal(Exchange exchange, InputStream stream) throws Exception {
        if (!useMaps) {
            throw new UnsupportedOperationException("Only reads maps");
        }
        try (CsvReader<NamedCsvRecord> rows
                = CsvReader.builder().ofNamedCsvRecord(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return rows.stream().map(NamedCsvRecord::getFieldsAsMap).toList();
        }
    }
}
