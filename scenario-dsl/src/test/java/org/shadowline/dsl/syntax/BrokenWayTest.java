package org.shadowline.dsl.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.shadowline.dsl.diagnostics.Diagnostics;
import org.shadowline.dsl.diagnostics.SourceText;

/** A fault in a way that goes on over several lines. */
class BrokenWayTest {
    @Test
    void branchesOnTheLinesAfterABrokenStepBelongToItAndAreNotReported() {
        var diagnostics = new Diagnostics();
        Parser.parse(new SourceText("plant.shadow", """
                plant p {
                  route part {
                    mill -> 60 %
                        | wash 30 %
                        | done 10 %
                    wash -> done
                  }
                }
                """), diagnostics);
        assertEquals(1, diagnostics.size());
    }
}
