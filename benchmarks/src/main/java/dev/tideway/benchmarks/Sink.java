package dev.tideway.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.function.IntFunction;

/// A subscriber that takes every event and remembers which. One thread, and no object per event: it shares the machine
/// with what it measures.
final class Sink implements AutoCloseable {
    static final byte[] NOTHING = "HTTP/1.1 204 No Content\r\n\r\n".getBytes(US_ASCII);

    private final Selector selector = Selector.open();
    private final ServerSocketChannel server = ServerSocketChannel.open();
    private final Thread thread = Thread.ofPlatform().name("sink").unstarted(this::serve);
    private final IntFunction<byte[]> answer;
    private volatile boolean closed;

    /// @param port to listen at, 0 for a free one
    /// @param answer the bytes of the answer to the event of that number, -1 when the request is none; told of each as
    ///     it comes
    Sink(int port, IntFunction<byte[]> answer) throws IOException {
        this.answer = answer;
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1024);
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
        thread.start();
    }

    static Sink counting(Journal journal) throws IOException {
        return new Sink(
                0,
                number -> {
                    journal.received(number, System.nanoTime());
                    return NOTHING;
                });
    }

    String address() throws IOException {
        return "http://127.0.0.1:" + ((InetSocketAddress) server.getLocalAddress()).getPort() + "/";
    }

    private void serve() {
        while (!closed) {
            try {
                selector.select(this::ready);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void ready(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                accept();
            } else {
                ((Connection) key.attachment()).read();
            }
        } catch (IOException _) {
            key.cancel(); // the runner has closed it
        }
    }

    private void accept() throws IOException {
        var channel = server.accept();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.register(selector, SelectionKey.OP_READ, new Connection(channel));
    }

    @Override
    public void close() throws IOException {
        closed = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        for (var key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }

    private final class Connection {
        private final SocketChannel channel;
        private final ByteBuffer in = ByteBuffer.allocate(16 << 10);

        Connection(SocketChannel channel) {
            this.channel = channel;
        }

        void read() throws IOException {
            if (channel.read(in) < 0) {
                channel.close();
                return;
            }
            var request = Request.in(in.array(), in.position());
            if (request != null) {
                in.clear();
                var out = ByteBuffer.wrap(answer.apply(request.number()));
                channel.write(out);
                if (out.hasRemaining()) {
                    throw new IllegalStateException("the socket took only a part of an answer");
                }
            }
        }
    }
}
