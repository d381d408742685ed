package org.shadowline.twin.cluster;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** An item of work on its way to a node. The answer is a byte that says how it went, and what belongs to it. */
final class Task implements Callable<byte[]>, Serializable, HazelcastInstanceAware {
    private static final long serialVersionUID = 1;
    static final String WORK = "work";
    static final byte DONE = 0;
    static final byte JOB_UNKNOWN = 1;
    static final byte FAILED = 2;

    private final String key;
    private final byte @Nullable [] job;
    private final int number;
    private transient @Nullable HazelcastInstance node;

    Task(String key, byte @Nullable [] job, int number) {
        this.key = key;
        this.job = job;
        this.number = number;
    }

    @Override
    public void setHazelcastInstance(HazelcastInstance instance) {
        node = instance;
    }

    @Override
    public byte[] call() {
        if (node == null || !(node.getUserContext().get(WORK) instanceof Work work)) {
            return answer(FAILED, "the node does no such work".getBytes(StandardCharsets.UTF_8));
        }
        try {
            byte[] result = work.run(key, job, number);
            return result == null ? new byte[] {JOB_UNKNOWN} : answer(DONE, result);
        } catch (RuntimeException e) {
            var message = e.getMessage() == null ? e.toString() : e.getMessage();
            return answer(FAILED, message.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static byte[] answer(byte how, byte[] content) {
        var answer = new byte[content.length + 1];
        answer[0] = how;
        System.arraycopy(content, 0, answer, 1, content.length);
        return answer;
    }

    static byte[] content(byte[] answer) {
        return Arrays.copyOfRange(answer, 1, answer.length);
    }
}
