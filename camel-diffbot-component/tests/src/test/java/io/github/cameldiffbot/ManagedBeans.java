/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

import org.apache.camel.CamelContext;

/**
 * The JMX view of a context: names, attributes, and the errors of unreadable attributes.
 */
final class ManagedBeans {

    private ManagedBeans() {
    }

    static List<Object> of(CamelContext context) throws JMException {
        List<Object> seen = new ArrayList<>();
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        for (ObjectName name : server.queryNames(new ObjectName("org.apache.camel:context=" + context.getName() + ",*"),
                null)) {
            seen.add(name);
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                try {
                    Object value = server.getAttribute(name, attribute.getName());
                    seen.add(value instanceof Object[] array ? Arrays.toString(array) : Map.of(name, String.valueOf(value)));
                } catch (JMException | RuntimeException e) {
                    seen.add(e);
                }
            }
        }
        return seen;
    }
}
