package org.shadowline.dsl.format;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.diagnostics.Span;

/**
 * Walks syntax trees by the components of their records, so that a new kind of node is walked without new code here.
 */
final class Tree {
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private static final ClassValue<List<MethodHandle>> COMPONENTS = new ClassValue<>() {
        @Override
        protected List<MethodHandle> computeValue(Class<?> type) {
            var handles = new ArrayList<MethodHandle>();
            try {
                for (var component : type.getRecordComponents()) {
                    handles.add(MethodHandles.publicLookup().unreflect(component.getAccessor()));
                }
            } catch (IllegalAccessException notPublic) {
                throw new IllegalStateException("nodes of the syntax tree must be public: " + type, notPublic);
            }
            return List.copyOf(handles);
        }
    };

    private Tree() {}

    /** Visits every node below and including this one, parents first. */
    static void visit(@Nullable Object node, Consumer<Record> visitor) {
        if (node instanceof List<?> list) {
            for (var each : list) {
                visit(each, visitor);
            }
        } else if (node instanceof Record record && isNode(record)) {
            visitor.accept(record);
            for (var child : children(record)) {
                visit(child, visitor);
            }
        }
    }

    /** Whether two trees say the same; where they stand, and the blanks between words, do not count. */
    static boolean same(@Nullable Object a, @Nullable Object b) {
        if (a instanceof Span && b instanceof Span) {
            return true;
        }
        if (a instanceof String s && b instanceof String t) {
            return s.equals(t)
                    || BLANKS.matcher(s)
                            .replaceAll(" ")
                            .equals(BLANKS.matcher(t).replaceAll(" "));
        }
        if (a instanceof List<?> s && b instanceof List<?> t) {
            return sameItems(s, t);
        }
        if (a instanceof Record s && b instanceof Record t && isNode(s) && isNode(t)) {
            return s.getClass() == t.getClass() && sameItems(children(s), children(t));
        }
        return a == null ? b == null : a.equals(b);
    }

    private static boolean sameItems(List<? extends @Nullable Object> a, List<? extends @Nullable Object> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            if (!same(a.get(i), b.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNode(Record value) {
        return !(value instanceof Span) && value.getClass().getPackageName().startsWith("org.shadowline.dsl");
    }

    private static List<@Nullable Object> children(Record node) {
        var children = new ArrayList<@Nullable Object>();
        for (var component : COMPONENTS.get(node.getClass())) {
            try {
                children.add(component.invoke(node));
            } catch (Throwable broken) {
                throw new IllegalStateException("cannot read " + node, broken);
            }
        }
        return children;
    }
}
