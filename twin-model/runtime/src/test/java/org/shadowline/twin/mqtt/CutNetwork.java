package org.shadowline.twin.mqtt;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A way to a port of this machine that can be cut. */
final class CutNetwork implements AutoCloseable {
    private final ServerSocket server;
    private final int to;
    private volatile boolean open = true;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    CutNetwork(int to) throws IOException {
        this.to = to;
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    BrokerAddress address() {
        return new BrokerAddress("127.0.0.1", server.getLocalPort(), false);
    }

    private void accept() {
        try {
            while (true) {
                var one = server.accept();
                if (!open) {
                    one.close();
                    continue;
                }
                var other = new Socket(InetAddress.getLoopbackAddress(), to);
                sockets.add(one);
                sockets.add(other);
                carry(one, other);
                carry(other, one);
            }
        } catch (IOException e) {
            // closed
        }
    }

    private static void carry(Socket from, Socket into) {
        Thread.ofVirtual().start(() -> {
            try (from;
                    into;
                    InputStream in = from.getInputStream();
                    OutputStream out = into.getOutputStream()) {
                in.transferTo(out);
            } catch (IOException e) {
                // cut
            }
        });
    }

    /** Whether new connections are let through. */
    void open(boolean through) {
        open = through;
    }

    /** Cuts every connection, with what is on its way in it. */
    void cutAll() throws IOException {
        for (var socket : sockets) {
            try (socket) {
                if (!socket.isClosed()) socket.setSoLinger(true, 0);
            } catch (SocketException e) {
                // the other side was faster
            }
        }
        sockets.clear();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (var socket : sockets) socket.close();
    }
}
