package org.shadowline.dsl.check;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Files of the file system; names are relative to the mentioning file. */
public final class Disk implements FileAccess {
    @Override
    public String resolve(String from, String mentioned) {
        try {
            var folder = Path.of(from).getParent();
            var path = folder == null ? Path.of(mentioned) : folder.resolve(mentioned);
            return path.normalize().toString();
        } catch (InvalidPathException notAPath) {
            return mentioned;
        }
    }

    @Override
    public String mention(String from, String name) {
        try {
            var folder = Path.of(from).toAbsolutePath().normalize().getParent();
            var path = Path.of(name).toAbsolutePath().normalize();
            return folder == null ? path.toString() : folder.relativize(path).toString();
        } catch (IllegalArgumentException noWay) {
            return name;
        }
    }

    @Override
    public String read(String name) throws IOException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes(name)))
                    .toString();
        } catch (CharacterCodingException binary) {
            throw new IOException("it is not a text in UTF-8", binary);
        }
    }

    @Override
    public byte[] bytes(String name) throws IOException {
        try {
            var path = Path.of(name);
            if (Files.isDirectory(path)) {
                throw new IOException("it is a folder");
            }
            long size = Files.size(path);
            if (size > LARGEST) {
                throw new IOException("it has " + size + " bytes; at most " + LARGEST + " are read");
            }
            return Files.readAllBytes(path);
        } catch (NoSuchFileException | InvalidPathException missing) {
            throw new IOException("there is no such file", missing);
        }
    }
}
