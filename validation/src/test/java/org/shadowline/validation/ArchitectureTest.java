package org.shadowline.validation;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.FileReader;
import java.io.FileWriter;
import java.io.RandomAccessFile;

/**
 * Who may depend on whom. A module may use what its rule names, its own packages and libraries; the command line
 * ({@code app}) and this module may use everything, so they have no rule.
 */
@AnalyzeClasses(packages = "org.shadowline", importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {
    private static final String PLANT = "org.shadowline.plant..";
    private static final String TWIN = "org.shadowline.twin..";
    private static final String SIM = "org.shadowline.sim..";
    private static final String KERNEL = "org.shadowline.sim.kernel..";
    private static final String DSL = "org.shadowline.dsl..";
    private static final String AGENTS = "org.shadowline.agents..";
    private static final String VIEW = "org.shadowline.view..";
    private static final String SCENE = "org.shadowline.view.scene..";
    private static final String APP = "org.shadowline.app..";
    private static final String VALIDATION = "org.shadowline.validation..";

    @ArchTest
    static final ArchRule the_plant_knows_only_Java_and_graphs = classes()
            .that()
            .resideInAPackage(PLANT)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(PLANT, "java..", "org.jgrapht..", "org.jspecify..");

    @ArchTest
    static final ArchRule the_plant_opens_no_file_and_no_connection_and_starts_no_thread =
            noClasses().that().resideInAPackage(PLANT).should().dependOnClassesThat(opensOrStartsSomething());

    @ArchTest
    static final ArchRule twins_know_only_the_plant = onlyDependsOn(TWIN, PLANT);

    @ArchTest
    static final ArchRule the_simulator_knows_only_the_plant = onlyDependsOn(SIM, PLANT);

    @ArchTest
    static final ArchRule the_event_kernel_knows_nothing_about_factories = onlyDependsOn(KERNEL);

    @ArchTest
    static final ArchRule the_language_knows_only_the_plant = onlyDependsOn(DSL, PLANT);

    @ArchTest
    static final ArchRule agents_know_only_the_plant_and_the_simulator = onlyDependsOn(AGENTS, PLANT, SIM);

    @ArchTest
    static final ArchRule views_know_only_the_plant_and_the_twins = onlyDependsOn(VIEW, PLANT, TWIN);

    @ArchTest
    static final ArchRule the_scene_needs_no_screen = noClasses()
            .that()
            .resideInAPackage(SCENE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.awt..", "javax.swing..", "com.jme3..", "io.javalin..");

    @ArchTest
    static final ArchRule only_the_validation_knows_the_command_line = noClasses()
            .that()
            .resideOutsideOfPackages(APP, VALIDATION)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(APP);

    @ArchTest
    static final ArchRule nothing_knows_the_validation = noClasses()
            .that()
            .resideOutsideOfPackage(VALIDATION)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(VALIDATION);

    @ArchTest
    static final ArchRule modules_form_no_cycle =
            slices().matching("org.shadowline.(*)..").should().beFreeOfCycles().allowEmptyShould(true);

    @ArchTest
    static final ArchRule packages_form_no_cycle =
            slices().matching("org.shadowline.(**)").should().beFreeOfCycles().allowEmptyShould(true);

    private static ArchRule onlyDependsOn(String module, String... allowed) {
        var foreign = JavaClass.Predicates.resideInAPackage("org.shadowline..")
                .and(DescribedPredicate.not(JavaClass.Predicates.resideInAPackage(module)))
                .and(DescribedPredicate.not(JavaClass.Predicates.resideInAnyPackage(allowed)));
        return noClasses()
                .that()
                .resideInAPackage(module)
                .should()
                .dependOnClassesThat(foreign.as("belong to another module than %s", String.join(", ", allowed)));
    }

    private static DescribedPredicate<JavaClass> opensOrStartsSomething() {
        var packages = JavaClass.Predicates.resideInAnyPackage(
                "java.nio.file..", "java.nio.channels..", "java.net..", "java.sql..", "java.util.concurrent..");
        return describe(
                "open files or connections, or start threads",
                used -> packages.test(used)
                        || used.isEquivalentTo(Thread.class)
                        || used.isEquivalentTo(File.class)
                        || used.isEquivalentTo(FileInputStream.class)
                        || used.isEquivalentTo(FileOutputStream.class)
                        || used.isEquivalentTo(FileReader.class)
                        || used.isEquivalentTo(FileWriter.class)
                        || used.isEquivalentTo(RandomAccessFile.class));
    }
}
