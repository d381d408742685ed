package org.shadowline.app;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.shadowline.dsl.diagnostics.Diagnostic;

/** A message of the language as JSON, for editors and pipelines. */
final class DiagnosticJson {
    private DiagnosticJson() {}

    static ObjectNode of(Diagnostic diagnostic) {
        var span = diagnostic.span();
        var node = JsonNodeFactory.instance.objectNode();
        node.put("code", diagnostic.code().id());
        node.put("severity", diagnostic.severity().word());
        node.put("file", span.source().name());
        node.put("line", span.line());
        node.put("column", span.column());
        node.put("message", diagnostic.message());
        if (diagnostic.help() != null) node.put("help", diagnostic.help());
        return node;
    }
}
