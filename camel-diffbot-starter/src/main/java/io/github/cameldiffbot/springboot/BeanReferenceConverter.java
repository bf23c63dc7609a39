/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.springboot;

import java.beans.PropertyDescriptor;
import java.util.LinkedHashSet;
import java.util.Set;

import org.springframework.beans.BeanUtils;
import org.springframework.context.ApplicationContext;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.core.convert.converter.GenericConverter;

/**
 * Reads <code>#bean:name</code> and <code>#name</code> as the bean of that name, for those options of the component
 * that are objects.
 */
final class BeanReferenceConverter implements GenericConverter {

    private final ApplicationContext beans;

    BeanReferenceConverter(ApplicationContext beans) {
        this.beans = beans;
    }

    @Override
    public Set<ConvertiblePair> getConvertibleTypes() {
        Set<ConvertiblePair> pairs = new LinkedHashSet<>();
        for (PropertyDescriptor option : BeanUtils.getPropertyDescriptors(DiffbotComponentConfiguration.class)) {
            Class<?> type = option.getPropertyType();
            if (option.getWriteMethod() != null && !type.isPrimitive() && !type.isEnum()
                    && !type.getName().startsWith("java.")) {
                pairs.add(new ConvertiblePair(String.class, type));
            }
        }
        return pairs;
    }

    @Override
    public Object convert(Object source, TypeDescriptor sourceType, TypeDescriptor targetType) {
        String text = (String) source;
        if (text == null || text.isBlank()) {
            return null;
        }
        if (!text.startsWith("#")) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no reference to a bean. Write #bean: and the name of a bean of type "
                                               + targetType.getName());
        }
        return beans.getBean(text.substring(text.startsWith("#bean:") ? "#bean:".length() : 1), targetType.getType());
    }
}
