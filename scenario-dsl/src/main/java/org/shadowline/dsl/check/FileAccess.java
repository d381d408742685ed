package org.shadowline.dsl.check;

import java.io.IOException;

/** How the checker reads imported files and tables, so that it works on a disk, in an editor and in memory alike. */
public interface FileAccess {
    /** The largest file that is read, in bytes. */
    long LARGEST = 64L << 20;

    /** The name of a file that another one mentions, in a form in which equal files have equal names. */
    String resolve(String from, String mentioned);

    /** How a file has to mention another one, of a resolved name, so that it is found. */
    default String mention(String from, String name) {
        return name;
    }

    /** The text of a file by its resolved name. */
    String read(String name) throws IOException;

    /** The content of a file that is no text, such as a spreadsheet, by its resolved name. */
    default byte[] bytes(String name) throws IOException {
        throw new IOException("only texts can be read here");
    }

    /** Where there are no other files. */
    FileAccess NONE = new FileAccess() {
        @Override
        public String resolve(String from, String mentioned) {
            return mentioned;
        }

        @Override
        public String read(String name) throws IOException {
            throw new IOException("there is no such file");
        }
    };
}
